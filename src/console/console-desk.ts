import type { IncomingMessage } from 'node:http';
import type { PasswordDesk } from '#console/accounts/passwords.ts';
import type { SignInGuard } from '#console/accounts/sign-in-guard.ts';
import type { ClerkHelp } from '#console/chats/clerk-help.ts';
import type { IntakeDesk } from '#console/intake/intake-desk.ts';
import type { KnowledgeDesk } from '#console/questions/knowledge-desk.ts';
import type { ReviewDesk } from '#console/questions/review-desk.ts';
import type { RegisterDesk } from '#console/residents/register-desk.ts';
import type { Common, Estate } from '#handbook/handbook.ts';
import type { Registered } from '#handbook/register.ts';
import type { Clock } from '#records/clock.ts';
import type { Storage } from '#storage/storage.ts';
import type { Text2 } from './api.ts';
import type { EventStreams } from './event-streams.ts';

/** What the console asks of the handbook: the estates in force; without a register an estate has no homes. */
export interface EstateBook {
  estates(): readonly ({
    id: string;
    office: { name: Text2; timeZone: string; secondFactorFor?: readonly string[] };
  } & Partial<
    Registered & Pick<Estate, 'moveIn' | 'tariff' | 'posts' | 'desks' | 'replies' | 'profile' | 'retention'>
  >)[];
  /** The whole of one estate, for what is reckoned by its calendar. */
  estate?(id: string): Estate | undefined;
  /** What holds on every estate: cases are shown with it, drafts are checked by it. */
  common?(): Pick<Common, 'moveIn'> & Partial<Common>;
}

/** What the owner of the server hands in. */
export interface ConsoleDeps {
  storage: Storage;
  handbook: EstateBook;
  clock: Clock;
  /** The office's knowledge, where answers become part of it. */
  knowledge?: KnowledgeDesk;
  /** The dialogs' forms, for calls, visits and letters. */
  intake?: IntakeDesk;
  /** The registers of homes. */
  register?: RegisterDesk;
  /** What the understanding lends to clerks; without it nothing is suggested. */
  help?: ClerkHelp;
  /** How the desk learns what messages mean. */
  review?: ReviewDesk;
  /** Told of faults that are not the caller's. `code` is for a log; the error may be shown to nobody. */
  onError(code: string, error: unknown): void;
  /** 32 bytes that seal what the database must not show, such as secrets of one-time passwords; on several nodes the same. */
  sealingKey: Uint8Array;
  /** True when residents and staff reach the desk by https only. */
  secureCookies: boolean;
  /** Where the desk is reached, such as `https://desk.example.com`; else taken from each request. */
  publicUrl?: string;
  /** How often (milliseconds) an open page is asked whether it is there. Default 15 seconds. */
  pingMs?: number;
  /** True when a proxy of ours stands in front and writes `X-Forwarded-For`. */
  trustProxy?: boolean;
}

/** The deps with the parts that the calls share. */
export interface ConsoleDesk extends ConsoleDeps {
  passwords: PasswordDesk;
  guard: SignInGuard;
  streams: EventStreams;
  addressOf(req: IncomingMessage): string;
}
