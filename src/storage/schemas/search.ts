import type { Selectable } from 'kysely';

/** A message whose words stand in the text index, under the number that orders it there. */
export interface SearchEntryTable {
  id: number;
  conversation_id: string;
  seq: number;
}

/** What the desk took a message for, by its turn. */
export interface UnderstoodTable {
  conversation_id: string;
  seq: number;
  intent: string | null;
  /** Of the intent, in thousandths. */
  score: number;
  band: 'act' | 'ask' | 'person';
}

/**
 * Where in the log a conversation's steps of the reception script stand, by `seq`; null for a step that is missing. One row
 * for the whole conversation (`who` is empty), and one for each member of staff who wrote in it.
 */
export interface ScriptScoreTable {
  conversation_id: string;
  /** Empty, or the id of a member of staff. */
  who: string;
  estate_id: string;
  /** When the conversation began. */
  at: number;
  greet: number | null;
  listen: number | null;
  answer: number | null;
  serve: number | null;
  thank: number | null;
  /** How many steps are there. */
  score: number;
}

/** A conversation that a session reads with names and phones; it ends with the session. */
export interface UnmaskedTable {
  token_hash: string;
  conversation_id: string;
  at: number;
}

/** An export that was asked for: fetched once by the session that asked, soon. */
export interface ExportOrderTable {
  id: string;
  token_hash: string;
  /** What to export and how, JSON. */
  wish: string;
  created_at: number;
}

/** A conversation that must be kept although its time is over, such as evidence. */
export interface LegalHoldTable {
  conversation_id: string;
  estate_id: string;
  why: string;
  actor: string;
  at: number;
}

export type ScriptScoreRow = Selectable<ScriptScoreTable>;
