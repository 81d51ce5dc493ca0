import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#records/clock.ts';
import { type DueRows, leaseDue, mendAfterClockChange, nextDueAfter, queueTime } from '#records/due-rows.ts';
import type { Storage } from '#storage/storage.ts';

/** Looks at least this often (milliseconds), whatever was or was not heard. */
const LOOK_EVERY = 5000;
const FIRST_DELAY = 1000;
const LONGEST_DELAY = 5 * 60_000;
const SETTLE_TRIES = 6;
const SETTLE_PAUSE = 200;

/** Tries after which a row that was interrupted each time is suspected of ending the process itself. */
export const SUSPECT_TRIES = 3;

/** A worker on one of the two tables. */
export interface DueWorker {
  /** There may be something new to do. */
  nudge(): void;
  /** Starts nothing more; resolves when what runs is finished. */
  stop(): Promise<void>;
}

/** What both workers are given. */
export interface WorkerOptions {
  storage: Storage;
  clock: Clock;
  /** Names this process among all that share the store; another start has another name. */
  node: string;
  /** Failed tries, and a store that is away. Called often; must not throw. */
  onError(error: unknown): void;
  /** For how long (milliseconds) no other node takes a leased row. Default 30 s. */
  leaseMs?: number;
  /** Rows worked on side by side. Default 8. */
  atOnce?: number;
  /** A number from 0 to 1 that spreads tries. Default `Math.random`. */
  random?: () => number;
}

type Work<Q extends keyof DueRows> = (row: DueRows[Q], interrupted: boolean) => Promise<void>;

/** Leases rows as they come due and runs `work` on each. `work` writes the row's end itself and does not throw. */
export function startDueWorker<Q extends keyof DueRows>(queue: Q, options: WorkerOptions, work: Work<Q>): DueWorker {
  const worker = new LeasingWorker(queue, options, work);
  worker.nudge();
  return worker;
}

class LeasingWorker<Q extends keyof DueRows> implements DueWorker {
  readonly #queue: Q;
  readonly #options: WorkerOptions;
  readonly #work: Work<Q>;
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #lastNow = Number.POSITIVE_INFINITY;

  constructor(queue: Q, options: WorkerOptions, work: Work<Q>) {
    this.#queue = queue;
    this.#options = options;
    this.#work = work;
  }

  nudge(): void {
    if (this.#stopped) return;
    this.#again = true;
    if (this.#looking) return;
    clearTimeout(this.#timer);
    this.#looking = this.#lookAndRest();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
    clearTimeout(this.#timer);
    await Promise.all(this.#running.values());
  }

  async #lookAndRest(): Promise<void> {
    let rest = LOOK_EVERY;
    do {
      this.#again = false;
      try {
        rest = await this.#look();
      } catch (error) {
        this.#options.onError(error);
      }
    } while (this.#again && !this.#stopped);
    this.#looking = undefined;
    if (!this.#stopped) this.#timer = setTimeout(() => this.nudge(), rest).unref();
  }

  /** Returns how long there is nothing to do, in milliseconds. */
  async #look(): Promise<number> {
    const { storage, clock, node, atOnce = 8 } = this.#options;
    const leaseMs = leaseOf(this.#options);
    const now = await queueTime(storage, clock);
    if (now < this.#lastNow) await mendAfterClockChange(storage.db, this.#queue, { now, leaseMs });
    this.#lastNow = now;
    const limit = atOnce - this.#running.size;
    if (limit <= 0) return LOOK_EVERY;
    const except = [...this.#running.keys()];
    const leased = await leaseDue(storage, this.#queue, { node, now, leaseMs, limit, except });
    for (const { row, interrupted } of leased) this.#start(row, interrupted);
    const next = await nextDueAfter(storage.db, this.#queue, now);
    return Math.min(LOOK_EVERY, next === undefined ? LOOK_EVERY : next - now);
  }

  #start(row: DueRows[Q], interrupted: boolean): void {
    const run = this.#work(row, interrupted)
      .catch(this.#options.onError)
      .finally(() => {
        this.#running.delete(row.id);
        this.nudge();
      });
    this.#running.set(row.id, run);
  }
}

/** The lease's length in milliseconds. */
function leaseOf(options: { leaseMs?: number }): number {
  return options.leaseMs ?? 30_000;
}

/** How long (milliseconds) to wait after the nth try: any time up to twice the time of the try before, spread evenly. */
export function backOff(attempts: number, random: () => number = Math.random): number {
  return Math.ceil(random() * Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempts - 1)));
}

/** The time limit passed: nobody knows how the work ended. */
export class TookTooLong extends Error {}

/** Runs work that must end while its lease holds; time is left to write the end. The signal tells it to give up. */
export async function withinLease<T>(
  options: { leaseMs?: number },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const passed = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(new TookTooLong('It did not end in time.')));
  });
  const timer = setTimeout(() => limit.abort(), (leaseOf(options) * 2) / 3);
  try {
    return await Promise.race([work(limit.signal), passed]);
  } finally {
    clearTimeout(timer);
  }
}

/** Writes an end that must not be forgotten, through a short absence of the store. `last` is true for the last try. */
export async function writeSurely(
  write: (last: boolean) => Promise<unknown>,
  onError: (error: unknown) => void,
): Promise<void> {
  for (let attempt = 1; attempt <= SETTLE_TRIES; attempt++) {
    try {
      await write(attempt === SETTLE_TRIES);
      return;
    } catch (error) {
      onError(error);
    }
    if (attempt < SETTLE_TRIES) await wait(SETTLE_PAUSE * 2 ** (attempt - 1));
  }
}

/** An error in one line for the row. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message || error.name : String(error)).slice(0, 300);
}
