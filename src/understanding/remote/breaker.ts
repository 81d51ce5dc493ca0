import type { Timer } from './timer.ts';

/** The window in which calls are counted, how many make a judgement, the share of failures that opens, and how long it stays open (ms). */
const WINDOW = 10_000;
const FEWEST = 10;
const SHARE = 0.5;
const PAUSE = 15_000;

/** A call that was let through; exactly one of the three is to be called when it ended. */
export interface Attempt {
  succeeded(): void;
  /** `reason` is a code. */
  failed(reason: string): void;
  /** It says nothing about the service: the one who asked went away. */
  abandoned(): void;
}

/** What the breaker decided, for the log. */
export type BreakerNews =
  | { state: 'open'; calls: number; failures: number; reason: string }
  | { state: 'closed'; pausedMs: number };

/** Lets calls through while a service works, and spares it and the caller while it does not. */
export interface Breaker {
  /** Undefined while the breaker is open. */
  enter(): Attempt | undefined;
}

interface Ended {
  at: number;
  failed: boolean;
}

/**
 * A circuit breaker: opens when half of at least ten calls in ten seconds failed, lets one call through after fifteen seconds, closes
 * when that one succeeds. Told once when it opens and once when it closes again, however long it takes.
 */
export function createBreaker(timer: Timer, tell: (news: BreakerNews) => void): Breaker {
  let ended: Ended[] = [];
  let openedAt: number | undefined;
  let brokenSince = 0;
  let trying = false;

  const count = (failed: boolean, reason: string) => {
    // Calls from before it opened come in late and say nothing new.
    if (openedAt !== undefined) return;
    const at = timer.now();
    ended = [...ended.filter((one) => one.at > at - WINDOW), { at, failed }];
    const failures = ended.filter((one) => one.failed).length;
    if (ended.length < FEWEST || failures < ended.length * SHARE) return;
    tell({ state: 'open', calls: ended.length, failures, reason });
    ended = [];
    openedAt = at;
    brokenSince = at;
  };

  const trial: Attempt = {
    succeeded() {
      trying = false;
      openedAt = undefined;
      tell({ state: 'closed', pausedMs: Math.round(timer.now() - brokenSince) });
    },
    failed() {
      trying = false;
      openedAt = timer.now();
    },
    abandoned() {
      trying = false;
    },
  };

  return {
    enter() {
      if (openedAt === undefined) {
        return { succeeded: () => count(false, ''), failed: (reason) => count(true, reason), abandoned: () => {} };
      }
      if (trying || timer.now() - openedAt < PAUSE) return undefined;
      trying = true;
      return trial;
    },
  };
}
