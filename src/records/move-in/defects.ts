import type { Selectable } from 'kysely';
import { addTicketEvent, fileTicket } from '#records/cases/tickets.ts';
import type { Clock } from '#records/clock.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { MoveInDefectTable } from '#storage/schemas/move-in.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { holdMoveIn, keepFacts, type MoveInCase } from './case.ts';
import type { MoveInFacts } from './rules.ts';

/** The name of the service that defects are filed under. */
export const RECTIFICATION = 'rectification';

/** So many rechecks in vain bring a defect before the director and the developer (domain 2.9). */
export const ROUNDS_TO_DIRECTOR = 3;

/** A defect as the desk or a guide notes it. */
export interface NewDefect {
  /** Point of the inspection, `C2`, or the letter of the part. */
  code: string;
  level: MoveInDefectTable['level'];
  words: string;
  /** Part and point in words, for the case's answers. */
  told: string;
  /** Ids of photos of the conversation. */
  files: string[];
}

/** A defect with what its ticket says. */
export interface MoveInDefect {
  ticketId: string;
  number: string;
  caseId: string;
  code: string;
  level: MoveInDefectTable['level'];
  state: MoveInDefectTable['state'];
  words: string;
  rounds: number;
  promisedOn: string | null;
}

/** What can happen to a defect. */
export type DefectStep = 'begin' | 'rectified' | 'pass' | 'fail';

/** The state of the ticket by the state of the defect. */
const TICKET_STATE = {
  waiting: 'accepted',
  rectifying: 'rectifying',
  rectified: 'rectifying',
  failed: 'recheck-failed',
  'with-director': 'disputed',
  passed: 'recheck-passed',
} as const satisfies Record<MoveInDefectTable['state'], TicketRow['state']>;

/** Files a defect under a number of its own, `D…`; the case then counts as one with defects. */
export async function fileDefect(
  tx: Tx,
  one: MoveInCase,
  { defect, date, actor }: { defect: NewDefect; date: string; actor: string },
  clock: Clock,
): Promise<MoveInDefect> {
  const ticket = await fileTicket(
    tx,
    {
      estateId: one.estateId,
      conversationId: one.conversationId,
      residentId: one.residentId ?? undefined,
      service: RECTIFICATION,
      letter: 'D',
      date,
      level: defect.level === 'serious' ? 'urgent' : 'ordinary',
      category: 'defect',
      unitCode: one.unitCode,
      place: one.place,
      summary: defect.words,
      answers: { case: one.number, point: defect.told, photos: defect.files },
      actor,
    },
    clock,
  );
  const row = { ticket_id: ticket.id, case_id: one.ticketId, code: defect.code, level: defect.level };
  await tx.db
    .insertInto('move_in_defect')
    .values({ ...row, state: 'waiting', rounds: 0, promised_on: null })
    .execute();
  return {
    ticketId: ticket.id,
    number: ticket.number,
    caseId: one.ticketId,
    code: defect.code,
    level: defect.level,
    state: 'waiting',
    words: defect.words,
    rounds: 0,
    promisedOn: null,
  };
}

/** The defects of a case, in the order of their numbers. */
export async function defectsOf(db: Db, caseId: string): Promise<MoveInDefect[]> {
  const rows = await db
    .selectFrom('move_in_defect as d')
    .innerJoin('ticket as k', 'k.id', 'd.ticket_id')
    .selectAll('d')
    .select(['k.number', 'k.summary'])
    .where('d.case_id', '=', caseId)
    .orderBy('k.created_at')
    .orderBy('k.number')
    .execute();
  return rows.map(toDefect);
}

/** One defect of an estate by its ticket, or undefined. */
export async function findDefect(db: Db, estateId: string, ticketId: string): Promise<MoveInDefect | undefined> {
  const row = await db
    .selectFrom('move_in_defect as d')
    .innerJoin('ticket as k', 'k.id', 'd.ticket_id')
    .selectAll('d')
    .select(['k.number', 'k.summary'])
    .where('d.ticket_id', '=', ticketId)
    .where('k.estate_id', '=', estateId)
    .executeTakeFirst();
  return row && toDefect(row);
}

