import type { Common, Estate } from './documents.ts';
import { isOpen, kindOfDay, nextOpening, openPeriods } from './hours.ts';
import { daysAfter, type Instant, instantOf, localTime } from './local-time.ts';

/** Half a working day at the estate, in milliseconds: from the opening or noon to noon or the closing. */
export interface HalfDay {
  readonly part: 'morning' | 'afternoon';
  readonly from: number;
  readonly to: number;
}

/** Why a time does not do for a visit. */
export type NoVisit = 'past' | 'holiday' | 'closed';

const NOON = 12 * 60;
/** Half a day that is shorter than this is not offered: somebody has to come and to work in it. */
const SHORTEST = 60 * 60 * 1000;
/** How many days ahead are looked at. */
const AHEAD = 30;

/** The next half days in which the office works and which are not yet running, soonest first; public holidays are left out. */
export function nextHalfDays(
  estate: Estate,
  common: Common,
  { now, count }: { now: Instant; count: number },
): HalfDay[] {
  const today = localTime(estate.office.timeZone, now).date;
  const days = Array.from({ length: AHEAD + 1 }, (_, ahead) => daysAfter(today, ahead));
  return days
    .flatMap((date) => halfDaysOf(estate, common, date))
    .filter(({ from }) => from > Number(now))
    .slice(0, count);
}

function halfDaysOf(estate: Estate, common: Common, date: string): HalfDay[] {
  const { timeZone } = estate.office;
  const noon = instantOf(timeZone, { date, minutes: NOON });
  if (kindOfDay(estate, common, noon) === 'holiday') return [];
  const open = openPeriods(estate, common, date);
  const within = (from: number, to: number) => {
    const parts = open.filter((one) => one.from < to && one.to > from);
    const [first, last] = [parts[0], parts.at(-1)];
    return first && last && { from: Math.max(first.from, from), to: Math.min(last.to, to) };
  };
  const midnight = (minutes: number) => instantOf(timeZone, { date, minutes });
  return [
    { part: 'morning' as const, span: within(midnight(0), noon) },
    { part: 'afternoon' as const, span: within(noon, midnight(24 * 60)) },
  ].flatMap(({ part, span }) => (span && span.to - span.from >= SHORTEST ? [{ part, ...span }] : []));
}

/**
 * Why nobody can come at a time (milliseconds; both the same for a moment), or undefined when the office works at some moment of
 * it. An office that has not said when it works is taken to come at any time.
 */
export function whyNoVisit(
  estate: Estate,
  common: Common,
  { from, to, now }: { from: number; to: number; now: number },
): NoVisit | undefined {
  if (Math.max(from, to - 1) < now) return 'past';
  if (nextOpening(estate, common, now) === undefined) return undefined;
  const { timeZone } = estate.office;
  const first = localTime(timeZone, Math.max(from, now)).date;
  const last = localTime(timeZone, Math.max(from, to - 1)).date;
  let working = false;
  for (let date = first, days = 0; date <= last && days <= AHEAD; date = daysAfter(date, 1), days += 1) {
    if (kindOfDay(estate, common, instantOf(timeZone, { date, minutes: NOON })) === 'holiday') continue;
    working = true;
    const meets =
      from === to ? isOpen(estate, common, from) : overlaps(openPeriods(estate, common, date), { from, to, now });
    if (meets) return undefined;
  }
  return working ? 'closed' : 'holiday';
}

function overlaps(
  open: readonly { from: number; to: number }[],
  { from, to, now }: { from: number; to: number; now: number },
): boolean {
  return open.some((one) => one.from < to && one.to > Math.max(from, now));
}

/** The moment after so many minutes of working time (minutes while the office is open); clock time where it never opens. */
export function afterWorkingTime(
  estate: Estate,
  common: Pick<Common, 'calendar'>,
  { from, minutes }: { from: number; minutes: number },
): number {
  let left = minutes * 60_000;
  const start = localTime(estate.office.timeZone, from).date;
  for (let days = 0; days <= AHEAD; days += 1) {
    for (const open of openPeriods(estate, common, daysAfter(start, days))) {
      const begin = Math.max(open.from, from);
      if (open.to - begin >= left) return begin + left;
      left -= Math.max(0, open.to - begin);
    }
  }
  return from + minutes * 60_000;
}
