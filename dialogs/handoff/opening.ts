import { isOpen, nextOpening } from '#handbook/hours.ts';
import { localTime } from '#handbook/local-time.ts';
import { momentWords } from '../day-words.ts';
import type { DeskTurn } from '../desk-turn.ts';

type Office = Pick<DeskTurn, 'estate' | 'common' | 'clock'>;

/** When the office is open, from a moment on (milliseconds), that moment included; undefined where the handbook has no hours. */
export function openFrom({ estate, common }: Office, from: number): number | undefined {
  return nextOpening(estate, common, from)?.getTime();
}

/** Whether a time of the office may be told: only in years whose public holidays are entered. */
export function mayBeTold({ estate, common, clock }: Office, at: number): boolean {
  const yearOf = (moment: number) => localTime(estate.office.timeZone, moment).date.slice(0, 4);
  return [clock.now(), at].every((moment) => Object.hasOwn(common.calendar.years, yearOf(moment)));
}

/** Says when the office opens next: `key` with `opening`, or `later` where the handbook cannot tell. */
export function sayOpening(turn: DeskTurn, key: string, later: string): string {
  const at = openFrom(turn, turn.clock.now());
  return at !== undefined && mayBeTold(turn, at) ? turn.say(key, { opening: momentWords(turn, at) }) : turn.say(later);
}

/** True while the office is open. */
export function isOpenNow({ estate, common, clock }: Office): boolean {
  return isOpen(estate, common, clock.now());
}
