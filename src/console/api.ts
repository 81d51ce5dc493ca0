/** The types of the staff API; the calls stand in `README.md`. The console page imports these types and nothing else of the server. */

import type { Level, TicketEntry } from '#console/cases/ticket-api.ts';
import type { LogAside } from '#console/transcripts/transcripts-api.ts';
import type { Text2 } from './text-api.ts';

export type * from '#console/cases/alarm-api.ts';
export type * from '#console/cases/ticket-api.ts';
export type * from './text-api.ts';

/**
 * The staff API on the wire: what `/console/api/*` takes and gives as JSON. The console page imports these types and nothing
 * else of the server. Times are milliseconds since 1970 (UTC). Lists come newest first and page by `next`.
 *
 * | call | who | answer |
 * |---|---|---|
 * | GET  setup?token= | anyone | `{ valid: boolean }` |
 * | POST setup `SetupRequest` | holder of the one-time link | `Me`, signed in |
 * | POST sign-in `SignInRequest` | anyone | `Me`; 401 `wrong-credentials`; 429 `slow-down` |
 * | POST sign-out | signed in | 204 |
 * | GET  me | signed in | `Me` |
 * | GET  events | signed in | server-sent events, `ConsoleNews` each |
 * | GET  queue | agent | `Queue` |
 * | GET  alarms | agent | `Alarms` |
 * | POST alarms/:id/accept | agent | 204; 409 `already-accepted` with `holder` |
 * | GET  conversations?estate=&q=&channel=&owner=&service=&from=&to=&before=&limit= | agent | `ConversationList` |
 * | GET  conversations/:id | agent | `ConversationDetail` |
 * | GET  conversations/:id/log?after=&limit= | agent | `Log` |
 * | GET  conversations/:id/transcript?to= | agent | Bot Framework transcript `{ activities }` up to a place in the log |
 * | GET  conversations/:id/files/:file | agent | the file |
 * | POST conversations/:id/claim | agent | 204; 409 `already-claimed` with `holder` |
 * | POST conversations/:id/messages `SendRequest` | the owner | `{ seq }`; 409 `not-yours` |
 * | POST conversations/:id/files?clientId= (a photo) | the owner | `{ seq }`; 415 `file-refused`; 409 `not-yours` |
 * | POST conversations/:id/typing | the owner | 204 |
 * | POST conversations/:id/return, /close | the owner | 204; 409 `not-yours` |
 * | GET  tickets?estate=&q=&service=&state=&before=&limit= | agent | `TicketList` |
 * | GET  tickets/:id | agent | `TicketDetail` |
 * | POST tickets/:id/state `StateRequest` | agent | `{ told }`; 409 `moved-on` |
 * | POST tickets/:id/notes `NoteRequest` | agent | `{ told }` |
 * | POST tickets/:id/phone | agent | `{ phone }` |
 * | GET  households?estate=&q= | agent | `Households` (`household-api.ts`) |
 * | GET  households/:estate/:unit | agent | `HouseholdDetail` |
 * | POST households/:estate/:unit/codes `CodeRequest` | agent | `IssuedCode`, shown once |
 * | POST households/:estate/codes/:code/revoke | agent | 204 |
 * | POST households/:estate/members/:member/end `{ why }` | agent | 204 |
 * | GET  questions?estate=&desk=&state=&before=&limit= | agent | `QuestionList` (`question-api.ts`) |
 * | GET  questions/:id | agent | `QuestionDetail` |
 * | POST questions/:id/answer `{ words }` | agent | `Answered`; 409 `moved-on` |
 * | POST questions/:id/desk `{ desk }` | agent | 204 |
 * | POST questions/:id/draft `DraftBody` | agent | `DraftAnswer` |
 * | POST questions/:id/draft/accept, /decline `{ why }` | manager | 409 `own-draft`, `moved-on`, `handbook-refused` |
 * | GET  review?estate=&before=&limit= | manager | `ReviewList` (`review-api.ts`) |
 * | POST review/:id/:seq/label `{ label }`, /undo | manager | 204; 409 `moved-on` |
 * | GET  review/draft | manager | `ReviewDraft` |
 * | POST review/trials | manager | 204; 409 `not-ready` |
 * | POST review/in-force `{ mark }` | manager | `Taught`; 409 `moved-on`, `not-ready` |
 * | GET  intake?locale= | agent | `IntakeForms` (`intake-api.ts`) |
 * | POST intake/check `IntakeWish` | agent | `IntakeCheck` |
 * | POST intake `IntakeRequest` | agent | `IntakeFiled`; 409 `not-ready` |
 * | POST intake/:estate/scans/:draft (a photo or PDF) | agent | the file; 415 `scan-refused` |
 * | GET  entries?estate=&channel=&owed=&before=&limit=, entries/:id | agent | `IntakeList`, `IntakeDetail` |
 * | POST entries/:id/reply `IntakeReplyRequest`, /own | agent | 204; 409 `moved-on` |
 * | GET  register/:estate?blank= | manager | CSV |
 * | POST register/:estate/preview?mode= (a CSV or XLSX) | manager | `RegisterPreview` (`register-api.ts`); 415 `table-refused` |
 * | POST register/:estate?mode=&mark= (the same) | manager | `{ homes }`; 409 `moved-on`, `not-ready`, `handbook-refused` |
 *
 * Every POST carries the header `x-lobby-csrf` with the value of `Me.csrf` (sign-in and setup excepted).
 */
