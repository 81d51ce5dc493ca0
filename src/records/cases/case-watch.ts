import { putOnAgenda, takeOffAgenda } from '#records/agenda.ts';
import { type Clock, systemClock } from '#records/clock.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import { type CaseState, isOver } from './case-states.ts';

/** Kind of the agenda's rows that look after what is owed in a case; `subject` is the case. */
export const CASE_DUE = 'case-due';

/** What is promised of a case at its filing, and who answers for it. */
export interface CasePromise {
  /** A post of the handbook; the front desk when left out. */
  addressee?: string;
  /** When the whole answer is owed, where the first word is owed earlier. */
  answerDueAt?: number;
}

type Filed = Pick<TicketRow, 'id' | 'estate_id' | 'service' | 'due_at' | 'created_at'>;

/** Begins to look after a case as it is filed; one that promises nothing and goes to the front desk needs no watch. */
export async function watchCase(tx: Tx, ticket: Filed, promise: CasePromise, clock: Clock): Promise<void> {
  const { addressee, answerDueAt } = promise;
  if (ticket.due_at === null && addressee === undefined) return;
  await tx.db
    .insertInto('case_watch')
    .values({
      ticket_id: ticket.id,
      estate_id: ticket.estate_id,
      addressee: addressee ?? 'front-desk',
      raised_to: null,
      alert: null,
      since: ticket.created_at,
      answer_due_at: answerDueAt ?? null,
    })
    .execute();
  if (ticket.due_at !== null) await lookAgain(tx, ticket, clock.now(), clock);
}

/** When to look at what is owed in a case: at once after a change, later as the handbook says. */
export function lookAgain(tx: Tx, ticket: Pick<Filed, 'id' | 'estate_id'>, dueAt: number, clock: Clock): Promise<void> {
  return putOnAgenda(tx, { estateId: ticket.estate_id, kind: CASE_DUE, subject: ticket.id, body: {}, dueAt }, clock);
}

/** In these kinds of case whatever staff do is the first word that was promised. */
const ANY_STEP: ReadonlySet<string> = new Set(['complaint', 'handoff', 'enquiry', 'suggestion']);
/** States in which the promise of a repair is kept though the case goes on. */
const KEPT: ReadonlySet<CaseState> = new Set([
  'visiting',
  'repairing',
  'done',
  'awaiting-payment',
  'awaiting-follow-up',
]);

/** A case has moved on from the state in `before`: what is owed next, if anything. Answers the new due time. */
export async function caseWentOn(tx: Tx, before: TicketRow, to: CaseState, now: number): Promise<number | null> {
  const wasOver = isDone(before.service, before.state);
  if (isDone(before.service, to) || KEPT.has(to)) return owe(tx, before, null, now);
  if (wasOver) return owe(tx, before, await afresh(tx, before, now), now);
  return ANY_STEP.has(before.service) ? firstWordGiven(tx, before, now) : before.due_at;
}

/** The reporter was told something: of what was promised the whole answer is left. Answers the new due time. */
export async function firstWordGiven(tx: Tx, ticket: TicketRow, now: number): Promise<number | null> {
  if (ticket.due_at === null || !ANY_STEP.has(ticket.service)) return ticket.due_at;
  const watch = await watchOf(tx, ticket.id);
  if (watch && watch.answer_due_at === ticket.due_at) return ticket.due_at;
  return owe(tx, ticket, watch?.answer_due_at ?? null, now);
}

/** Nothing is owed until somebody objects. */
function isDone(service: string, state: CaseState): boolean {
  return isOver(service, state) || state === 'answered' || state === 'declined';
}

/** A case that is taken up once more gets as long as it was promised at first. */
async function afresh(tx: Tx, ticket: TicketRow, now: number): Promise<number | null> {
  const watch = await watchOf(tx, ticket.id);
  return watch?.answer_due_at ? now + (watch.answer_due_at - ticket.created_at) : null;
}

function watchOf(tx: Tx, ticketId: string) {
  return tx.db.selectFrom('case_watch').selectAll().where('ticket_id', '=', ticketId).executeTakeFirst();
}

async function owe(tx: Tx, ticket: TicketRow, dueAt: number | null, now: number): Promise<number | null> {
  if (dueAt === ticket.due_at) return dueAt;
  await tx.db.updateTable('ticket').set({ due_at: dueAt }).where('id', '=', ticket.id).execute();
  await tx.db
    .updateTable('case_watch')
    .set({ alert: null, raised_to: null, since: now })
    .where('ticket_id', '=', ticket.id)
    .execute();
  if (dueAt !== null) await lookAgain(tx, ticket, now, { now: () => now, id: systemClock.id });
  else await takeOffAgenda(tx, { estateId: ticket.estate_id, kind: CASE_DUE, subject: ticket.id }, now);
  return dueAt;
}

/** Somebody else answers for a case from now on. */
export async function addressCase(
  tx: Tx,
  ticket: Pick<TicketRow, 'id' | 'estate_id'>,
  addressee: string,
  now: number,
): Promise<void> {
  await tx.db
    .insertInto('case_watch')
    .values({
      ticket_id: ticket.id,
      estate_id: ticket.estate_id,
      addressee,
      raised_to: null,
      alert: null,
      since: now,
      answer_due_at: null,
    })
    .onConflict((oc) => oc.column('ticket_id').doUpdateSet({ addressee }))
    .execute();
}
