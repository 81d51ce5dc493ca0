import { noticesAt, type TimedNotice } from '#handbook/notices.ts';
import { dayWords } from '../day-words.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { type Asked, readAsked } from './asked.ts';
import { concernsSome, homesOf } from './homes.ts';
import { contactLine, noticeWords, withdrawnWords } from './tell.ts';

/** Notices told in full at once; the others are named. */
const AT_ONCE = 2;

/** What there is to say on a question about notices. */
export interface Answer {
  words: string;
  /** Notices that were only named. */
  more: readonly TimedNotice[];
  /** False when no notice was found. */
  found: boolean;
  asked: Asked;
}

/** Answers from the notices that concern the resident's home, the soonest first; those of the day asked about come first. */
export async function answerFromNotices(turn: DeskTurn): Promise<Answer> {
  const all = noticesAt(turn.estate, turn.clock.now());
  const homes = await homesOf(turn);
  const mine = all.filter(({ notice }) => concernsSome(notice, homes));
  const asked = readAsked(turn, mine);
  const wanted = mine.filter((one) => isAbout(one, asked));
  const stands = wanted.filter(({ standing }) => standing === 'in-force' || standing === 'coming');
  const off = wanted.filter(({ standing }) => standing === 'withdrawn').map((one) => withdrawnWords(turn, one));
  if (stands.length === 0) return { words: [nothing(turn, asked), ...off].join('\n'), more: [], found: false, asked };
  const thatDay = stands.filter((one) => isOn(one, asked.day));
  const missed = thatDay.length === 0;
  const told = (missed ? stands.slice(0, 1) : thatDay).slice(0, AT_ONCE);
  const more = missed ? [] : thatDay.slice(AT_ONCE);
  const words = [
    missed ? notThatDay(turn, asked) : '',
    more.length > 0 ? turn.say('notice:several', { count: thatDay.length }) : '',
    ...told.map((one) => noticeWords(turn, one, all)),
    ...off,
    contactLine(turn, told),
    more.length > 0 ? turn.say('notice:more', { titles: titles(turn, more) }) : '',
  ];
  return { words: words.filter((line) => line !== '').join('\n'), more, found: true, asked };
}

/** What a question names decides; one that names nothing is about all. */
function isAbout(one: TimedNotice, { stops, named, anything }: Asked): boolean {
  const byName = named.includes(one) || (stops !== undefined && one.notice.stops.includes(stops));
  return byName || (stops === undefined && named.length === 0 && anything);
}

function isOn({ from, to, ends }: TimedNotice, day: Asked['day']): boolean {
  return day === undefined || (from < day.to && (to ?? ends) > day.from);
}

const DAY = 86_400_000;

function notThatDay(turn: DeskTurn, { day }: Asked): string {
  if (!day || day.to - day.from > DAY) return turn.say('notice:notThen');
  return turn.say('notice:notThatDay', { day: dayWords(turn, day.from) });
}

function titles(turn: DeskTurn, notices: readonly TimedNotice[]): string {
  return notices.map((one) => titleOf(turn, one)).join(turn.say('notice:and'));
}

/** A notice's title in the resident's language. */
export function titleOf({ state }: DeskTurn, { notice }: TimedNotice): string {
  return state.locale === 'en' ? notice.title.en : notice.title.zh;
}

/** Nothing is known here: said plainly, with the utility's own phone where the handbook has it. */
function nothing(turn: DeskTurn, { stops, anything }: Asked): string {
  const { say, estate } = turn;
  if (stops === undefined) return say(anything ? 'notice:none.anything' : 'notice:none.other');
  const number = Object.entries(estate.office.phones).find(([key]) => key === stops)?.[1]?.number;
  const words = say(`notice:none.${stops}`);
  return number ? [words, say('notice:utility', { number })].join('\n') : words;
}
