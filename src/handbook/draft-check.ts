import type { z } from 'zod';
import type { Common } from './documents.ts';
import type { Sentence } from './problem.ts';
import { CUTTING, forbiddenIn, threatsIn } from './report-wording.ts';
import type { staffWordsSchema } from './schemas/staff-words.ts';

/** Words of a draft that must not be sent: why, and what to say instead where the handbook knows. */
export interface DraftFault {
  /** A threat is never sent; a phrase is put differently; a gap is filled in first. */
  readonly kind: 'threat' | 'phrase' | 'gap';
  readonly words: string;
  readonly why: Sentence;
  readonly instead?: Sentence | undefined;
}

type StaffWords = z.output<typeof staffWordsSchema>;
type Words = StaffWords['threats']['cuts'];
type Phrases = Common['phrases'];

/** A placeholder that nobody has filled in. */
const GAP = /\{[^{}\n]{1,20}\}/u;

/**
 * What of a draft may not be said to a resident (domain 4.6; Civil Code, art. 944).
 * @param before what the resident said last: 「那就停水」 after 「我不交物业费了」 is a threat although it names no fee
 */
export function draftFaults(
  text: string,
  { phrases, staffWords }: { phrases: Phrases; staffWords: StaffWords },
  before: readonly string[] = [],
): DraftFault[] {
  const said = plain(text);
  const gap = GAP.exec(said)?.[0];
  return [
    ...threatFaults(said, staffWords, before.map(plain)),
    ...phraseFaults(said, phrases),
    ...(gap === undefined ? [] : [{ kind: 'gap', words: gap, why: UNFILLED } as const]),
  ];
}

const UNFILLED: Sentence = { zh: '这里还没有填', en: 'this has not been filled in yet' };
const RUDE: Sentence = { zh: '服务忌语，请换个说法', en: 'a phrase we do not use; please put it differently' };

function phraseFaults(said: string, { forbidden }: Phrases): DraftFault[] {
  return (['zh', 'en'] as const).flatMap((language) =>
    forbiddenIn(said, language, forbidden).map(({ words }): DraftFault => {
      const { instead } = forbidden.find((one) => one.language === language && one.phrase === words) ?? {};
      return { kind: 'phrase', words, why: RUDE, instead };
    }),
  );
}

function threatFaults(said: string, { threats }: StaffWords, before: readonly string[]): DraftFault[] {
  const known = threatsIn(said).map(
    ({ words, reason }): DraftFault => ({
      kind: 'threat',
      words,
      why: reason,
      ...(reason === CUTTING && { instead: threats.instead }),
    }),
  );
  if (known.some(({ why }) => why === CUTTING)) return known;
  const words = cutThreatened(said, threats, before);
  if (words === undefined) return known;
  return [{ kind: 'threat', words, why: CUTTING, instead: threats.instead }, ...known];
}

/** The clause that says that somebody will be cut off, where it is neither denied nor about work on the pipes. */
function cutThreatened(said: string, threats: StaffWords['threats'], before: readonly string[]): string | undefined {
  const owes = [said, ...before].some((one) => holds(one, threats.owing));
  const sentences = said.split(/(?<=[。；！？;!?\n])|(?<=\.)\s/u);
  for (const sentence of sentences) {
    if (holds(sentence, threats.works) || /[?？]\s*$|吗[。.]?\s*$/u.test(sentence)) continue;
    const clauses = sentence.split(/[，,、：:]/u);
    const found = clauses.find((clause) => {
      if (!holds(clause, threats.cuts) && !holds(clause, threats.direct)) return false;
      if (holds(without(clause, threats.yet), threats.denied)) return false;
      return holds(clause, threats.direct) || (owes && holds(sentence, threats.will));
    });
    if (found && !governed(sentence, threats)) return found.trim();
  }
  return undefined;
}

/** 「不会因为您没交费，就停水」: the denial stands before the reason, and holds for what follows. */
function governed(sentence: string, { denied }: StaffWords['threats']): boolean {
  return denied.zh.some((no) => new RegExp(`${no}(?:因|以|用|为了|通过|采取)`, 'u').test(sentence));
}

function holds(text: string, { zh, en }: Words): boolean {
  const lower = text.toLowerCase();
  return [...zh, ...en].some((word) => lower.includes(word.toLowerCase()));
}

function without(text: string, { zh, en }: Words): string {
  return [...zh, ...en].reduce((rest, word) => rest.replaceAll(word.toLowerCase(), ''), text.toLowerCase());
}

/** As it is heard: full-width letters, invisible signs and spaces between Chinese signs do not hide a word. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/’/gu, "'")
    .replace(/(?<=\p{Script=Han})[^\S\n]+(?=\p{Script=Han})/gu, '');
}
