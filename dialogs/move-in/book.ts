import type { Locale } from '../desk-state.ts';
import type { Common, DeskTurn } from '../desk-turn.ts';

/** What of moving in holds everywhere, from the handbook. */
export type MoveInBook = NonNullable<Common['moveIn']>;

/** A kind of owner: what they bring, what they are told, which way their case goes. */
export type OwnerKind = MoveInBook['kinds'][number];

/** The handbook's part, once the estate has filled in its own: without appointments nobody can be taken in. */
export function moveInBook({ common, estate }: Pick<DeskTurn, 'common' | 'estate'>): MoveInBook | undefined {
  return estate.moveIn.slots.handover.length > 0 ? common.moveIn : undefined;
}

/** A kind by its key. */
export function kindNamed(common: Pick<Common, 'moveIn'>, key: unknown): OwnerKind | undefined {
  return common.moveIn?.kinds.find((one) => one.key === key);
}

/** Text of the handbook in one language. */
export function inWords(locale: Locale, text: { zh: string; en: string }): string {
  return locale === 'en' ? text.en : text.zh;
}

/** What the desk says in one of the trade's exceptions; undefined where the handbook has none of that name. */
export function exceptionWords({ common, state }: Pick<DeskTurn, 'common' | 'state'>, key: string): string | undefined {
  const says = common.moveIn?.exceptions.find((one) => one.key === key)?.says;
  return says && inWords(state.locale, says);
}

interface Worded {
  readonly words: { readonly zh: readonly string[]; readonly en: readonly string[] };
}

/** Length of the longest of the words that a text says, 0 for none. English words count as whole words only. */
export function saysOne(text: string, words: Worded['words'] | undefined): number {
  if (!words) return 0;
  const lower = text.toLowerCase();
  const zh = words.zh.filter((word) => lower.includes(word.toLowerCase()));
  const en = words.en.filter((word) => isWordOf(lower, word.toLowerCase()));
  return Math.max(0, ...zh.map(({ length }) => length), ...en.map(({ length }) => length));
}

/** A whole word, with the endings that words get in a sentence: scratches, leaking. */
function isWordOf(text: string, word: string): boolean {
  const at = text.indexOf(word);
  if (at < 0 || /[a-z]/u.test(text[at - 1] ?? '')) return false;
  return /^(?:s|es|d|ed|ing)?(?![a-z])/u.test(text.slice(at + word.length));
}

/** Those of a list whose words a text says, in the list's order. */
export function saidOf<T extends Worded>(text: string, list: readonly T[]): T[] {
  return list.filter(({ words }) => saysOne(text, words) > 0);
}
