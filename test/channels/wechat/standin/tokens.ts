import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import { type Json, refusal } from './errors.ts';

const LIFE = 7_200_000;
/** A token and the one that follows it are both good for this long. */
const OVERLAP = 300_000;
const FORCED_GAP = 30_000;
const FORCED_PER_DAY = 20;
const DAY = 86_400_000;

/** The account's access tokens. */
export interface Tokens {
  /** `POST /cgi-bin/stable_token`: the same token as long as it is good, unless forced. */
  stable(force: boolean): Json;
  /** `GET /cgi-bin/token`: always another; the one before stays good for five minutes. */
  fresh(): Json;
  /** 0, or the code that refuses a call with this token. */
  check(token: string | null): number;
  /** All tokens have expired: 42001. */
  expire(): void;
  /** Another node has forced new ones: 40001. */
  replace(): void;
  /** How many tokens were given out that had not been given out before. */
  readonly issued: number;
}

interface Current {
  value: string;
  ends: number;
}

/** Tokens of one account on `clock`. The two interfaces know nothing of each other's, as on the platform. */
export function createTokens(clock: Clock): Tokens {
  const ends = new Map<string, number>();
  const forced: number[] = [];
  let issued = 0;
  let stable: Current | undefined;
  let plain: Current | undefined;
  const issue = (): Current => {
    const token = { value: randomBytes(96).toString('base64url'), ends: clock.now() + LIFE };
    ends.set(token.value, token.ends);
    issued += 1;
    return token;
  };
  const shorten = (token: Current | undefined, until: number) => {
    if (token && token.ends > until) ends.set(token.value, until);
  };
  const force = (): number => {
    const now = clock.now();
    if (forced.filter((at) => at > now - DAY).length >= FORCED_PER_DAY) return 45009;
    if (forced.some((at) => at > now - FORCED_GAP)) return 45011;
    forced.push(now);
    shorten(stable, now);
    stable = undefined;
    return 0;
  };
  return {
    stable(forcing) {
      const refused = forcing ? force() : 0;
      if (refused) return refusal(refused);
      if (!stable || clock.now() >= stable.ends - OVERLAP) stable = issue();
      return { access_token: stable.value, expires_in: Math.floor((stable.ends - clock.now()) / 1000) };
    },
    fresh() {
      shorten(plain, clock.now() + OVERLAP);
      plain = issue();
      return { access_token: plain.value, expires_in: LIFE / 1000 };
    },
    check(token) {
      if (!token) return 41001;
      const until = ends.get(token);
      if (until === undefined) return 40001;
      return clock.now() < until ? 0 : 42001;
    },
    expire() {
      for (const token of ends.keys()) ends.set(token, clock.now());
      stable = plain = undefined;
    },
    replace() {
      ends.clear();
      stable = plain = undefined;
    },
    get issued() {
      return issued;
    },
  };
}
