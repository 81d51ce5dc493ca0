import type { SelectQueryBuilder } from 'kysely';
import { tellDesk } from '#records/desk-events.ts';
import type { Tables, TicketRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import type { CaseState } from './case-states.ts';
import { addTicketEvent } from './tickets.ts';

/** Reports within this time (milliseconds) may be of the same fault. */
const WITHIN = 60 * 60 * 1000;
/** From this many homes on a number is told; fewer could be guessed by name. */
const TOLD_FROM = 5;
/** States in which a new report is of a new fault. */
const OVER: readonly CaseState[] = [
  'done',
  'awaiting-payment',
  'awaiting-follow-up',
  'closed',
  'cancelled',
  'quote-refused',
];
const PRESSING: readonly TicketRow['level'][] = ['planned', 'ordinary', 'urgent', 'critical'];

/** The office's event by which the first reporter hears that many homes have the same fault (`Service.events`). */
export const FAULT_SHARED = 'fault.shared';

/** What may be the same fault: a key of `shared` in repair.json, and where; without a unit the building, without both the estate. */
export interface FaultScope {
  kind: string;
  building?: string;
  unit?: string;
}

/**
 * The case that stands for a fault which another resident reported within the hour and which is not mended: in the same
 * building, and in the same unit where both are known.
 */
export async function findSameFault(
  db: Db,
  wish: { estateId: string; conversationId: string; scope: FaultScope },
  now: number,
): Promise<TicketRow | undefined> {
  const { estateId, conversationId, scope } = wish;
  const reports = db
    .selectFrom('fault_report as r')
    .innerJoin('ticket as head', 'head.id', 'r.head_id')
    .selectAll('head')
    .where('r.estate_id', '=', estateId)
    .where('r.kind', '=', scope.kind)
    .where('r.at', '>', now - WITHIN)
    .where('head.state', 'not in', OVER)
    // Whoever has reported it already is not asked to join themselves.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('fault_report as own')
            .innerJoin('ticket as mine', 'mine.id', 'own.ticket_id')
            .select('own.ticket_id')
            .whereRef('own.head_id', '=', 'r.head_id')
            .where('mine.conversation_id', '=', conversationId),
        ),
      ),
    );
  return inScope(reports, scope).orderBy('head.created_at').orderBy('head.number').limit(1).executeTakeFirst();
}

type Reports<O> = SelectQueryBuilder<Tables & { r: Tables['fault_report']; head: Tables['ticket'] }, 'r' | 'head', O>;

function inScope<O>(reports: Reports<O>, { building, unit }: FaultScope): Reports<O> {
  let query = reports;
  if (building !== undefined)
    query = query.where((eb) => eb.or([eb('r.building', 'is', null), eb('r.building', '=', building)]));
  if (unit !== undefined) query = query.where((eb) => eb.or([eb('r.unit', 'is', null), eb('r.unit', '=', unit)]));
  return query;
}

/** Keeps that a case just filed is of a fault which other homes may have too. */
export async function keepFault(
  tx: Tx,
  ticket: Pick<TicketRow, 'id' | 'estate_id' | 'created_at'>,
  scope: FaultScope,
  headId = ticket.id,
): Promise<void> {
  await tx.db
    .insertInto('fault_report')
    .values({
      ticket_id: ticket.id,
      head_id: headId,
      estate_id: ticket.estate_id,
      kind: scope.kind,
      building: scope.building ?? null,
      unit: scope.unit ?? null,
      at: ticket.created_at,
    })
    .execute();
}

/**
 * Joins a case just filed to the one that stands for the fault: from now on what is done for that one is told to this home
 * too. The more pressing of the two decides how pressing the fault is. The first reporter hears of many homes, by number only.
 */
export async function joinFault(
  tx: Tx,
  joining: { ticket: TicketRow; headId: string; scope: FaultScope },
  now: number,
): Promise<void> {
  const { ticket, headId, scope } = joining;
  const head = await tx.db
    .updateTable('ticket')
    .set({ updated_at: now })
    .where('id', '=', headId)
    .where('estate_id', '=', ticket.estate_id)
    .returningAll()
    .executeTakeFirst();
  // A case that is gone leaves the report standing by itself.
  if (!head) return keepFault(tx, ticket, scope);
  await tx.db.updateTable('ticket').set({ joined_id: head.id }).where('id', '=', ticket.id).execute();
  await keepFault(tx, ticket, scope, head.id);
  await addTicketEvent(tx, ticket.id, { actor: 'resident', kind: 'joined', detail: { to: head.number } }, now);
  await addTicketEvent(tx, head.id, { actor: 'desk', kind: 'joined-by', detail: { number: ticket.number } }, now);
  await raise(tx, head, ticket, now);
  tx.announce({ about: 'ticket', estateId: head.estate_id, id: head.id });
  await tellOfMany(tx, head, ticket, now);
}

async function raise(tx: Tx, head: TicketRow, { level, number }: TicketRow, now: number): Promise<void> {
  if (PRESSING.indexOf(level) <= PRESSING.indexOf(head.level)) return;
  await tx.db.updateTable('ticket').set({ level }).where('id', '=', head.id).execute();
  await addTicketEvent(
    tx,
    head.id,
    { actor: 'desk', kind: 'level', detail: { from: head.level, to: level, number } },
    now,
  );
}

/** Told once, when the number of homes that joined is no longer small. */
async function tellOfMany(tx: Tx, head: TicketRow, ticket: TicketRow, now: number): Promise<void> {
  const joined = await tx.db
    .selectFrom('ticket')
    .select(['unit_code', 'conversation_id'])
    .where('joined_id', '=', head.id)
    .execute();
  const homes = joined.map(homeOf);
  const many = new Set(homes).size;
  if (many !== TOLD_FROM || homes.filter((one) => one === homeOf(ticket)).length > 1) return;
  const conversation = await tx.db
    .selectFrom('conversation')
    .select('id')
    .where('id', '=', head.conversation_id)
    .executeTakeFirst();
  if (!conversation) return;
  const value = { ticketId: head.id, number: head.number, homes: many };
  await tellDesk(tx, { conversationId: conversation.id, name: FAULT_SHARED, value }, now);
}

function homeOf({ unit_code, conversation_id }: Pick<TicketRow, 'unit_code' | 'conversation_id'>): string {
  return unit_code ?? conversation_id;
}
