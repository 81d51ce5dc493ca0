/** How much of everything one run measures. Times in seconds. */
export interface Sizes {
  /** Rounds of load, desk and echo in turn, and the turns of one round. */
  rounds: number;
  deskTurns: number;
  echoTurns: number;
  connections: number;
  /** Open loop: turns a second, and for how long. */
  perSecond: number;
  openLoop: number;
  /** Conversations in the full store, each with one activity. */
  stored: number;
  /** Batches of turns on the empty and on the full store, and the turns of one batch. */
  batches: number;
  batchTurns: number;
  starts: number;
  /** Rest before memory is looked at. */
  rest: number;
  searches: number;
  messages: number;
}

const full: Sizes = {
  rounds: 5,
  deskTurns: 4000,
  echoTurns: 12_000,
  connections: 50,
  perSecond: 100,
  openLoop: 15,
  stored: 1_000_000,
  batches: 40,
  batchTurns: 100,
  starts: 3,
  rest: 10,
  searches: 20,
  messages: 4000,
};

const quick: Sizes = {
  ...full,
  rounds: 3,
  deskTurns: 2000,
  echoTurns: 5000,
  openLoop: 4,
  stored: 50_000,
  batches: 10,
  batchTurns: 40,
  starts: 1,
  rest: 2,
  searches: 10,
  messages: 1000,
};

/** The full measurement, or with `BENCH_QUICK=1` one that ends within a minute and is good for trying only. */
export const isQuick = process.env.BENCH_QUICK === '1';
export const sizes: Sizes = isQuick ? quick : full;
