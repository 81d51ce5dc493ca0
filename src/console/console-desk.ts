import type { IncomingMessage } from 'node:http';
import type { Common, Estate } from '#handbook/handbook.ts';
import type { Registered } from '#handbook/register.ts';
import type { Clock } from '#records/clock.ts';
import type { Storage } from '#storage/storage.ts';
import type { Text2 } from './api.ts';
import type { EventStreams } from './event-streams.ts';
import type { PasswordDesk } from './passwords.ts';
import type { SignInGuard } from './sign-in-guard.ts';

/** What the console asks of the handbook: the estates in force; without a register an estate has no homes. */
export interface EstateBook {
  estates(): readonly ({ id: string; office: { name: Text2; timeZone: string } } & Partial<
    Registered & Pick<Estate, 'moveIn' | 'tariff' | 'retention'>
  >)[];
  /** What holds on every estate; cases are shown with it. */
  common?(): Pick<Common, 'moveIn'> & Partial<Pick<Common, 'repair' | 'complaint'>>;
}

/** What the owner of the server hands in. */
export interface ConsoleDeps {
  storage: Storage;
  handbook: EstateBook;
  clock: Clock;
  /** Told of faults that are not the caller's. `code` is for a log; the error may be shown to nobody. */
  onError(code: string, error: unknown): void;
  /** True when residents and staff reach the desk by https only. */
  secureCookies: boolean;
  /** Where the desk is reached, such as `https://desk.example.com`; else taken from each request. */
  publicUrl?: string;
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
