import type { TicketRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import type { Clock } from './clock.ts';

/** A case as the desk files it. */
export interface NewTicket {
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
  residentId?: string;
  /** When the office owes the next word, milliseconds. Only from what the office has promised. */
  dueAt?: number;
  /** True when whom it concerns must not learn who reported it. */
  confidential?: boolean;
  actor: string;
}

/** Files a case under the next number of its day, such as `R20261123-0007`, with its first event. */
export async function fileTicket(tx: Tx, ticket: NewTicket, clock: Clock): Promise<TicketRow> {
  const now = clock.now();
  const row: TicketRow = {
    id: clock.id(),
    estate_id: ticket.estateId,
    number: await nextNumber(tx, ticket.estateId, `${ticket.letter}${ticket.date}`),
    service: ticket.service,
    state: 'accepted',
    level: ticket.level,
    category: ticket.category ?? null,
    conversation_id: ticket.conversationId,
    unit_code: ticket.unitCode ?? null,
    place: ticket.place ?? null,
    summary: ticket.summary,
    answers: JSON.stringify(ticket.answers),
    contact_name: ticket.contactName ?? null,
    contact_phone: ticket.contactPhone ?? null,
    resident_id: ticket.residentId ?? null,
    joined_id: null,
    due_at: ticket.dueAt ?? null,
    confidential: ticket.confidential ? 1 : null,
    created_at: now,
    updated_at: now,
  };
  await tx.db.insertInto('ticket').values(row).execute();
  await addTicketEvent(tx, row.id, { actor: ticket.actor, kind: 'filed', detail: {} }, now);
  tx.announce({ about: 'ticket', estateId: row.estate_id, id: row.id });
  return row;
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
