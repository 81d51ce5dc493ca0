import { sql } from 'kysely';
import type { AgendaRow, OutboxRow } from '#storage/schema.ts';
import type { Db, Storage } from '#storage/storage.ts';
import type { Clock } from './clock.ts';

/** The rows of the two tables that have a due time and are done by one worker at a time. */
export interface DueRows {
  outbox: OutboxRow;
  agenda: AgendaRow;
}

/** A row that one worker may do until its lease ends. `attempts` counts this try already. */
export interface Leased<Row> {
  row: Row;
  /** True when an earlier try never said how it ended: its process was killed, or the store was away. */
  interrupted: boolean;
}

/** What becomes of a leased row. */
export interface DueChange {
  state: 'pending' | 'waiting' | 'sent' | 'held' | 'unknown' | 'dead' | 'done';
  /** Set when it is to be tried again. */
  dueAt?: number;
  endedAt?: number;
  lastError?: string;
}

/** Written out, not as parameters: only so do the engines see that the index of open rows will do. */
const OPEN = {
  outbox: sql<boolean>`outbox.state in ('pending', 'leased')`,
  agenda: sql<boolean>`agenda.state in ('waiting', 'leased')`,
};

/** What a resident is sent leaves in the order it was written, so a row waits while an earlier one is open. */
const FIRST_OF_ITS_CONVERSATION = sql<boolean>`not exists (
  select 1 from outbox as earlier where earlier.conversation_id = outbox.conversation_id
  and earlier.seq < outbox.seq and earlier.state in ('pending', 'leased'))`;

/** The time that due times and leases are measured by: the database's where several nodes share one. */
export async function queueTime(storage: Storage, clock: Clock): Promise<number> {
  if (storage.engine === 'sqlite') return clock.now();
  const time = sql<{ now: number }>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`;
  const { rows } = await time.execute(storage.db);
  return rows[0]?.now ?? clock.now();
}

/**
 * Takes rows that are due, or whose lease ran out, for one node. No other node gets them before `now + leaseMs`.
 * @param wish `except` are rows this node still works on, whatever its clock says about their lease
 */
export function leaseDue<Q extends keyof DueRows>(
  storage: Storage,
  queue: Q,
  wish: { node: string; now: number; leaseMs: number; limit: number; except: string[] },
): Promise<Leased<DueRows[Q]>[]> {
  const until = wish.now + wish.leaseMs;
  return storage.transact(async (tx) => {
    const leased: Leased<DueRows[Q]>[] = [];
    for (const found of await findDue(tx.db, queue, wish)) {
      const row = await table(tx.db, queue)
        .set((eb) => ({
          state: 'leased',
          attempts: eb('attempts', '+', 1),
          due_at: until,
          leased_until: until,
          leased_by: wish.node,
        }))
        .where('id', '=', found.id)
        .where('state', '=', found.state)
        .where('attempts', '=', found.attempts)
        .where('due_at', '=', found.due_at)
        .returningAll()
        .executeTakeFirst();
      if (row) leased.push({ row: row as unknown as DueRows[Q], interrupted: found.state === 'leased' });
    }
    return leased;
  });
}

function findDue(db: Db, queue: keyof DueRows, wish: { now: number; limit: number; except: string[] }) {
  return db
    .selectFrom(queue as 'outbox')
    .select(['id', 'state', 'attempts', 'due_at'])
    .where(OPEN[queue])
    .where('due_at', '<=', wish.now)
    .$if(wish.except.length > 0, (query) => query.where('id', 'not in', wish.except))
    .$if(queue === 'outbox', (query) => query.where(FIRST_OF_ITS_CONVERSATION).orderBy('due_at').orderBy('seq'))
    .$if(queue === 'agenda', (query) => query.orderBy('due_at').orderBy('created_at'))
    .limit(wish.limit)
    .execute();
}

/** Writes what became of a leased row; false when the lease is not this one any more, and nothing was written. */
export async function settleDue(
  db: Db,
  queue: keyof DueRows,
  row: OutboxRow | AgendaRow,
  change: DueChange,
): Promise<boolean> {
  const result = await table(db, queue)
    .set({
      // Both tables are written as the outbox here; the caller names a state of the table it means.
      state: change.state as 'sent',
      due_at: change.dueAt ?? row.due_at,
      ended_at: change.endedAt ?? null,
      last_error: change.lastError ?? null,
      leased_until: null,
      leased_by: null,
    })
    .where('id', '=', row.id)
    .where('state', '=', 'leased')
    .where('leased_by', '=', row.leased_by)
    .where('attempts', '=', row.attempts)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The next time after `now` at which an open row is due. */
export async function nextDueAfter(db: Db, queue: keyof DueRows, now: number): Promise<number | undefined> {
  const row = await db
    .selectFrom(queue as 'outbox')
    .select((eb) => eb.fn.min<number | null>('due_at').as('next'))
    .where(OPEN[queue])
    .where('due_at', '>', now)
    .executeTakeFirst();
  return row?.next ?? undefined;
}

/**
 * Puts right what a clock left that was ahead and has been set back: leases longer than any lease, and rows that were to be
 * done at once but seem to be due later.
 */
export async function mendAfterClockChange(
  db: Db,
  queue: keyof DueRows,
  { now, leaseMs }: { now: number; leaseMs: number },
): Promise<void> {
  await table(db, queue)
    .set({ due_at: now })
    .where(OPEN[queue])
    .where('due_at', '>', now)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'leased'), eb('due_at', '>', now + leaseMs)]),
        eb.and([eb('attempts', '=', 0), eb('due_at', '<=', eb.ref('created_at'))]),
      ]),
    )
    .execute();
}

/** Both tables have these columns; Kysely is told of one. */
function table(db: Db, queue: keyof DueRows) {
  return db.updateTable(queue as 'outbox');
}
