/** Whose question it is, and what was found out: one row for each case of the service `enquiry`. */
export interface QuestionWorkTable {
  ticket_id: string;
  estate_id: string;
  /** The desk that knows best: `reception`, `engineering`, `finance` or `service`. */
  desk: string;
  answer: string | null;
  answered_by: string | null;
  answered_at: number | null;
  /** Where the desk was told to tell it: conversation and place of the event; null when there was nowhere. */
  told_in: string | null;
  told_seq: number | null;
}

/** An answer that is to become knowledge of the office, until somebody else has looked at it. */
export interface KnowledgeDraftTable {
  id: string;
  estate_id: string;
  /** The question it was written for. */
  ticket_id: string;
  /** The entry without its id, JSON as in knowledge.json. */
  body: string;
  state: 'draft' | 'accepted' | 'declined';
  drafted_by: string;
  drafted_at: number;
  decided_by: string | null;
  decided_at: number | null;
  why: string | null;
  /** Its id in knowledge.json, once accepted. */
  entry_id: string | null;
}

/** A call, visit or letter that a member of staff wrote down; its words and scans stand in the conversation. */
export interface OfficeEntryTable {
  conversation_id: string;
  estate_id: string;
  channel: 'phone' | 'visit' | 'letter';
  caller: string | null;
  phone: string | null;
  unit_code: string | null;
  summary: string;
  entered_by: string;
  /** Whoever answers for it. */
  owner_id: string;
  /** Until when the office means to reply, milliseconds; null when no reply is owed. */
  reply_by: number | null;
  /** Set when that time passed without a reply. */
  overdue_at: number | null;
  /** The reply as written so far, and when it was sent or said. */
  reply: string | null;
  replied_at: number | null;
  replied_by: string | null;
  created_at: number;
}
