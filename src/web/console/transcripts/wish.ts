import type { Filter } from '../api/calls.ts';
import { deskNow } from '../api/clock.ts';
import { dayKey, dayStart } from '../text/times.ts';

/** Which stretch of time: by name, or `own` with two days. */
export type Period = 'any' | 'today' | 'yesterday' | 'week' | 'month' | 'own';

/** What a manager looks for; empty means all. */
export interface Wish {
  q: string;
  estate: string;
  channel: string;
  /** `bot`, `queue`, `staff`, or `mine`. */
  owner: string;
  service: string;
  /** The id of whoever took it over. */
  clerk: string;
  outcome: string;
  level: string;
  /** Minutes, as text; the others of this kind too. */
  waited: string;
  score: string;
  lacks: string;
  /** `1` for those where something was not understood; an hour of the estate's clock. Both come with an address. */
  puzzled: string;
  hour: string;
  period: Period;
  /** Days such as `2026-11-23`, for `own`. */
  from: string;
  to: string;
}

/** Looking for everything. */
export const NO_WISH: Wish = {
  q: '',
  estate: '',
  channel: '',
  owner: '',
  service: '',
  clerk: '',
  outcome: '',
  level: '',
  waited: '',
  score: '',
  lacks: '',
  puzzled: '',
  hour: '',
  period: 'any',
  from: '',
  to: '',
};

/** Wishes that an address may carry, from the scores to the conversations behind a number. */
const LINKED = [
  'estate',
  'channel',
  'owner',
  'service',
  'clerk',
  'outcome',
  'level',
  'waited',
  'score',
  'lacks',
  'puzzled',
  'hour',
  'from',
  'to',
] as const;

/** The wish of an address. */
export function wishOf(query: URLSearchParams): Wish {
  const linked = Object.fromEntries(LINKED.map((key) => [key, query.get(key) ?? '']));
  const period = PERIODS.find((one) => one === query.get('period')) ?? 'any';
  return { ...NO_WISH, ...linked, period };
}

/** The stretches of time there are to choose from. */
export const PERIODS: readonly Period[] = ['any', 'today', 'yesterday', 'week', 'month', 'own'];

const DAY_MS = 24 * 60 * 60_000;

/** The wish as the desk is asked; days begin at midnight in `zone`, and `to` is the first moment after the last day. */
export function toFilter(wish: Wish, zone: string): Filter {
  const { period, from, to, q, ...rest } = wish;
  return { ...rest, q: q.trim(), ...stretch({ period, from, to }, zone) };
}

/** The stretch of time that a period names. */
export function stretch(
  { period, from, to }: Pick<Wish, 'period' | 'from' | 'to'>,
  zone: string,
): { from?: number; to?: number } {
  const daysAgo = (days: number) => dayStart(dayKey(deskNow() - days * DAY_MS, zone), zone);
  switch (period) {
    case 'any':
      return {};
    case 'today':
      return { from: daysAgo(0) };
    case 'yesterday':
      return { from: daysAgo(1), to: daysAgo(0) };
    case 'week':
      return { from: daysAgo(6) };
    case 'month':
      return { from: daysAgo(29) };
    case 'own':
      return { from: dayStart(from, zone), to: dayAfter(to, zone) };
  }
}

/** The first moment after a day, a day of 23 or 25 hours too. */
function dayAfter(day: string, zone: string): number | undefined {
  const start = dayStart(day, zone);
  return start === undefined ? undefined : dayStart(dayKey(start + 1.25 * DAY_MS, zone), zone);
}
