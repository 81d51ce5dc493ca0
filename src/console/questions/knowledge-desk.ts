import { checkDocument } from '#handbook/check-document.ts';
import type { Estate, Handbook } from '#handbook/handbook.ts';
import { entriesOf, type KnowledgeEntry } from '#handbook/knowledge.ts';
import type { LocalValue } from '#handbook/local-values.ts';
import { addOwnEntry, localKeysOf, type NewEntry } from '#handbook/own-knowledge.ts';
import type { Sentence } from '#handbook/problem.ts';
import { KNOWLEDGE_TOPICS } from '#handbook/schemas/knowledge.ts';
import type { DraftAnswer, QuestionDetail } from './question-api.ts';

/** What the console asks of the office's knowledge, and how an answer becomes part of it. */
export interface KnowledgeDesk {
  entry(estateId: string, id: string): KnowledgeEntry | undefined;
  keys(estateId: string): QuestionDetail['keys'];
  topics: readonly string[];
  /** What is wrong with an entry, by field; none when it can be used. */
  check(estateId: string, entry: unknown): Extract<DraftAnswer, { problems: unknown }>['problems'];
  /** Puts an entry in force. @returns its id @throws HandbookError */
  publish(estateId: string, entry: NewEntry): Promise<string>;
}

/** The knowledge of an open handbook. */
export function knowledgeDesk(handbook: Handbook): KnowledgeDesk {
  return {
    entry(estateId, id) {
      const estate = handbook.estate(estateId);
      return estate && entriesOf(estate, handbook.common()).find((one) => one.id === id);
    },
    keys(estateId) {
      const estate = handbook.estate(estateId);
      return estate ? keysIn(estate) : [];
    },
    topics: KNOWLEDGE_TOPICS,
    check(estateId, entry) {
      const value = { entries: [{ id: 'Q01', ...(entry as object) }] };
      const { problems } = checkDocument(`estates/${estateId}/knowledge.json`, { value, problems: [] });
      return problems.map(({ key, reason }) => ({ field: key.replace(/^entries\[0\]\.?/, ''), reason }));
    },
    publish: (estateId, entry) => addOwnEntry(handbook, estateId, entry),
  };
}

function keysIn(estate: Estate): QuestionDetail['keys'] {
  return localKeysOf(estate).map(({ key, value }) => ({ key, value: value ? inWords(value) : null }));
}

/** Hours are spoken by the day; here it is enough to know that there are some. */
function inWords(value: LocalValue): Sentence {
  if (value.kind === 'hours') return { zh: '…', en: '…' };
  if (value.kind === 'words') return { zh: value.zh, en: value.en };
  const { price, unit } = value;
  return { zh: `${price} ${unit.zh}`, en: `${price} ${unit.en}` };
}
