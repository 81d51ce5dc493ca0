/** Time for time limits and pauses; it never jumps when somebody sets the clock. */
export interface Timer {
  /** Milliseconds since some moment. */
  now(): number;
  /** Runs something once after that many milliseconds; the result calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's own. */
export const systemTimer: Timer = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timeout = setTimeout(run, milliseconds);
    return () => clearTimeout(timeout);
  },
};
