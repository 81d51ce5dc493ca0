import { queueTime, settleDue } from '#records/due-rows.ts';
import type { OutboxRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import {
  backOff,
  type DueWorker,
  reasonOf,
  SUSPECT_TRIES,
  startDueWorker,
  TookTooLong,
  type WorkerOptions,
  withinLease,
  writeSurely,
} from './due-worker.ts';

/** With the longest pause of five minutes: about half a day. */
const MOST_ATTEMPTS = 300;

/**
 * How a try to send ended. `held` waits for somebody to let it go, `unknown` may or may not have arrived and is not repeated,
 * `dead` will never arrive. Reasons are short and without names or message texts.
 */
export type SendOutcome =
  | 'sent'
  | { held: string }
  | { unknown: string }
  | { dead: string }
  | { retryAt: number; reason: string };

/**
 * Sends one row. Throwing means it surely was not sent, and is tried again later. `interrupted` says that an earlier try may
 * have been sent without our knowing. After `signal` nobody waits: the row is `unknown`.
 */
export type SendHandler = (
  row: OutboxRow,
  about: { signal: AbortSignal; interrupted: boolean },
) => Promise<SendOutcome>;

/** What the outbox is started with. */
export interface OutboxOptions extends WorkerOptions {
  /** Senders by `kind`. */
  handlers: Readonly<Record<string, SendHandler>>;
  /** Tells somebody, in the transaction that gives the row up: it is dead, or nobody knows whether it arrived. */
  onDead(tx: Tx, row: OutboxRow, reason: string): Promise<void>;
  /** Tries before a row is dead. Default 300. */
  maxAttempts?: number;
}

/**
 * Starts sending what lies in the outbox: each row by one worker, the rows of one conversation in their order. Every row ends
 * as sent, held, unknown or dead.
 */
export function startOutbox(options: OutboxOptions): DueWorker {
  return startDueWorker('outbox', options, async (row, interrupted) => {
    const outcome = await trySend(options, row, interrupted);
    await writeSurely((last) => settle(options, row, outcome, last), options.onError);
  });
}

async function trySend(options: OutboxOptions, row: OutboxRow, interrupted: boolean): Promise<SendOutcome> {
  if (interrupted && row.attempts > SUSPECT_TRIES) return { unknown: 'The desk ended during each try.' };
  const send = Object.hasOwn(options.handlers, row.kind) ? options.handlers[row.kind] : undefined;
  if (!send) return { dead: `Nothing here sends rows of the kind "${row.kind}".` };
  const { attempts } = row;
  let again: { retryAt?: number; reason: string };
  try {
    const outcome = await withinLease(options, (signal) => send(row, { signal, interrupted }));
    if (outcome === 'sent' || !('retryAt' in outcome)) return outcome;
    again = outcome;
  } catch (error) {
    options.onError(error);
    if (error instanceof TookTooLong) return { unknown: error.message };
    again = { reason: reasonOf(error) };
  }
  if (attempts >= (options.maxAttempts ?? MOST_ATTEMPTS)) return { dead: `Tried ${attempts} times. ${again.reason}` };
  const retryAt = again.retryAt ?? options.clock.now() + backOff(attempts, options.random);
  return { retryAt, reason: again.reason };
}

async function settle(
  options: OutboxOptions,
  row: OutboxRow,
  outcome: SendOutcome,
  withoutTelling: boolean,
): Promise<void> {
  const { storage, clock } = options;
  const end = { endedAt: clock.now() };
  if (outcome === 'sent') {
    await settleDue(storage.db, 'outbox', row, { state: 'sent', ...end });
  } else if ('retryAt' in outcome) {
    const dueAt = outcome.retryAt - clock.now() + (await queueTime(storage, clock));
    await settleDue(storage.db, 'outbox', row, { state: 'pending', dueAt, lastError: outcome.reason });
  } else if ('held' in outcome) {
    await settleDue(storage.db, 'outbox', row, { state: 'held', lastError: outcome.held, ...end });
  } else {
    const state = 'dead' in outcome ? 'dead' : 'unknown';
    const reason = 'dead' in outcome ? outcome.dead : outcome.unknown;
    await storage.transact(async (tx) => {
      const mine = await settleDue(tx.db, 'outbox', row, { state, lastError: reason, ...end });
      // Should telling fail again and again, the row is given up all the same: sending it once more would be worse.
      if (mine && !withoutTelling) await options.onDead(tx, { ...row, state, last_error: reason }, reason);
    });
  }
}