/** Which state a step leads to; undefined when it cannot be taken from where the defect is. */
export function nextDefectState(
  { state, rounds }: Pick<MoveInDefect, 'state' | 'rounds'>,
  step: DefectStep,
): MoveInDefect['state'] | undefined {
  if (step === 'begin') return state === 'passed' || state === 'rectifying' ? undefined : 'rectifying';
  if (step === 'rectified') return state === 'passed' || state === 'rectified' ? undefined : 'rectified';
  // A recheck looks at what is said to be mended; what was never mended cannot pass.
  if (state !== 'rectified') return undefined;
  if (step === 'pass') return 'passed';
  return rounds + 1 >= ROUNDS_TO_DIRECTOR ? 'with-director' : 'failed';
}

/**
 * Takes a defect a step further and brings its case up to date; undefined when that cannot be from where it is. A recheck that
 * is not passed counts a round, the third goes to the director.
 */
export async function advanceDefect(
  tx: Tx,
  { estateId, ticketId }: { estateId: string; ticketId: string },
  wish: { step: DefectStep; actor: string; reason?: string; promisedOn?: string },
  clock: Clock,
): Promise<{ defect: MoveInDefect; moveIn: MoveInCase } | undefined> {
  const found = await findDefect(tx.db, estateId, ticketId);
  const one = found && (await holdMoveIn(tx, estateId, found.caseId));
  const before = one && (await findDefect(tx.db, estateId, ticketId));
  const state = before && nextDefectState(before, wish.step);
  if (!one || !before || !state) return undefined;
  const rounds = before.rounds + (wish.step === 'fail' ? 1 : 0);
  const promisedOn = wish.promisedOn ?? before.promisedOn;
  const defect = { ...before, state, rounds, promisedOn };
  await keepDefect(tx, defect);
  const detail = { from: before.state, to: state, ...(rounds > 0 ? { rounds } : {}), reason: wish.reason ?? null };
  await addTicketEvent(tx, ticketId, { actor: wish.actor, kind: `defect-${wish.step}`, detail }, clock.now());
  tx.announce({ about: 'ticket', estateId, id: ticketId });
  return { defect, moveIn: await followDefects(tx, one, { actor: wish.actor, of: before.number }, clock.now()) };
}

/** Brings the case into line with its defects: all mended, some being mended, or some mended in vain. */
export async function followDefects(
  tx: Tx,
  before: MoveInCase,
  { actor, of }: { actor: string; of: string },
  now: number,
): Promise<MoveInCase> {
  const facts: MoveInFacts = {
    ...before.facts,
    rectification: rectificationOf(await defectsOf(tx.db, before.ticketId)),
  };
  if (facts.rectification === before.facts.rectification) return before;
  const change = { actor, kind: 'rectification', detail: { of } };
  const state = await keepFacts(tx, before, facts, { change, now });
  return { ...before, facts, state };
}

function rectificationOf(defects: readonly MoveInDefect[]): MoveInFacts['rectification'] {
  const states = new Set(defects.map(({ state }) => state));
  if (states.has('failed') || states.has('with-director')) return 'failed';
  if (states.has('rectifying') || states.has('rectified')) return 'under-way';
  return states.size === 1 && states.has('passed') ? 'passed' : undefined;
}

async function keepDefect(tx: Tx, { ticketId, state, rounds, promisedOn }: MoveInDefect): Promise<void> {
  await tx.db
    .updateTable('move_in_defect')
    .set({ state, rounds, promised_on: promisedOn })
    .where('ticket_id', '=', ticketId)
    .execute();
  const escalated = state === 'with-director' ? { level: 'urgent' as const } : {};
  await tx.db
    .updateTable('ticket')
    .set({ state: TICKET_STATE[state], ...escalated })
    .where('id', '=', ticketId)
    .execute();
}

function toDefect(row: Selectable<MoveInDefectTable> & Pick<TicketRow, 'number' | 'summary'>): MoveInDefect {
  return {
    ticketId: row.ticket_id,
    number: row.number,
    caseId: row.case_id,
    code: row.code,
    level: row.level,
    state: row.state,
    words: row.summary,
    rounds: row.rounds,
    promisedOn: row.promised_on,
  };
}
