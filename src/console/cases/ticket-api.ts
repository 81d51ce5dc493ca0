/** How pressing a chat is. */
export type Level = 'critical' | 'urgent' | 'ordinary';

/** A case in a list. */
export interface TicketEntry {
  id: string;
  number: string;
  estateId: string;
  service: string;
  state: string;
  level: Level | 'planned';
  category: string | null;
  unitCode: string | null;
  place: string | null;
  summary: string;
  contactName: string | null;
  /** With its middle hidden; the whole number is asked for by itself, and that is on record. */
  contactPhone: string | null;
  /** When the office owes its answer. */
  dueAt?: number | null;
  /** Post that answers for it, and the one it was raised to when nobody answered in time. */
  addressee?: string;
  raisedTo?: string;
  /** Set when its answer is owed soon, or was owed before now. */
  alert?: 'soon' | 'over';
  /** Empty where it would say who reported a confidential case. */
  conversationId: string;
  /** True when whom it concerns must not learn who reported it. */
  confidential?: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface TicketList {
  tickets: TicketEntry[];
  next: string | null;
}

/** Cases that are the caller's to answer for: nearly late, and late. */
export interface TicketAlerts {
  soon: number;
  over: number;
}

export interface TicketDetail {
  ticket: TicketEntry;
  answers: { key: string; value: string }[];
  files: { id: string; name: string; contentType: string; url: string }[];
  events: { seq: number; at: number; actor: string; kind: string; detail: Record<string, unknown> }[];
  /** States that may follow, and whether one needs a reason that its reporter hears; none for cases with a desk of their own. */
  next: { state: string; reason: boolean }[];
}

export interface StateRequest {
  /** The state that is shown; a case that has moved on since stays as it is. */
  from: string;
  state: string;
  why: string;
  tell: boolean;
}

export interface NoteRequest {
  words: string;
  tell: boolean;
}
