import type { Clock } from '#records/clock.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { firstState } from './case-states.ts';
import { type CasePromise, watchCase } from './case-watch.ts';

/** A case as the desk files it. */
export interface NewTicket extends CasePromise {
  estateId: string;
  conversationId: string;
  service: string;
  /** First letter of the number: R for repair, C for complaint … */
  letter: string;
  /** The estate's own date, `20261123`. */
  date: string;
  level: TicketRow['level'];
  category?: string;
  unitCode?: string;
  place?: string;
  summary: string;
  answers: Record<string, unknown>;
  contactName?: string;
  contactPhone?: string;
  /** Who reports; whoever the conversation is bound to when left out, nobody when null. */
  residentId?: string | null;
  /** When the office owes the next word, milliseconds. Only from what the office has promised. */
  dueAt?: number;
  /** True when whom it concerns must not learn who reported it; `company` when the office itself is not to deal with it. */
  confidential?: boolean | 'company';
  actor: string;
}

/** `ticket.confidential` of a case that is for the company above the office alone. */
export const COMPANY_ONLY = 2;

/** Files a case under the next number of its day, such as `R20261123-0007`, with its first event. */
export async function fileTicket(tx: Tx, ticket: NewTicket, clock: Clock): Promise<TicketRow> {
  const now = clock.now();
  const row: TicketRow = {
    id: clock.id(),
    estate_id: ticket.estateId,
    number: await nextNumber(tx, ticket.estateId, `${ticket.letter}${ticket.date}`),
    service: ticket.service,
    state: firstState(ticket.service),
    level: ticket.level,
    category: ticket.category ?? null,
    conversation_id: ticket.conversationId,
    unit_code: ticket.unitCode ?? null,
    place: ticket.place ?? null,
    summary: ticket.summary,
    answers: JSON.stringify(ticket.answers),
    contact_name: ticket.contactName ?? null,
    contact_phone: ticket.contactPhone ?? null,
    resident_id: ticket.residentId === undefined ? await boundTo(tx, ticket.conversationId) : ticket.residentId,
    joined_id: null,
    due_at: ticket.dueAt ?? null,
    confidential: ticket.confidential ? (ticket.confidential === 'company' ? COMPANY_ONLY : 1) : null,
    created_at: now,
    updated_at: now,
  };
  await tx.db.insertInto('ticket').values(row).execute();
  await addTicketEvent(tx, row.id, { actor: ticket.actor, kind: 'filed', detail: {} }, now);
  await watchCase(tx, row, ticket, clock);
  tx.announce({ about: 'ticket', estateId: row.estate_id, id: row.id });
  return row;
}

/** Who speaks in the conversation: their case is theirs on every channel. */
async function boundTo(tx: Tx, conversationId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('conversation')
    .select('resident_id')
    .where('id', '=', conversationId)
    .executeTakeFirst();
  return row?.resident_id ?? null;
}

async function nextNumber(tx: Tx, estateId: string, series: string): Promise<string> {
  const { last } = await tx.db
    .insertInto('number_series')
    .values({ estate_id: estateId, series, last: 1 })
    .onConflict((oc) =>
      oc.columns(['estate_id', 'series']).doUpdateSet((eb) => ({ last: eb('number_series.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return `${series}-${String(last).padStart(4, '0')}`;
}

/** Adds who, when and what to a case's history. */
export async function addTicketEvent(
  tx: Tx,
  ticketId: string,
  event: { actor: string; kind: string; detail: Record<string, unknown> },
  now: number,
): Promise<void> {
  // Under the ticket's own row, so that two events at once do not get one place.
  await tx.db.updateTable('ticket').set({ updated_at: now }).where('id', '=', ticketId).execute();
  await tx.db
    .insertInto('ticket_event')
    .values((eb) => ({
      ticket_id: ticketId,
      seq: eb
        .selectFrom('ticket_event')
        .select(eb.fn.coalesce(eb(eb.fn.max('seq'), '+', 1), eb.lit(1)).as('seq'))
        .where('ticket_id', '=', ticketId),
      at: now,
      actor: event.actor,
      kind: event.kind,
      detail: JSON.stringify(event.detail),
    }))
    .execute();
}

/** Cases filed from one conversation, newest first. */
export function ticketsOfConversation(db: Db, conversationId: string): Promise<TicketRow[]> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .execute();
}
