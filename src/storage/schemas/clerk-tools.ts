import type { Selectable } from 'kysely';

/** A time that staff named to a resident and that the office keeps (or breaks). */
export interface PromiseTable {
  id: string;
  estate_id: string;
  conversation_id: string;
  /** The message that promised it; null when a clerk noted it by hand. */
  seq: number | null;
  /** Whoever promised it. */
  staff_id: string;
  /** What was promised, in the words of the message. */
  words: string;
  due_at: number;
  /** `dropped`: it was no promise after all; figures leave it out. */
  state: 'open' | 'kept' | 'broken' | 'dropped';
  /** When it fell overdue while open; kept afterwards, it was kept late. */
  overdue_at: number | null;
  created_at: number;
  ended_at: number | null;
  ended_by: string | null;
  /** Why it was broken, or put off. */
  why: string | null;
}

/** A colleague named in a private note. */
export interface MentionTable {
  id: string;
  estate_id: string;
  conversation_id: string;
  seq: number;
  /** Whoever is named. */
  staff_id: string;
  by_staff_id: string;
  at: number;
  seen_at: number | null;
}

export type PromiseRow = Selectable<PromiseTable>;
export type MentionRow = Selectable<MentionTable>;
