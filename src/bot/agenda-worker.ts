import { queueTime, settleDue } from '#records/due-rows.ts';
import type { AgendaRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import {
  backOff,
  type DueWorker,
  reasonOf,
  SUSPECT_TRIES,
  startDueWorker,
  type WorkerOptions,
  withinLease,
  writeSurely,
} from './due-worker.ts';

/** About half an hour. */
const MOST_ATTEMPTS = 20;

/**
 * Does one thing of the agenda, in the transaction that strikes it: done once, as a whole, or not at all. It must not wait
 * for the network, since everything else may wait for the transaction; what is to be sent goes into the outbox.
 */
export type AgendaHandler = (tx: Tx, row: AgendaRow) => Promise<void>;

/** What the agenda is started with. */
export interface AgendaOptions extends WorkerOptions {
  /** What to do, by `kind`. */
  handlers: Readonly<Record<string, AgendaHandler>>;
  /** Tells somebody, in the transaction that gives the row up. */
  onDead(tx: Tx, row: AgendaRow, reason: string): Promise<void>;
  /** Tries before a row is dead. Default 20. */
  maxAttempts?: number;
}

/** Starts doing what comes due on the agenda. Every row ends as done or dead. */
export function startAgenda(options: AgendaOptions): DueWorker {
  return startDueWorker('agenda', options, async (row, interrupted) => {
    const handler = Object.hasOwn(options.handlers, row.kind) ? options.handlers[row.kind] : undefined;
    if (!handler) return giveUp(options, row, `Nothing here does rows of the kind "${row.kind}".`);
    if (interrupted && row.attempts > SUSPECT_TRIES) return giveUp(options, row, 'The desk ended during each try.');
    try {
      await doOnce(options, row, handler);
    } catch (error) {
      options.onError(error);
      await tryLater(options, row, error);
    }
  });
}

function doOnce(options: AgendaOptions, row: AgendaRow, handler: AgendaHandler): Promise<void> {
  const { storage, clock } = options;
  return storage.transact(async (tx) => {
    // Struck first: so the handler may put the same thing on the agenda again for another day.
    const mine = await settleDue(tx.db, 'agenda', row, { state: 'done', endedAt: clock.now() });
    if (mine) await withinLease(options, () => handler(tx, row));
  });
}

function tryLater(options: AgendaOptions, row: AgendaRow, error: unknown): Promise<void> {
  const { storage, clock, random } = options;
  const reason = reasonOf(error);
  const { attempts } = row;
  if (attempts >= (options.maxAttempts ?? MOST_ATTEMPTS)) {
    return giveUp(options, row, `Tried ${attempts} times. ${reason}`);
  }
  return writeSurely(async () => {
    const dueAt = (await queueTime(storage, clock)) + backOff(attempts, random);
    await settleDue(storage.db, 'agenda', row, { state: 'waiting', dueAt, lastError: reason });
  }, options.onError);
}

function giveUp(options: AgendaOptions, row: AgendaRow, reason: string): Promise<void> {
  return writeSurely(
    (withoutTelling) =>
      options.storage.transact(async (tx) => {
        const change = { state: 'dead' as const, lastError: reason, endedAt: options.clock.now() };
        const mine = await settleDue(tx.db, 'agenda', row, change);
        if (mine && !withoutTelling) await options.onDead(tx, { ...row, state: 'dead', last_error: reason }, reason);
      }),
    options.onError,
  );
}
