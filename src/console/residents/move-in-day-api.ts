import type { Text2 } from '#console/api.ts';

/**
 * The handovers of one day and what came of them (交房日报), on the wire.
 *
 * | call | who | answer |
 * |---|---|---|
 * | GET  move-in/days/:estate/:date | agent | `MoveInDay` |
 */
export interface MoveInDay {
  estateId: string;
  date: string;
  homes: MoveInDayHome[];
  /** Noted on that day, by level. */
  defects: { serious: number; ordinary: number; minor: number };
  /** Keys and cards issued on that day. */
  keys: number;
}

/** One home of the day. */
export interface MoveInDayHome {
  id: string;
  number: string;
  unitCode: string;
  kind: Text2;
  contactName: string | null;
  /** With its middle hidden. */
  contactPhone: string | null;
  purpose: 'handover' | 'recheck' | 'walk-in';
  time: string | null;
  state: string;
  /** Where the home stands for the day's count. */
  done: 'expected' | 'here' | 'done' | 'not-come' | 'not-done';
  arrivedAt: number | null;
  keysAt: number | null;
  reason: string | null;
}
