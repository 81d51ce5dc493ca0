import type { Selectable } from 'kysely';
import { addTicketEvent, fileTicket, type NewTicket } from '#records/cases/tickets.ts';
import type { Clock } from '#records/clock.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { MoveInCaseTable } from '#storage/schemas/move-in.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { type MoveInFacts, type MoveInState, stateOf } from './rules.ts';

/** The name of the service in the records. */
export const MOVE_IN = 'move-in';

/** An appointment: the estate's own day and clock. */
export interface Slot {
  date: string;
  time: string;
}

/** Who signed at a desk. */
export interface DeskSignature {
  by: string;
  at: number;
}

/** The fee sheet of one home as the cashier made it out; amounts in yuan. */
export interface OwnFeeSheet {
  by: string;
  at: number;
  lines: {
    name: string;
    basis: string;
    unitPrice: number;
    quantity: number;
    period: string;
    amount: number;
    refundable: boolean;
    payee: string;
    invoice: string;
  }[];
}

/** A move-in case with its ticket's main facts. */
export interface MoveInCase {
  ticketId: string;
  number: string;
  estateId: string;
  conversationId: string;
  residentId: string | null;
  unitCode: string;
  /** The home in words, in the language it was told in. */
  place: string;
  kind: string;
  state: MoveInState;
  facts: MoveInFacts;
  papers: Record<string, 'seen' | 'missing'>;
  /** By desk: `reception`, `guides`, `cashier`, `service`. */
  signatures: Record<string, DeskSignature>;
  slot: Slot | undefined;
  recheck: Slot | undefined;
  feeSheet: OwnFeeSheet | undefined;
}

/** What opens a case. */
export interface NewMoveIn {
  ticket: Omit<NewTicket, 'service' | 'letter'> & { unitCode: string };
  kind: string;
  track: MoveInFacts['track'];
}

/** `claimed`: the home is somebody else's case, of which nothing may be told. `open-already`: it is this resident's own. */
export type OpenedMoveIn =
  | { kind: 'opened'; ticket: TicketRow }
  | { kind: 'open-already'; ticketId: string }
  | { kind: 'claimed' };

/** Opens a case under the next number `M…`; a home is handed over once, so a second claim to it opens none. */
export async function openMoveIn(tx: Tx, { ticket, kind, track }: NewMoveIn, clock: Clock): Promise<OpenedMoveIn> {
  const { estateId, unitCode, conversationId, residentId = null } = ticket;
  if (track === 'handover') {
    const claim = {
      estate_id: estateId,
      unit_code: unitCode,
      conversation_id: conversationId,
      resident_id: residentId,
    };
    const taken = await tx.db
      .insertInto('move_in_claim')
      .values(claim)
      .onConflict((oc) => oc.doNothing())
      .executeTakeFirst();
    if (taken.numInsertedOrUpdatedRows === 0n) return whoseClaim(tx.db, ticket);
  }
  const facts: MoveInFacts = { track };
  const row = await fileTicket(tx, { ...ticket, service: MOVE_IN, letter: 'M' }, clock);
  await tx.db
    .insertInto('move_in_case')
    .values({
      ticket_id: row.id,
      estate_id: estateId,
      unit_code: unitCode,
      kind,
      state: stateOf(facts),
      facts: JSON.stringify(facts),
      papers: '{}',
      signatures: '{}',
      slot_date: null,
      slot_time: null,
      recheck_date: null,
      recheck_time: null,
      fee_sheet: null,
      version: 0,
    })
    .execute();
  await tx.db
    .updateTable('ticket')
    .set({ state: stateOf(facts) })
    .where('id', '=', row.id)
    .execute();
  return { kind: 'opened', ticket: row };
}

async function whoseClaim(db: Db, ticket: NewMoveIn['ticket']): Promise<OpenedMoveIn> {
  const mine = await moveInsOf(db, ticket);
  const own = mine.find((one) => one.unitCode === ticket.unitCode && one.facts.track === 'handover');
  return own ? { kind: 'open-already', ticketId: own.ticketId } : { kind: 'claimed' };
}

/** True when the handover of a home is somebody else's already. What is known of it stays unsaid. */
export async function isClaimedByOther(
  db: Db,
  who: { estateId: string; unitCode: string; conversationId: string; residentId?: string | null },
): Promise<boolean> {
  const claim = await db
    .selectFrom('move_in_claim')
    .selectAll()
    .where('estate_id', '=', who.estateId)
    .where('unit_code', '=', who.unitCode)
    .executeTakeFirst();
  if (!claim || claim.conversation_id === who.conversationId) return false;
  return claim.resident_id === null || claim.resident_id !== who.residentId;
}

