import type { TicketRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import type { CaseState } from './case-states.ts';
import { type Changed, changeCase, noteInOneCase } from './change-case.ts';

/** What staff have to say of a fault: a new state with its reason, words for the residents, or both. */
export interface FaultUpdate {
  /** The case of any of the homes. */
  ticketId: string;
  actor: string;
  state?: CaseState;
  why?: string;
  /** Told to every home in these words, as said by `by`. */
  words?: string;
  by?: string;
}

/** One update of a fault for all homes that reported it: each is told of its own case, in its own conversation. */
export async function updateFault(tx: Tx, update: FaultUpdate, now: number): Promise<Changed | undefined> {
  const { actor, state, why = '', words, by = '' } = update;
  const cases = await casesOfFault(tx.db, update.ticketId);
  const [head] = cases;
  if (!head) return { changed: false, reason: 'unknown' };
  const change = { ticketId: head.id, actor, why, tellResident: true };
  const changed = state && (await changeCase(tx, { ...change, state }, now));
  if (changed && !changed.changed) return changed;
  const open = cases.filter((one) => one.state !== 'cancelled' && one.state !== 'closed');
  for (const { id } of words ? open : []) {
    await noteInOneCase(tx, { ticketId: id, actor, words: words ?? '', tellResident: { by } }, now);
  }
  return changed;
}

/** Every case of a fault, the one that stands for it first, the others as they came. */
export async function casesOfFault(db: Db, ticketId: string): Promise<TicketRow[]> {
  const one = await db.selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirst();
  if (!one) return [];
  const headId = one.joined_id ?? one.id;
  const joined = await db
    .selectFrom('ticket')
    .selectAll()
    .where('joined_id', '=', headId)
    .orderBy('created_at')
    .orderBy('number')
    .execute();
  const head =
    one.id === headId ? one : await db.selectFrom('ticket').selectAll().where('id', '=', headId).executeTakeFirst();
  return head ? [head, ...joined] : joined;
}