export interface ApiError {
  error: {
    code: ErrorCode;
    message: string;
    field?: string;
    holder?: string;
    retryAfterSeconds?: number;
    faults?: DraftFault[];
  };
}

/** Words that may not be sent to a resident, and why: a `threat` never, a `phrase` in other words, a `gap` once it is filled in. */
export interface DraftFault {
  kind: 'threat' | 'phrase' | 'gap';
  words: string;
  why: Text2;
  instead: Text2 | null;
}

export type ErrorCode =
  | 'wrong-credentials'
  | 'code-needed'
  | 'wrong-code'
  | 'second-factor-needed'
  | 'slow-down'
  | 'signed-out'
  | 'forbidden'
  | 'not-found'
  | 'bad-request'
  | 'already-claimed'
  | 'already-accepted'
  | 'not-yours'
  | 'draft-refused'
  | 'offered'
  | 'other-desk'
  | 'at-capacity'
  | 'about-you'
  | 'about-them'
  | 'not-present'
  | 'file-refused'
  | 'moved-on'
  | 'own-draft'
  | 'not-ready'
  | 'scan-refused'
  | 'table-refused'
  | 'handbook-refused'
  | 'link-used'
  | 'name-taken'
  | 'weak-password'
  | 'unavailable'
  | 'internal';

export type Role = 'agent' | 'dispatcher' | 'cashier' | 'archivist' | 'worker' | 'manager' | 'director' | 'admin';

export interface SetupRequest {
  token: string;
  name: string;
  displayName: string;
  password: string;
}

export interface SignInRequest {
  name: string;
  password: string;
  /** A one-time password or a recovery code, where the account has a second factor. */
  code?: string;
}

export interface SendRequest {
  text: string;
  /** Made by the page: sent twice, the message stands once. */
  clientId: string;
}

export interface Me {
  id: string;
  name: string;
  displayName: string;
  role: Role;
  estates: { id: string; name: Text2; timeZone: string }[];
  /** True when these are all, with those still to come. */
  everyEstate: boolean;
  /** The roles that theirs may give to others. */
  appoints: readonly Role[];
  /** What the role may do; the page shows what these open. */
  rights: readonly string[];
  /** True where the role asks for a second factor and there is none yet: nothing else opens before. */
  mustEnrol: boolean;
  csrf: string;
}

