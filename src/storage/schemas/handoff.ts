/** A chat passed to people, from the wish until its end. */
export interface HandoffTable {
  id: string;
  estate_id: string;
  conversation_id: string;
  reason: string;
  level: 'critical' | 'urgent' | 'ordinary';
  state: 'waiting' | 'accepted' | 'returned' | 'closed' | 'withdrawn';
  /** Since when the resident waits: a chat that comes back to the queue keeps it, and with it its place. */
  requested_at: number;
  accepted_at: number | null;
  ended_at: number | null;
  staff_id: string | null;
  /** Key of the desk (`desks.json`) it goes to; null where any will do. */
  desk: string | null;
  /** Whom it must not go to, JSON `{ staff, desks }`: a complaint is about them. */
  avoid: string | null;
  /** Who is asked before the others, and until when. */
  offered_to: string | null;
  offered_until: number | null;
  /** How many were before it when it began to wait. */
  ahead: number | null;
  /** When the clerk who has it wrote first. */
  first_reply_at: number | null;
  /** Which time limit has passed. */
  overdue: 'claim' | 'reply' | null;
  /** When the manager was told that nobody took it, or answered in it, in time: once for each. */
  claim_late_at: number | null;
  reply_late_at: number | null;
  /** How it ended, in one word. */
  outcome: string | null;
  /** What whoever let go of it last wrote for colleagues. */
  note: string | null;
  /** What the resident was told last of their place, JSON. */
  told: string | null;
}

/** What a member of staff does: which desks and languages, and how many chats at a time. No row: every desk and language. */
export interface StaffPostTable {
  staff_id: string;
  /** JSON lists; an empty one is all. */
  desks: string;
  languages: string;
  capacity: number | null;
  updated_at: number;
}

/** An open page of a member of staff, and when it was last heard of. */
export interface StaffPresenceTable {
  page_id: string;
  staff_id: string;
  /** The conversation it shows. */
  viewing: string | null;
  seen_at: number;
}

/** Up to where the resident's own page has shown a conversation. */
export interface ResidentSeenTable {
  conversation_id: string;
  seq: number;
  at: number;
}
