import { randomUUID } from 'node:crypto';

/** The one source of time and of ids. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** A new random id of at least 122 bits. */
  id(): string;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now(), id: () => randomUUID() };

/** A clock for tests and golden conversations: stands still until moved, counts its ids. */
export function fixedClock(start: number): Clock & { set(at: number): void; advance(ms: number): void } {
  let at = start;
  let ids = 0;
  return {
    now: () => at,
    id: () => {
      ids += 1;
      return `id-${String(ids).padStart(6, '0')}`;
    },
    set: (next) => {
      at = next;
    },
    advance: (ms) => {
      at += ms;
    },
  };
}
