import type { z } from 'zod';
import type { Estate } from './documents.ts';
import type { Handbook } from './handbook.ts';
import { FIXED_KEYS } from './local-keys.ts';
import { type LocalValue, localValue } from './local-values.ts';
import type { OwnEntry, ownKnowledgeSchema } from './schemas/knowledge.ts';
import { updateDocument } from './update-document.ts';

/** An entry that is to be added; its id is given when it is written. */
export type NewEntry = Omit<OwnEntry, 'id'>;

type OwnKnowledge = z.input<typeof ownKnowledgeSchema>;

/** Ids of entries that were written in the office: Q01, Q02 … */
const LETTER = 'Q';

/**
 * Writes an entry into an estate's own knowledge and puts it in force. The same question written again takes the place of the
 * entry there is. @returns its id
 * @throws HandbookError with the reasons when the entry cannot be used
 */
export async function addOwnEntry(handbook: Handbook, estateId: string, entry: NewEntry): Promise<string> {
  let id = '';
  await updateDocument(handbook, `estates/${estateId}/knowledge.json`, (draft) => {
    const own = draft as OwnKnowledge;
    const entries = own.entries ?? [];
    const at = entries.findIndex(({ question }) => question.zh === entry.question.zh);
    const taken = new Set([...entries, ...handbook.common().knowledge.entries].map((one) => one.id));
    id = entries[at]?.id ?? nextId(taken);
    const written = { id, ...entry };
    own.entries = at < 0 ? [...entries, written] : entries.with(at, written);
  });
  return id;
}

function nextId(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const id = `${LETTER}${String(number).padStart(2, '0')}`;
    if (!taken.has(id)) return id;
  }
}

/** A local key that an answer may speak, with what it stands for; without a value while the office has not filled it in. */
export interface KnownKey {
  readonly key: string;
  readonly value?: LocalValue | undefined;
}

/** Every local key of an estate. */
export function localKeysOf(estate: Estate): KnownKey[] {
  const prices = estate.tariff.prices.map(({ key }) => `tariff.${key}`);
  const facts = estate.facts.facts.map(({ key }) => `facts.${key}`);
  return [...FIXED_KEYS, ...prices, ...facts].map((key) => ({ key, value: localValue(estate, key) }));
}
