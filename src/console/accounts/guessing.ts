/** How tries are slowed: so many at once, then a wait that doubles from one second up to `longestMs`. */
export interface Patience {
  free: number;
  longestMs: number;
}

/** One account from one address: five tries, then at most about 17 in the first hour and four in each further one. */
export const ACCOUNT_PATIENCE: Patience = { free: 5, longestMs: 15 * 60_000 };

/** One-time passwords of one account, from all addresses together: of a million, at most some 4 an hour are tried for long. */
export const CODE_PATIENCE: Patience = { free: 5, longestMs: 15 * 60_000 };

/**
 * One address, whatever the names. An office sits behind one address, so the wait stays short: nobody is kept out for long by
 * a colleague, and the wait of an account goes on beside it.
 */
export const ADDRESS_PATIENCE: Patience = { free: 30, longestMs: 30_000 };

/** Counts are forgotten after this time without a try. */
const FORGET_MS = 60 * 60_000;
const MOST_KEYS = 20_000;

interface Count {
  tries: number;
  lastAt: number;
  openAt: number;
}

/**
 * Slows guessing down, never locks anyone out for good. A try is counted before it is made, so that many at once gain nothing;
 * one that succeeds is forgiven. Counts are kept in memory: a restart forgives all.
 */
export function guessCounter(patience: Patience) {
  const counts = new Map<string, Count>();
  return {
    /** Counts a try. Returns the seconds to wait, or 0 when it may be made. */
    try(key: string, now: number): number {
      const known = counts.get(key);
      const count = known && now - known.lastAt < FORGET_MS ? known : { tries: 0, lastAt: now, openAt: 0 };
      if (now < count.openAt) return Math.ceil((count.openAt - now) / 1000);
      count.tries += 1;
      count.lastAt = now;
      const over = count.tries - patience.free;
      count.openAt = over < 0 ? 0 : now + Math.min(patience.longestMs, 1000 * 2 ** Math.min(over, 30));
      counts.delete(key);
      counts.set(key, count);
      if (counts.size > MOST_KEYS) counts.delete(counts.keys().next().value as string);
      return 0;
    },
    /** Forgives all tries of a key. */
    forgive(key: string): void {
      counts.delete(key);
    },
    /** Takes back the one try that turned out to be honest; the others of that key stand. */
    takeBack(key: string): void {
      const count = counts.get(key);
      if (!count) return;
      count.tries -= 1;
      count.openAt = 0;
    },
  };
}
