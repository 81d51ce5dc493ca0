import type { DutyPageRow } from '#storage/schemas/pages.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { type CaseState, isOver } from './case-states.ts';
import { addTicketEvent } from './tickets.ts';

/** What became known of a case after it was filed. */
export interface CaseCompletion {
  category?: string;
  summary?: string;
  place?: string;
  unitCode?: string;
  answers: Record<string, unknown>;
}

/** Completes a case that was filed before everything was known, with who, what and when in its history. */
export async function completeCase(
  tx: Tx,
  { ticketId, estateId }: { ticketId: string; estateId: string },
  { known, event }: { known: CaseCompletion; event: { kind: string; detail: Record<string, unknown> } },
  now: number,
): Promise<void> {
  const { category, summary, place, unitCode, answers } = known;
  await tx.db
    .updateTable('ticket')
    .set({
      answers: JSON.stringify(answers),
      ...(category !== undefined && { category }),
      ...(summary !== undefined && { summary }),
      ...(place !== undefined && { place }),
      ...(unitCode !== undefined && { unit_code: unitCode }),
    })
    .where('id', '=', ticketId)
    .execute();
  await addTicketEvent(tx, ticketId, { actor: 'resident', ...event }, now);
  tx.announce({ about: 'ticket', estateId, id: ticketId });
}

/** A power cut of this estate that somebody told since, with its page; undefined when there is none, or it is over. */
export async function findOutage(db: Db, estateId: string, since: number): Promise<DutyPageRow | undefined> {
  const page = await db
    .selectFrom('duty_page')
    .selectAll()
    .where('estate_id', '=', estateId)
    .where('kind', '=', 'outage')
    .where('created_at', '>=', since)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return page && !(await isSettled(db, page.ticket_id)) ? page : undefined;
}

/** Whether the office has ended a case. */
export async function isSettled(db: Db, ticketId: string): Promise<boolean> {
  const row = await db.selectFrom('ticket').select(['service', 'state']).where('id', '=', ticketId).executeTakeFirst();
  return row === undefined || isOver(row.service, row.state as CaseState);
}

/** Another home that reports the same: it keeps a case of its own and goes the way of the first one. */
export async function joinCase(tx: Tx, ticketId: string, headId: string, now: number): Promise<void> {
  await tx.db.updateTable('ticket').set({ joined_id: headId }).where('id', '=', ticketId).execute();
  await addTicketEvent(tx, ticketId, { actor: 'desk', kind: 'joined', detail: {} }, now);
}
