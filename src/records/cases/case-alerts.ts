import type { Selectable } from 'kysely';
import type { Clock } from '#records/clock.ts';
import { putInOutbox } from '#records/outbox.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { CaseWatchTable } from '#storage/schemas/reminders.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { isOver } from './case-states.ts';
import { addTicketEvent, COMPANY_ONLY } from './tickets.ts';

/** Kind of the outbox rows that tell a means of a case that is late; `body` is a `CaseAlert`. */
export const SEND_ALERT = 'case-alert';

/** What a means outside the desk is told: the number, never who reported it or what. */
export interface CaseAlert {
  ticketId: string;
  number: string;
  service: string;
  means: string;
  alert: 'soon' | 'over';
  dueAt: number;
}

/** A case that something is owed in. */
export interface Watched {
  ticket: TicketRow;
  watch: Selectable<CaseWatchTable>;
  dueAt: number;
  /** True when nobody in the office itself is to hear of it. */
  companyOnly: boolean;
}

/** A case with its watch; undefined when nothing is owed in it. */
export async function watchedCase(db: Db, ticketId: string): Promise<Watched | undefined> {
  const watch = await db.selectFrom('case_watch').selectAll().where('ticket_id', '=', ticketId).executeTakeFirst();
  const ticket = await db.selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirst();
  if (!watch || !ticket || ticket.due_at === null) return undefined;
  return { ticket, watch, dueAt: ticket.due_at, companyOnly: ticket.confidential === COMPANY_ONLY };
}

/** False once the case is over. */
export function isOwed({ ticket }: Watched): boolean {
  return !isOver(ticket.service, ticket.state);
}

/** Marks a case as nearly late or late, in its history and on the screens, and tells the means; nothing is marked twice. */
export async function alertOfCase(
  tx: Tx,
  { ticket, watch, dueAt, companyOnly }: Watched,
  { alert, raised, means }: { alert: 'soon' | 'over'; raised?: string | undefined; means: readonly string[] },
  clock: Clock,
): Promise<void> {
  if (watch.alert === alert && raised === undefined) return;
  const change = { alert, ...(raised !== undefined && { raised_to: raised }) };
  await tx.db.updateTable('case_watch').set(change).where('ticket_id', '=', ticket.id).execute();
  if (watch.alert !== alert) await note(tx, ticket, { kind: alert === 'soon' ? 'due-soon' : 'due', detail: {} }, clock);
  if (raised !== undefined) await note(tx, ticket, { kind: 'raised', detail: { to: raised } }, clock);
  tx.announce({ about: 'ticket', estateId: ticket.estate_id, id: ticket.id });
  if (companyOnly) return;
  const { id: ticketId, number, service, estate_id: estateId } = ticket;
  for (const one of new Set(means)) {
    const body: CaseAlert = { ticketId, number, service, means: one, alert, dueAt };
    await putInOutbox(tx, { estateId, kind: SEND_ALERT, body: { ...body } }, clock);
  }
}

function note(tx: Tx, ticket: TicketRow, event: { kind: string; detail: Record<string, string> }, clock: Clock) {
  return addTicketEvent(tx, ticket.id, { actor: 'desk', ...event }, clock.now());
}

/** Whether an alert still tells the truth when it is about to be sent: what was answered meanwhile is late no more. */
export async function isStillLate(db: Db, { ticketId, alert, dueAt }: CaseAlert): Promise<boolean> {
  const row = await db
    .selectFrom('case_watch as w')
    .innerJoin('ticket as k', 'k.id', 'w.ticket_id')
    .select('w.alert')
    .where('w.ticket_id', '=', ticketId)
    .where('k.due_at', '=', dueAt)
    .executeTakeFirst();
  return row?.alert === alert;
}
