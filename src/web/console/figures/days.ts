import { dayKey } from '../text/times.ts';
import type { Period } from '../transcripts/wish.ts';

/** Stretches of time that figures are asked for. */
export const FIGURE_PERIODS: readonly Period[] = ['today', 'yesterday', 'week', 'month', 'own'];

const DAY_MS = 24 * 60 * 60_000;
const MOST_DAYS = 400;

/** The first and the last day of a period on the estate's calendar; undefined while the days chosen are none. */
export function daysOf(
  { period, from, to }: { period: Period; from: string; to: string },
  now: number,
  zone: string,
): { from: string; to: string } | undefined {
  const today = dayKey(now, zone);
  const ago = (days: number) => new Date(Date.parse(`${today}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
  if (period === 'today') return { from: today, to: today };
  if (period === 'yesterday') return { from: ago(1), to: ago(1) };
  if (period === 'week') return { from: ago(6), to: today };
  if (period === 'month') return { from: ago(29), to: today };
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return length >= 0 && length < MOST_DAYS ? { from, to } : undefined;
}
