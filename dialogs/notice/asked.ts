import type { TimedNotice } from '#handbook/notices.ts';
import type { Stopped } from '#handbook/schemas/notices.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import { entity } from '../asking/form.ts';
import type { DeskTurn } from '../desk-turn.ts';

const STOPS: readonly Stopped[] = ['water', 'power', 'gas', 'heating', 'lift', 'network'];

/** What a message asks about: something that stops, notices by their words, notices in general, a day. */
export interface Asked {
  stops: Stopped | undefined;
  named: readonly TimedNotice[];
  anything: boolean;
  /** Milliseconds, the end excluded. */
  day: { from: number; to: number } | undefined;
}

/** Reads what a message asks about, in either language. */
export function readAsked(turn: DeskTurn, notices: readonly TimedNotice[]): Asked {
  const text = turn.incoming.text;
  const stops = saidToBeOff(turn) ?? STOPS.find((one) => saysOneOf(text, wordsFor(turn, `notice:topic.${one}`)));
  const named = notices.filter(({ notice: { words, title } }) =>
    saysOneOf(text, [...(words?.zh ?? []), ...(words?.en ?? []), title.zh, title.en]),
  );
  const anything = saysOneOf(text, wordsFor(turn, 'notice:anything'));
  return { stops, named, anything, day: dayAsked(turn) };
}

/** What a message says is off: 没水、停电、电梯不动. */
export function saidToBeOff(turn: DeskTurn): Stopped | undefined {
  return STOPS.find((one) => saysOneOf(turn.incoming.text, wordsFor(turn, `notice:off.${one}`)));
}

/** True when a message asks about notices rather than says that something is off. */
export function asksOfNotices(turn: DeskTurn): boolean {
  const { text, understood } = turn.incoming;
  if (understood.intents[0]?.name !== 'notice_enquiry') return false;
  return isQuestion(text) || saysOneOf(text, wordsFor(turn, 'notice:anything'));
}

/** 「3栋停不停水」 asks of an outage, though it names a fault. */
export function asksWhetherOff({ incoming }: DeskTurn): boolean {
  return /停不停|会不会停|有没有停|要不要停|是不是要?停/u.test(incoming.text);
}

/** True when a message wants a report filed after all. */
export function wantsReport(turn: DeskTurn): boolean {
  return saysOneOf(turn.incoming.text, wordsFor(turn, 'notice:report'));
}

function dayAsked({ incoming }: DeskTurn): Asked['day'] {
  const time = entity(incoming.understood, 'time')?.value;
  if (!time?.from || !time.to || time.direction === 'past' || time.since) return undefined;
  return { from: Date.parse(time.from), to: Date.parse(time.to) };
}

/** Residents write in one language and read in another: the words of both count. */
function wordsFor({ speech }: DeskTurn, key: string): string[] {
  return (['zh-CN', 'en'] as const).flatMap((locale) => speech.say(locale)(key).split('|'));
}

/** English words count only whole: `gas`, not `gasket`. */
function saysOneOf(text: string, words: readonly string[]): boolean {
  const said = text.toLowerCase().replace(/[’]/gu, "'");
  return words.some((word) => {
    const wanted = word.toLowerCase();
    if (!/^[\x20-\x7e]+$/u.test(wanted)) return said.includes(wanted);
    const at = said.indexOf(wanted);
    return at >= 0 && !/[a-z]/u.test(said[at - 1] ?? '') && !/[a-z]/u.test(said[at + wanted.length] ?? '');
  });
}
