import type { Clock } from '#records/clock.ts';
import type { WechatSettings } from './settings.ts';

/** What this node has learnt about the account from the platform's refusals. */
export interface AccountState {
  /** Whether messages may be sent; otherwise they go as answers only. */
  canSend(): boolean;
  /** The platform says the account may not send; told to nobody twice. True the first time. */
  loseSending(): boolean;
  /** Until when nothing is sent for this account; undefined when sending is on. */
  pausedUntil(): number | undefined;
  pause(until: number): void;
}

/** How long (milliseconds) an account counts as one that may not send, before it is tried again. */
const LOST_FOR = 60 * 60_000;

/** Begins with what the settings say. */
export function createAccountState({ verified }: Pick<WechatSettings, 'verified'>, clock: Clock): AccountState {
  let lostUntil = 0;
  let paused = 0;
  return {
    canSend: () => verified && clock.now() >= lostUntil,
    loseSending() {
      const first = clock.now() >= lostUntil;
      lostUntil = clock.now() + LOST_FOR;
      return first;
    },
    pausedUntil: () => (paused > clock.now() ? paused : undefined),
    pause(until) {
      paused = Math.max(paused, until);
    },
  };
}
