import type { Bustle } from './bustle.ts';
import type { MovableClock } from './clock.ts';
import type { Keys } from './crypto.ts';
import type { Fault, Faults } from './faults.ts';
import type { Media } from './media.ts';
import type { Bubble } from './phone.ts';
import type { Quota } from './quota.ts';
import type { Tokens } from './tokens.ts';

/** How pushes are written: 明文, 兼容, 安全. */
export type Mode = 'plain' | 'compatible' | 'secure';

/** What the back office of the account says. Tests change it as they go. */
export interface Account extends Keys {
  appSecret: string;
  ghId: string;
  mode: Mode;
  /** Unverified accounts get 48001 for messages, typing, templates and user information. */
  verified: boolean;
  /** Whether the desk's address is on the allow-list; else 40164 instead of a token. */
  ipAllowed: boolean;
  /** Templates that exist; any when absent. */
  templates?: string[];
  /** Staff accounts of the platform's own chat, and which are online. */
  kfAccounts: { account: string; online: boolean }[];
  /** Where pushes go; attempts go round when there are several nodes. */
  deskUrls: string[];
}

/** What the platform knows of one person. */
export interface Person {
  openid: string;
  following: boolean;
  followedAt: number;
  scene: string;
  phone: Bubble[];
  quota: Quota;
  /** Until when the platform's own chat takes what they say, ms; 0 is not at all. */
  kfUntil: number;
  kfAccount: string;
  /** What the platform's own chat took: type and words. */
  inbox: { type: string; text: string }[];
  typingUntil: number;
}

/** A call that the desk made. Tokens and the secret are left out. */
export interface Call {
  path: string;
  at: number;
  query: Record<string, string>;
  /** JSON as it was read, the length of anything else, nothing for GET. */
  body: unknown;
  /** JSON as it was decided, whether or not it arrived. */
  answer: unknown;
  fault?: Fault;
}

/** Everything the parts of the stand-in share. */
export interface Platform {
  account: Account;
  clock: MovableClock;
  bustle: Bustle;
  people: Map<string, Person>;
  media: Media;
  tokens: Tokens;
  faults: Faults;
  calls: Call[];
  /** Breaches of the platform's rules by the desk, in words. */
  complaints: string[];
  menu: unknown;
  /** Numbers of messages and jobs, unique in one stand-in. */
  nextNumber(): bigint;
  /** Pushes an event in the platform's own time, not the resident's. */
  announce(person: Person, event: string, fields: Record<string, string | bigint>): void;
}
