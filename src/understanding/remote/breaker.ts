import type { Timer } from './timer.ts';

/**
 * The window in which calls are counted, how many make a judgement, the share of failures that opens, the failures in a row that open whatever the
 * time between them (a quiet estate asks seldom), and how long it stays open (ms).
 */
const WINDOW = 10_000;
const FEWEST = 10;
const SHARE = 0.5;
const IN_A_ROW = 5;
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
 * A circuit breaker: opens when half of at least ten calls in ten seconds failed or five in a row, lets one call through after fifteen seconds, closes
 * when that one succeeds. Told once when it opens and once when it closes again, however long it takes.
 */
export function createBreaker(timer: Timer, tell: (news: BreakerNews) => void): Breaker {
  let ended: Ended[] = [];
  let inARow = 0;
  let openedAt: number | undefined;
  let brokenSince = 0;
  let trying = false;

  const count = (failed: boolean, reason: string) => {
    // Calls from before it opened come in late and say nothing new.
    if (openedAt !== undefined) return;
    const at = timer.now();
    ended = [...ended.filter((one) => one.at > at - WINDOW), { at, failed }];
    inARow = failed ? inARow + 1 : 0;
    const failures = ended.filter((one) => one.failed).length;
    const half = ended.length >= FEWEST && failures >= ended.length * SHARE;
    if (!half && inARow < IN_A_ROW) return;
    // Those in a row may lie further apart than the window.
    tell({ state: 'open', calls: Math.max(ended.length, inARow), failures: Math.max(failures, inARow), reason });
    ended = [];
    inARow = 0;
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
