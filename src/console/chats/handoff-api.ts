import type { Text2 } from '#console/api.ts';

/**
 * Who has a chat and where it goes, on the wire.
 *
 * | call | who | answer |
 * |---|---|---|
 * | POST conversations/:id/pull | agent | 204; 409 `already-claimed` when the bot does not have it |
 * | POST conversations/:id/take-over `{ why }` | manager | 204; 409 `already-claimed` |
 * | POST conversations/:id/transfer `TransferRequest` | the owner | 204; 409 `not-yours`, `not-present`, `at-capacity`, `about-them` |
 * | POST conversations/:id/answers `AnswerRequest` | the owner | 204; what became of it stands in the log |
 * | GET  conversations/:id/looking | agent | `Looking` |
 * | GET  conversations/:id/targets | agent | `Targets` |
 * | POST presence `PresenceRequest` | signed in | 204; an open page says so each time it hears `ping` |
 * | GET  queue/late | manager | `LateChats` |
 * | GET  post | signed in | `OwnPost` |
 * | GET  posts | manager | `Posts` |
 * | POST posts/:staff `PostRequest` | manager | 204 |
 */
export interface TransferRequest {
  /** A desk of the estate, or a colleague who is there. */
  desk?: string;
  staff?: string;
  note: string;
}

/** An answer of the form that is open with the bot, in words. */
export interface AnswerRequest {
  key: string;
  text: string;
}

/** How a chat was closed. */
export interface CloseRequest {
  outcome?: 'settled' | 'referred' | 'case' | 'no-answer' | 'not-ours';
  note?: string;
}

/** Colleagues who have the same conversation open. */
export interface Looking {
  names: string[];
}

export interface DeskEntry {
  key: string;
  name: Text2;
}

/** Where a chat may be passed on to. */
export interface Targets {
  desks: DeskEntry[];
  colleagues: { id: string; name: string; desks: Text2[]; holding: number; full: boolean }[];
}

/** A chat that nobody took, or answered in, within the time of the estate's desks. */
export interface LateChat {
  conversationId: string;
  estateId: string;
  which: 'claim' | 'reply';
  /** Since when the resident waits for it. */
  since: number;
  /** Who took it and has not written. */
  holder: string | null;
}

/** The longest wait first. */
export interface LateChats {
  chats: LateChat[];
}

export interface PresenceRequest {
  /** Made by the page when it opens. */
  page: string;
  /** The conversation it shows. */
  viewing?: string;
}

/** What somebody does at the desk; empty lists are all, null is as the handbook has it. */
export interface PostRequest {
  desks: string[];
  languages: ('zh-CN' | 'en')[];
  capacity: number | null;
}

/** My own post, with the names of desks. */
export interface OwnPost extends PostRequest {
  known: DeskEntry[];
}

export interface PostEntry extends PostRequest {
  id: string;
  name: string;
  role: string;
  present: boolean;
  holding: number;
}

export interface Posts {
  known: DeskEntry[];
  staff: PostEntry[];
}
