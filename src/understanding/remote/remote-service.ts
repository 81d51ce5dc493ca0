import type { Locale, TimeValue } from '../recognizer.ts';

/** What a service is told besides the (masked) words. */
export interface RemoteQuestion {
  query: string;
  locale: Locale;
  now: Date;
  timeZone: string;
  signal: AbortSignal;
}

/** What a remote entity stands for, as far as the desk has a use for it. */
export type RemoteValue =
  | { kind: 'list'; key: string }
  | { kind: 'number'; number: number }
  | { kind: 'phone' }
  | { kind: 'time'; time: TimeValue }
  | { kind: 'duration'; minutes: number };

/** An entity as the service found it: `name` is its entity or role, offsets are UTF-16 units of the query, `words` what it read there. */
export interface RemoteEntity {
  name: string;
  start: number;
  end: number;
  words: string;
  /** 1 where the service gives none (lists and built-in entities are found or not). */
  score: number;
  value: RemoteValue;
}

/** An intent under the service's own name, `.` and blanks already written `_`. */
export interface RemoteIntent {
  name: string;
  score: number;
}

/** The reply of a service. */
export interface RemoteAnswer {
  intents: RemoteIntent[];
  entities: RemoteEntity[];
}

/** A reader outside the house. */
export interface RemoteService {
  readonly name: 'luis' | 'clu';
  /** @throws RemoteFailure */
  ask(question: RemoteQuestion): Promise<RemoteAnswer>;
}

/**
 * Why there was no answer, as a code: `time-limit`, `unreachable`, `unreadable`, `http-<status>`. It has no message of the service and no cause:
 * both may quote the resident.
 */
export class RemoteFailure extends Error {
  override readonly name = 'RemoteFailure';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** A name as an intent or entity of ours could be written: `Fee.Enquiry` and `Fee Enquiry` become `Fee_Enquiry`. */
export const plainName = (name: string): string => name.replace(/[.\s]+/g, '_');
