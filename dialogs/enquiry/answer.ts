import { type KnowledgeEntry, silenceOf } from '#handbook/knowledge.ts';
import type { Intent } from '#understanding/recognizer.ts';
import type { Offer } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { officeFacts } from '../reception/office-facts.ts';
import { topics } from '../topics.ts';
import { askPeople } from './ask-people.ts';
import { basisOf } from './basis.ts';
import { counterWords } from './counter.ts';
import { isOfficeFacts, longAnswer, shortAnswer } from './speak-entry.ts';

/** What the desk says to a question, and what it offers then. */
export interface Told {
  words: string;
  /** That there is more to tell; left out where a form goes on at once. */
  hint?: string;
  offers: Offer[];
  /** True when the answer itself was given, and not put off to people. */
  answered: boolean;
}

/**
 * The answer of an entry to a resident who asked with `words`. What is out of its days or lacks a value is not spoken but
 * asked of people; what is for a known home is told to those bound to one.
 */
export async function tell(turn: DeskTurn, entry: KnowledgeEntry, words: string): Promise<Told> {
  const { state, estate, clock, say } = turn;
  const language = state.locale === 'en' ? 'en' : 'zh';
  const silence = silenceOf(entry, estate, { at: clock.now(), language });
  if (silence) return putOff(turn, { words, entry, silence });
  if (entry.auth === 'A1' && !isBound(turn)) return tellToBind(turn);
  state.answered = entry.id;
  turn.steps.add('answer');
  if (isOfficeFacts(entry)) return { words: officeFacts(turn), offers: offersAfter(turn, entry), answered: true };
  const short = shortAnswer(turn, entry);
  const lines = [short, ...(entry.auth === 'A2' ? [counterWords(turn)] : []), ...basisOf(turn, entry, short)];
  const told: Told = { words: lines.join('\n'), offers: offersAfter(turn, entry), answered: true };
  if (!entry.long) return told;
  const more = { move: 'enquiry.more', label: say('enquiry:more'), value: entry.id };
  return { ...told, hint: say('enquiry:moreHint'), offers: [more, ...told.offers] };
}

/** More about the entry told last. */
export function tellMore(turn: DeskTurn, entry: KnowledgeEntry): Told {
  const long = longAnswer(turn, entry);
  if (!long) return { words: turn.say('enquiry:noMore'), offers: topics(turn.say, ['human']), answered: false };
  turn.steps.add('answer');
  const words = [long, ...basisOf(turn, entry, long)].join('\n');
  return { words, offers: offersAfter(turn, entry), answered: true };
}

/** Whether somebody speaks who belongs to a home here, now. */
export function isBound({ resident }: Pick<DeskTurn, 'resident'>): boolean {
  return resident !== undefined && resident.homes.length > 0;
}

/** The question goes to people; what the office's facts do hold is told all the same. */
async function putOff(
  turn: DeskTurn,
  about: Parameters<typeof askPeople>[1] & { entry: KnowledgeEntry },
): Promise<Told> {
  const asking = await askPeople(turn, about);
  const known = isOfficeFacts(about.entry) ? [officeFacts(turn)] : [];
  return { words: [asking, ...known].join('\n'), offers: topics(turn.say, ['human']), answered: false };
}

function tellToBind(turn: DeskTurn): Told {
  const words = [turn.say('enquiry:mustBind'), counterWords(turn)].join('\n');
  return { words, offers: topics(turn.say, ['human']), answered: false };
}

/** What may be begun after an answer, and a person where the entry wants one offered. */
function offersAfter({ say }: DeskTurn, { begins, handover }: KnowledgeEntry): Offer[] {
  const wanted: Intent[] = [...(begins ? [begins as Intent] : []), ...(handover ? (['human'] as const) : [])];
  return wanted.length > 0 ? topics(say, wanted) : [];
}
