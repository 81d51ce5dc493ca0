import type { Timer } from '#understanding/remote/timer.ts';

/** A timer that stands still until it is moved. */
export interface ManualTimer extends Timer {
  advance(milliseconds: number): void;
}

/** Starts at 0; what falls due while it is moved runs at once, in order. */
export function manualTimer(): ManualTimer {
  let now = 0;
  let waiting: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds, run) {
      const one = { at: now + milliseconds, run };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    advance(milliseconds) {
      now += milliseconds;
      const due = waiting.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { run } of due) run();
    },
  };
}
