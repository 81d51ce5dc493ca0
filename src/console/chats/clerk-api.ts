/** What helps a clerk while writing, on the wire: drafts, replies, answers, notes, promises, the card and cases. */
import type { DraftFault, Level, Text2, TicketEntry } from '#console/api.ts';

/** POST conversations/:id/draft `{ text }`: what would become of a draft; nothing is sent or kept. */
export interface DraftCheck {
  faults: DraftFault[];
  /** What the draft asks for and the resident has told already. */
  known: Known[];
  promises: { words: string; at: number }[];
}

/** Something that is known of the resident; `key` is phone, home, name, since, when-home or photo. Phones have their middle hidden. */
export interface Known {
  key: string;
  value: string;
}

/** GET conversations/:id/replies: canned replies in the resident's language, filled in as far as is known. */
export interface Replies {
  replies: { key: string; title: Text2; text: string; words: string[] }[];
}

/** GET conversations/:id/answers?q=: of the office's knowledge; without `q` for what the resident said last and no person has answered. */
export interface Answers {
  asked: string | null;
  answers: {
    id: string;
    question: Text2;
    text: string | null;
    source: Text2;
    checkedOn: string;
    /** True when the desk itself would have given it as its answer. */
    sure: boolean;
  }[];
}

/** GET conversations/:id/card */
export interface ResidentCard {
  known: Known[];
  /** Whom the chat is bound to, by a code from the desk. */
  bound: { name: string; phone: string | null; homes: { unitCode: string; name: string; relation: string }[] } | null;
  /** Of the resident and their homes, the newest first. */
  open: TicketEntry[];
  past: TicketEntry[];
  promises: PromiseEntry[];
}

/** A time that staff named to a resident. */
export interface PromiseEntry {
  id: string;
  estateId: string;
  conversationId: string;
  residentName: string | null;
  seq: number | null;
  words: string;
  dueAt: number;
  state: 'open' | 'kept' | 'broken' | 'dropped';
  staffName: string | null;
  endedAt: number | null;
}

/** GET promises: open ones of mine, and of chats I hold. */
export interface Promises {
  promises: PromiseEntry[];
}

/** POST conversations/:id/promises */
export interface PromiseRequest {
  words: string;
  dueAt: number;
}

/** POST promises/:id */
export type PromiseChangeRequest =
  | { state: 'kept' | 'broken' | 'dropped'; why: string }
  | { state: 'open'; dueAt: number; why: string };

/** GET conversations/:id/colleagues: who may read the conversation and can be named in a note. */
export interface Colleagues {
  colleagues: { id: string; name: string }[];
}

/** POST conversations/:id/notes */
export interface ChatNoteRequest {
  text: string;
  mentions: string[];
  clientId: string;
}

/** GET mentions: notes that name me and that I have not seen. */
export interface Mentions {
  mentions: {
    conversationId: string;
    seq: number;
    at: number;
    by: string | null;
    text: string;
    residentName: string | null;
  }[];
}

/** GET conversations/:id/case-form: what a case filed from the chat can be, and what is known for it. */
export interface CaseForm {
  services: { service: string; categories: { code: string; name: Text2 }[] }[];
  known: { service: string; summary: string; unitCode: string; contactName: string; contactPhone: string };
}

/** POST conversations/:id/cases; answered with `{ id, number }`. */
export interface CaseRequest {
  service: string;
  category: string;
  level: Level;
  unitCode: string;
  place: string;
  summary: string;
  contactName: string;
  contactPhone: string;
}

/** POST tickets/:id/corrections: 409 `moved-on` when the case says something else than `from` by now. */
export interface CorrectionRequest {
  key: 'summary' | 'unit' | 'category' | 'level' | 'contactName' | 'contactPhone';
  to: string;
  why: string;
}
