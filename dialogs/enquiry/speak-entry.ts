import { fillPlaceholders, type KnowledgeEntry, keysOf } from '#handbook/knowledge.ts';
import { localValue } from '#handbook/local-values.ts';
import type { DeskState } from '../desk-state.ts';
import { type DeskTurn, inLanguage } from '../desk-turn.ts';
import { hoursText } from '../reception/office-facts.ts';

/** What speaking an entry needs of a turn. */
type Voice = Pick<DeskTurn, 'estate' | 'say'> & { state: Pick<DeskState, 'locale'> };

/** The short answer of an entry in the resident's language, with the office's own values; its keys must not be empty. */
export function shortAnswer(turn: Voice, entry: KnowledgeEntry): string {
  return filled(turn, inLanguage(turn, entry.short));
}

/** The long answer, where there is one. */
export function longAnswer(turn: Voice, { long }: KnowledgeEntry): string | undefined {
  return long && filled(turn, inLanguage(turn, long));
}

/** What the office has published as a price, in words: 「20 元/张」. */
export function priceWords({ say, state }: Omit<Voice, 'estate'>, { price, unit }: Price): string {
  return say('enquiry:price', { price, unit: inLanguage({ state }, unit) });
}

interface Price {
  readonly price: number;
  readonly unit: { readonly zh: string; readonly en: string };
}

const FACTS: ReadonlySet<string> = new Set(['office.hours', 'office.phone', 'office.address', 'office.night-phone']);

/** An entry about nothing but the office's hours, phone and address: the desk tells them as it always does, open or not. */
export function isOfficeFacts(entry: KnowledgeEntry): boolean {
  const keys = keysOf(entry);
  return keys.includes('office.hours') && keys.every((key) => FACTS.has(key));
}

function filled(turn: Voice, words: string): string {
  return fillPlaceholders(words, (key) => {
    const value = localValue(turn.estate, key);
    if (value?.kind === 'price') return priceWords(turn, value);
    if (value?.kind === 'hours') return hoursText(turn);
    return value ? inLanguage(turn, value) : '';
  });
}
