const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8000;

/** Longer waits each time, spread out so that a restarted desk is not met by everybody at once. */
export interface Patience {
  wait(): Promise<void>;
  /** Ends the wait under way. */
  enough(): void;
  /** Begins again with a short one. */
  reset(): void;
}

/** Waits of 0.3 s doubling up to 8 s, each between half and one and a half of that. */
export function createPatience(): Patience {
  let waits = 0;
  let enough = () => {};
  return {
    wait: () => {
      const ms = Math.min(FIRST_WAIT_MS * 2 ** waits, LONGEST_WAIT_MS) * (0.5 + Math.random());
      waits += 1;
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        enough = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    enough: () => enough(),
    reset: () => {
      waits = 0;
    },
  };
}