export type Owner = { kind: 'bot' } | { kind: 'queue' } | { kind: 'staff'; id: string; name: string };

/** A conversation in a list. */
export interface ConversationEntry {
  id: string;
  estateId: string;
  channel: string;
  locale: 'zh-CN' | 'en';
  /** The name the resident gave, or null. */
  residentName: string | null;
  owner: Owner;
  service: string | null;
  createdAt: number;
  lastAt: number;
  lastSeq: number;
  /** The last thing the resident, the desk or staff said, shortened. */
  lastText: string | null;
  /** Set in search results: the words around the hit. */
  hit?: { seq: number; text: string };
}

/** A chat that waits for a person, most urgent and longest waiting first. */
export interface QueueEntry extends ConversationEntry {
  handoffId: string;
  reason: string;
  level: Level;
  requestedAt: number;
  /** The desk it goes to, where it goes to one. */
  desk?: Text2 | null;
  /** False when it is another desk's, or in a language I do not speak. */
  forMe?: boolean;
  /** Who is asked first, and until when. */
  offered?: { id: string; name: string; until: number } | null;
  /** Which time limit has passed. */
  overdue?: 'claim' | 'reply' | null;
}

export interface Queue {
  waiting: QueueEntry[];
  mine: QueueEntry[];
  /** Chats I may hold at a time; null without a limit. */
  most?: number | null;
}

export interface ConversationList {
  conversations: ConversationEntry[];
  next: string | null;
  /** False while a search does not reach the oldest words yet. */
  complete: boolean;
}

export interface ConversationDetail {
  conversation: ConversationEntry;
  tickets: TicketEntry[];
  handoffs: {
    id: string;
    reason: string;
    level: Level;
    state: string;
    requestedAt: number;
    acceptedAt: number | null;
    endedAt: number | null;
    staffName: string | null;
    /** How it ended, and what was written for colleagues then. */
    outcome?: string | null;
    note?: string | null;
  }[];
  /** The form that is open with the bot: what the resident has told already. */
  told: { key: string; value: string }[];
  /** True when names and phones are hidden from the reader; `mayUnmask` says whether a reason opens them. */
  masked: boolean;
  mayUnmask: boolean;
  /** Why it is kept whatever the rule says, or null. */
  hold: string | null;
  /** Question the bot has open, or null. */
  asking: { form: string; key: string } | null;
}

/** One entry of the log as the office sees it. */
export interface LogEntry extends LogAside {
  seq: number;
  id: string;
  at: number;
  type: 'message' | 'event' | 'other';
  role: 'resident' | 'desk' | 'staff' | 'system';
  fromName: string | null;
  visibility: 'all' | 'staff';
  text: string | null;
  /** For events, such as `handoff.initiate`, `handoff.status`. */
  name: string | null;
  value: unknown;
  /** `url` is empty for a file that was announced and is not kept, and for one that is hidden from this reader. */
  files: { id: string; name: string; contentType: string; url: string; hidden?: true }[];
  /** Why files were removed for good, one word each, such as `id-document`. */
  removed?: string[];
  choices: string[];
}

export interface Log {
  activities: LogEntry[];
  lastSeq: number;
}

/** What the event stream says; the page then reads what changed. */
export type ConsoleNews =
  | { kind: 'hello' }
  | { kind: 'account' }
  | { kind: 'staff' }
  | { kind: 'queue'; estateId: string }
  | { kind: 'conversation'; id: string; estateId: string; seq: number }
  | { kind: 'typing'; id: string; role: 'resident' | 'staff' }
  | { kind: 'ticket'; id: string; estateId: string }
  | { kind: 'promise'; estateId: string }
  | { kind: 'mention' }
  /** Answered with POST presence: so the desk knows that this page is really there. */
  | { kind: 'ping' }
  | { kind: 'looking'; id: string }
  | { kind: 'delivery'; id: string };
