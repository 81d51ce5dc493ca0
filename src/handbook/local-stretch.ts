import { daysAfter, instantOf, localTime } from './local-time.ts';

/** How far the wall clock of a zone is ahead of UTC from an instant on; both in milliseconds. */
export interface Offset {
  readonly from: number;
  readonly offset: number;
}

/** Some whole days of a time zone's calendar: from the first moment of the first to the one after the last. */
export interface LocalStretch {
  readonly from: number;
  /** Not included. */
  readonly to: number;
  readonly days: readonly string[];
  /** What the clock is ahead within it, oldest first; one entry where there is no summer time. */
  readonly offsets: readonly Offset[];
}

const HOUR = 3_600_000;

/** The days from `first` to `last` (2026-11-23) in a time zone. */
export function stretchOf(timeZone: string, first: string, last: string): LocalStretch {
  const days: string[] = [];
  for (let day = first; day <= last; day = daysAfter(day, 1)) days.push(day);
  const starts = [...days, daysAfter(last, 1)].map((date) => instantOf(timeZone, { date, minutes: 0 }));
  const from = starts[0] as number;
  const to = starts.at(-1) as number;
  return { from, to, days, offsets: offsetsOf(timeZone, starts) };
}

/** How many days lie between two, both counted. */
export function countDays(first: string, last: string): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / (24 * HOUR)) + 1;
}

/** Looks hour by hour only into days at whose ends the clock stands differently. */
function offsetsOf(timeZone: string, starts: readonly number[]): Offset[] {
  const found: Offset[] = [];
  const keep = (from: number) => {
    const offset = aheadAt(timeZone, from);
    if (found.at(-1)?.offset !== offset) found.push({ from, offset });
  };
  for (const [index, start] of starts.slice(0, -1).entries()) {
    keep(start);
    const end = starts[index + 1] as number;
    if (aheadAt(timeZone, start) !== aheadAt(timeZone, end)) for (let at = start; at < end; at += HOUR / 2) keep(at);
  }
  return found;
}

function aheadAt(timeZone: string, at: number): number {
  const { date, minutes } = localTime(timeZone, at);
  return Date.parse(`${date}T00:00:00Z`) + minutes * 60_000 - Math.floor(at / 60_000) * 60_000;
}
