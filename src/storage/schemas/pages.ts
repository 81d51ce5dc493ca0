import type { Selectable } from 'kysely';

/** The call for the duty person of one emergency, from the first one called until somebody accepts. */
export interface DutyPageTable {
  id: string;
  estate_id: string;
  ticket_id: string;
  conversation_id: string;
  /** Kind of danger, a key of `safety-lines.json`. */
  kind: string;
  /** Building, unit, lift or public place in both languages, JSON; null while nobody has said where. */
  place: string | null;
  /** What whoever goes must know beside kind and place: a list of codes, JSON. */
  notes: string;
  /** Whom to call, in order: names and keys of their means, JSON as of the moment of the emergency. */
  people: string;
  /** Minutes that each has to answer. */
  minutes: number;
  /** Place in `people` of the one who is called now. */
  step: number;
  /** `unanswered`: all were called and nobody came; whoever sees it may still accept. */
  state: 'calling' | 'unanswered' | 'accepted';
  accepted_at: number | null;
  accepted_by: string | null;
  accepted_name: string | null;
  created_at: number;
  updated_at: number;
}

/** One message of a page on one means. */
export interface DutyPageSendTable {
  id: string;
  page_id: string;
  estate_id: string;
  step: number;
  /** Key of the means in `paging.json`. */
  means: string;
  /** `call` asks to accept; `update` tells those called already what became known since. */
  purpose: 'call' | 'update';
  state: 'pending' | 'delivered' | 'failed';
  created_at: number;
  ended_at: number | null;
}

export type DutyPageRow = Selectable<DutyPageTable>;
export type DutyPageSendRow = Selectable<DutyPageSendTable>;
