import { putOnAgenda, takeOffAgenda } from '#records/agenda.ts';
import type { Clock } from '#records/clock.ts';
import { type Estates, within } from '#records/estates.ts';
import type { AgendaRow } from '#storage/schema.ts';
import type { PromiseRow } from '#storage/schemas/clerk-tools.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** What promises put on the agenda: soon due, and overdue. */
export const PROMISES = { soon: 'promise-soon', due: 'promise-due' } as const;

/** The clerk is reminded so long (milliseconds) before, or at half the time when there is less. */
const AHEAD = 15 * 60_000;
const MOST = 100;

/** A time that a member of staff named to a resident. */
export interface NewPromise {
  estateId: string;
  conversationId: string;
  /** The message that names it; left out when it is noted by hand. */
  seq?: number;
  staffId: string;
  words: string;
  dueAt: number;
}

/** Notes a promise and when to remind of it. Returns its id. */
export async function notePromise(tx: Tx, promise: NewPromise, clock: Clock): Promise<string> {
  const id = clock.id();
  const row: PromiseRow = {
    id,
    estate_id: promise.estateId,
    conversation_id: promise.conversationId,
    seq: promise.seq ?? null,
    staff_id: promise.staffId,
    words: promise.words,
    due_at: promise.dueAt,
    state: 'open',
    overdue_at: null,
    created_at: clock.now(),
    ended_at: null,
    ended_by: null,
    why: null,
  };
  await tx.db.insertInto('promise').values(row).execute();
  await remindOf(tx, row, clock);
  tx.announce({ about: 'promise', estateId: row.estate_id, id });
  return id;
}

async function remindOf(tx: Tx, { id: subject, estate_id: estateId, due_at: dueAt }: PromiseRow, clock: Clock) {
  const soon = dueAt - Math.min(AHEAD, (dueAt - clock.now()) / 2);
  await putOnAgenda(tx, { estateId, kind: PROMISES.soon, subject, body: {}, dueAt: Math.floor(soon) }, clock);
  await putOnAgenda(tx, { estateId, kind: PROMISES.due, subject, body: {}, dueAt }, clock);
}

/** A promise is soon due: the console says so to whoever holds the chat. */
export async function promiseSoon(tx: Tx, { estate_id: estateId, subject: id }: AgendaRow): Promise<void> {
  tx.announce({ about: 'promise', estateId, id });
}

/** The time of a promise has come, and nobody has said that it is kept. */
export async function promiseDue(tx: Tx, { estate_id: estateId, subject: id }: AgendaRow, now: number): Promise<void> {
  await tx.db
    .updateTable('promise')
    .set({ overdue_at: now })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('due_at', '<=', now)
    .execute();
  tx.announce({ about: 'promise', estateId, id });
}

/** What becomes of a promise: its end, or another time with the reason. */
export type PromiseChange =
  | { state: 'kept' | 'broken' | 'dropped'; why?: string }
  | { state: 'open'; dueAt: number; why: string };

/** Ends an open promise or puts it off; undefined when it is not open, or not of these estates. */
export async function changePromise(
  tx: Tx,
  which: { id: string; estates: Estates; staffId: string },
  change: PromiseChange,
  clock: Clock,
): Promise<PromiseRow | undefined> {
  const now = clock.now();
  const set =
    change.state === 'open'
      ? { due_at: change.dueAt, why: change.why, overdue_at: null }
      : { state: change.state, why: change.why ?? null, ended_at: now, ended_by: which.staffId };
  const row = await tx.db
    .updateTable('promise')
    .set(set)
    .where('id', '=', which.id)
    .where('state', '=', 'open')
    .where(within(which.estates, 'promise.estate_id'))
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  if (change.state === 'open') await remindOf(tx, row, clock);
  else {
    for (const kind of Object.values(PROMISES))
      await takeOffAgenda(tx, { estateId: row.estate_id, kind, subject: row.id }, now);
  }
  tx.announce({ about: 'promise', estateId: row.estate_id, id: row.id });
  return row;
}

/** A promise as the console shows it. */
export interface ShownPromise extends PromiseRow {
  staff_name: string | null;
  resident_name: string | null;
}

function shownPromises(db: Db, estates: Estates) {
  return db
    .selectFrom('promise as p')
    .innerJoin('conversation as c', 'c.id', 'p.conversation_id')
    .leftJoin('staff as s', 's.id', 'p.staff_id')
    .selectAll('p')
    .select(['s.display_name as staff_name', 'c.user_name as resident_name'])
    .where(within(estates, 'p.estate_id'))
    .limit(MOST);
}

/** Whether a promise is of these estates. */
export async function isPromiseOf(db: Db, estates: Estates, id: string): Promise<boolean> {
  const found = db.selectFrom('promise as p').select('p.id').where(within(estates, 'p.estate_id'));
  return (await found.where('p.id', '=', id).executeTakeFirst()) !== undefined;
}

/** Open promises that are a clerk's own, or stand in a chat they hold, the soonest first. */
export function openPromisesOf(db: Db, estates: Estates, staffId: string): Promise<ShownPromise[]> {
  return shownPromises(db, estates)
    .where('p.state', '=', 'open')
    .where((eb) => eb.or([eb('p.staff_id', '=', staffId), eb('c.owner_staff_id', '=', staffId)]))
    .orderBy('p.due_at')
    .execute();
}

/** Everything promised in one conversation, the newest first. */
export function promisesIn(db: Db, estates: Estates, conversationId: string): Promise<ShownPromise[]> {
  return shownPromises(db, estates)
    .where('p.conversation_id', '=', conversationId)
    .where('p.state', '<>', 'dropped')
    .orderBy('p.created_at', 'desc')
    .execute();
}
