/** Time as the stand-in reads it; a desk under test may share it. `now` is in ms since 1970. */
export interface Clock {
  now(): number;
  /** Runs `run` once, `ms` from now; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** A clock that moves on command (virtual) or lets real time pass (real). */
export interface MovableClock extends Clock {
  /** Resolves when `ms` have passed and everything that was due on the way has come to rest. */
  advance(ms: number): Promise<void>;
}

interface Timer {
  due: number;
  run: () => void;
}

/** Stands still until moved. `settle` is awaited before the first step and after every instant at which something was due. */
export function createVirtualClock(start: number, settle: () => Promise<void>): MovableClock {
  let at = start;
  let moving: Promise<void> = Promise.resolve();
  const timers = new Set<Timer>();
  const after = (ms: number, run: () => void) => {
    const timer = { due: at + Math.max(0, ms), run };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const move = async (ms: number) => {
    const end = at + ms;
    await settle();
    for (let due = earliest(timers); due <= end; due = earliest(timers)) {
      at = due;
      for (const timer of [...timers].filter((each) => each.due <= at)) {
        // An earlier timer of this instant may have called this one off.
        if (timers.delete(timer)) timer.run();
      }
      await settle();
    }
    at = end;
  };
  const advance = (ms: number) => {
    moving = moving.then(() => move(ms));
    return moving;
  };
  return { now: () => at, after, advance };
}

function earliest(timers: Set<Timer>): number {
  let due = Number.POSITIVE_INFINITY;
  for (const timer of timers) due = Math.min(due, timer.due);
  return due;
}

/** The machine's time; `advance` waits for it. */
export function createRealClock(settle: () => Promise<void>): MovableClock {
  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  };
  const advance = async (ms: number) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await settle();
  };
  return { now: () => Date.now(), after, advance };
}
