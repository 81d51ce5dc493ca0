import { tellDesk } from '#records/desk-events.ts';
import { cancelMoveIn } from '#records/move-in/move-in.ts';
import { OFFICE_CHANNELS } from '#records/office/channels.ts';
import { findResident } from '#records/residents/residents.ts';
import { forgetReporter } from '#records/retention/forget-reporter.ts';
import type { ConversationRow, TicketRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { type CaseState, hasOwnDesk, isOver, needsReason, nextStates } from './case-states.ts';
import { caseWentOn, firstWordGiven } from './case-watch.ts';
import { addTicketEvent } from './tickets.ts';

/** The office's event by which the desk hears that a case has moved on (`Service.events`). */
export const CASE_CHANGED = 'case.changed';
/** The office's event by which the desk hears what staff have to say about a case. */
export const CASE_TOLD = 'case.told';

/** A case that is to move on. */
export interface CaseChange {
  ticketId: string;
  state: CaseState;
  /** `staff:<id>`, `resident`, `desk` or the name of a clock. */
  actor: string;
  why: string;
  /** Whether its reporter is told, in their own conversation. */
  tellResident?: boolean;
  /** The state that the caller saw; a case that has moved on since stays as it is. */
  from?: CaseState;
}

/** What became of a change: `told` says whether the reporter hears of it. */
export type Changed =
  | { changed: true; ticket: TicketRow; told: boolean }
  | { changed: false; reason: 'unknown' | 'moved-on' | 'not-allowed' | 'reason-needed' };

/**
 * Moves a case on, if its course allows it: with who, when and why in its history, news for the office, and, if wished, words
 * for whoever reported it. Cases that were joined to it go along where their own course allows it.
 */
export async function changeCase(tx: Tx, change: CaseChange, now: number): Promise<Changed> {
  const ticket = await caseById(tx.db, change.ticketId);
  if (!ticket) return { changed: false, reason: 'unknown' };
  if (change.from !== undefined && change.from !== ticket.state) return { changed: false, reason: 'moved-on' };
  if (!nextStates(ticket.service, ticket.state).includes(change.state))
    return { changed: false, reason: 'not-allowed' };
  if (needsReason(change.state) && change.why.trim() === '') return { changed: false, reason: 'reason-needed' };
  if (hasOwnDesk(ticket.service)) return endAtItsDesk(tx, ticket, change, now);
  const moved = await move(tx, ticket, change, now);
  if (moved.changed) await moveJoined(tx, moved.ticket, change, now);
  return moved;
}

/** A case with a desk of its own is only cancelled from here, as its desk does it: with its appointment and all else it holds. */
async function endAtItsDesk(tx: Tx, ticket: TicketRow, change: CaseChange, now: number): Promise<Changed> {
  const which = { estateId: ticket.estate_id, ticketId: ticket.id };
  const { actor, why } = change;
  const done = change.state === 'cancelled' && (await cancelMoveIn(tx, which, { actor, reason: why }, now));
  return done
    ? { changed: true, ticket: { ...ticket, state: 'cancelled' }, told: false }
    : { changed: false, reason: 'not-allowed' };
}

async function move(tx: Tx, ticket: TicketRow, change: CaseChange, now: number): Promise<Changed> {
  const { state, actor, why, tellResident = false } = change;
  const changed = await tx.db
    .updateTable('ticket')
    .set({ state, updated_at: now })
    .where('id', '=', ticket.id)
    .where('state', '=', ticket.state)
    .returningAll()
    .executeTakeFirst();
  if (!changed) return { changed: false, reason: 'moved-on' };
  changed.due_at = await caseWentOn(tx, ticket, state, now);
  const value = { ticketId: ticket.id, state, why };
  const told = tellResident && (await tellReporter(tx, changed, { name: CASE_CHANGED, value }, now));
  const detail = { from: ticket.state, to: state, why, ...(tellResident ? { told } : {}) };
  await addTicketEvent(tx, ticket.id, { actor, kind: 'state', detail }, now);
  await forgetReporter(tx, changed);
  tx.announce({ about: 'ticket', estateId: ticket.estate_id, id: ticket.id });
  return { changed: true, ticket: changed, told };
}

/** Homes that reported the same fault are told of the same progress, each of its own case. */
async function moveJoined(tx: Tx, { id }: TicketRow, change: CaseChange, now: number): Promise<void> {
  for (const one of await joinedTo(tx.db, id)) {
    if (nextStates(one.service, one.state).includes(change.state)) await move(tx, one, change, now);
  }
}

/** What staff note in a case; `tellResident` says by whom its reporter is told. */
export interface CaseNote {
  ticketId: string;
  actor: string;
  words: string;
  tellResident?: { by: string };
}

/**
 * What staff note in a case: for the office alone, or told to its reporter in these words, and to every home that joined it.
 * `told` is of the case itself.
 */
export async function noteInCase(tx: Tx, note: CaseNote, now: number): Promise<{ noted: boolean; told: boolean }> {
  const done = await noteInOneCase(tx, note, now);
  if (!note.tellResident) return done;
  for (const { id, service, state } of await joinedTo(tx.db, note.ticketId))
    if (!isOver(service, state)) await noteInOneCase(tx, { ...note, ticketId: id }, now);
  return done;
}

/** The same, for one of the homes that have a fault and no other. */
export async function noteInOneCase(tx: Tx, note: CaseNote, now: number): Promise<{ noted: boolean; told: boolean }> {
  const ticket = await caseById(tx.db, note.ticketId);
  if (!ticket) return { noted: false, told: false };
  const { words, tellResident } = note;
  const value = { ticketId: ticket.id, words, by: tellResident?.by };
  const told = tellResident !== undefined && (await tellReporter(tx, ticket, { name: CASE_TOLD, value }, now));
  if (told) await firstWordGiven(tx, ticket, now);
  const event = {
    actor: note.actor,
    kind: tellResident ? 'told' : 'note',
    detail: { words, ...(tellResident && { told }) },
  };
  await addTicketEvent(tx, ticket.id, event, now);
  tx.announce({ about: 'ticket', estateId: ticket.estate_id, id: ticket.id });
  return { noted: true, told };
}

function joinedTo(db: Db, id: string): Promise<TicketRow[]> {
  return db.selectFrom('ticket').selectAll().where('joined_id', '=', id).orderBy('number').execute();
}

function caseById(db: Db, id: string): Promise<TicketRow | undefined> {
  return db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Tells the desk, so that it tells the reporter; false when there is nowhere to tell it. */
async function tellReporter(
  tx: Tx,
  ticket: TicketRow,
  event: { name: string; value: Record<string, unknown> },
  now: number,
): Promise<boolean> {
  const conversation = await reporterAt(tx.db, ticket, now);
  if (!conversation) return false;
  await tellDesk(tx, { conversationId: conversation.id, ...event }, now);
  return true;
}

/**
 * Where the reporter of a case is to be found: where it was filed, unless somebody else speaks there now; then wherever they
 * are bound. Nowhere, once they have left the home it is about, or where nothing reaches them but a call.
 */
export async function reporterAt(
  db: Db,
  ticket: TicketRow,
  now: number,
): Promise<Pick<ConversationRow, 'id'> | undefined> {
  const filedIn = await db
    .selectFrom('conversation')
    .select(['id', 'resident_id'])
    .where('id', '=', ticket.conversation_id)
    .where('estate_id', '=', ticket.estate_id)
    .where('channel', 'not in', OFFICE_CHANNELS)
    .executeTakeFirst();
  if (ticket.resident_id === null) return filedIn;
  const reporter = await findResident(db, ticket.resident_id, now);
  if (!reporter || (ticket.unit_code && reporter.left.includes(ticket.unit_code))) return undefined;
  if (filedIn?.resident_id === ticket.resident_id) return filedIn;
  return db
    .selectFrom('conversation')
    .select('id')
    .where('resident_id', '=', ticket.resident_id)
    .where('channel', 'not in', OFFICE_CHANNELS)
    .orderBy('last_at', 'desc')
    .executeTakeFirst();
}