/** Gives a home free again, when its case is cancelled. */
export async function dropClaim(tx: Tx, { estateId, unitCode }: Pick<MoveInCase, 'estateId' | 'unitCode'>) {
  await tx.db.deleteFrom('move_in_claim').where('estate_id', '=', estateId).where('unit_code', '=', unitCode).execute();
}

/** The cases of a conversation, or of the resident who is bound to it, newest first; cancelled ones are left out. */
export async function moveInsOf(
  db: Db,
  who: { estateId: string; conversationId: string; residentId?: string | null },
): Promise<MoveInCase[]> {
  const rows = await selectCases(db)
    .where('k.estate_id', '=', who.estateId)
    .where('m.state', '<>', 'cancelled')
    .where((eb) => {
      const here = eb('k.conversation_id', '=', who.conversationId);
      return who.residentId ? eb.or([here, eb('k.resident_id', '=', who.residentId)]) : here;
    })
    .orderBy('k.created_at', 'desc')
    .orderBy('k.number', 'desc')
    .execute();
  return rows.map(toCase);
}

/** One case by its ticket, or undefined. */
export async function findMoveIn(db: Db, estateId: string, ticketId: string): Promise<MoveInCase | undefined> {
  const row = await selectCases(db).where('k.id', '=', ticketId).where('k.estate_id', '=', estateId).executeTakeFirst();
  return row && toCase(row);
}

/** Holds a case until the transaction ends and reads it as it stands then; undefined when there is none. */
export async function holdMoveIn(tx: Tx, estateId: string, ticketId: string): Promise<MoveInCase | undefined> {
  await tx.db
    .updateTable('move_in_case')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('ticket_id', '=', ticketId)
    .where('estate_id', '=', estateId)
    .execute();
  return findMoveIn(tx.db, estateId, ticketId);
}

/** What a change of a case writes down: who, when, why. */
export interface MoveInChange {
  actor: string;
  kind: string;
  detail: Record<string, unknown>;
}

/** Writes facts back, with the state that follows, and the change into the case's history. */
export async function keepFacts(
  tx: Tx,
  before: MoveInCase,
  facts: MoveInFacts,
  { change, now }: { change: MoveInChange; now: number },
): Promise<MoveInState> {
  const state = stateOf(facts);
  await tx.db
    .updateTable('move_in_case')
    .set({ facts: JSON.stringify(facts), state })
    .where('ticket_id', '=', before.ticketId)
    .execute();
  await tx.db.updateTable('ticket').set({ state }).where('id', '=', before.ticketId).execute();
  const moved = state === before.state ? {} : { from: before.state, to: state };
  await addTicketEvent(tx, before.ticketId, { ...change, detail: { ...moved, ...change.detail } }, now);
  tx.announce({ about: 'ticket', estateId: before.estateId, id: before.ticketId });
  return state;
}

function selectCases(db: Db) {
  return db
    .selectFrom('move_in_case as m')
    .innerJoin('ticket as k', 'k.id', 'm.ticket_id')
    .selectAll('m')
    .select(['k.number', 'k.conversation_id', 'k.resident_id', 'k.place']);
}

type CaseRow = Selectable<MoveInCaseTable> & Pick<TicketRow, 'number' | 'conversation_id' | 'resident_id' | 'place'>;

function toCase(row: CaseRow): MoveInCase {
  const slot = (date: string | null, time: string | null) => (date && time ? { date, time } : undefined);
  return {
    ticketId: row.ticket_id,
    number: row.number,
    estateId: row.estate_id,
    conversationId: row.conversation_id,
    residentId: row.resident_id,
    unitCode: row.unit_code,
    place: row.place ?? row.unit_code,
    kind: row.kind,
    state: row.state as MoveInState,
    facts: JSON.parse(row.facts) as MoveInFacts,
    papers: JSON.parse(row.papers) as MoveInCase['papers'],
    signatures: JSON.parse(row.signatures) as MoveInCase['signatures'],
    slot: slot(row.slot_date, row.slot_time),
    recheck: slot(row.recheck_date, row.recheck_time),
    feeSheet: row.fee_sheet ? (JSON.parse(row.fee_sheet) as OwnFeeSheet) : undefined,
  };
}
