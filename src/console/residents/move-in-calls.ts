import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest, notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { localTime } from '#handbook/local-time.ts';
import { findTicket } from '#records/cases/ticket-lists.ts';
import type { Clock } from '#records/clock.ts';
import { findMoveIn, type MoveInCase } from '#records/move-in/case.ts';
import { recordChecks } from '#records/move-in/checks.ts';
import { findDefect } from '#records/move-in/defects.ts';
import { addKeyLine } from '#records/move-in/keys.ts';
import {
  advanceDefectByStaff,
  advanceMoveIn,
  keepFeeSheet,
  moveInRules,
  noteDefectByStaff,
  recordPapers,
} from '#records/move-in/move-in.ts';
import { MOVE_IN_STEPS } from '#records/move-in/rules.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { Tx } from '#storage/storage.ts';
import type { MoveInDetail } from './move-in-api.ts';
import { DECISIONS, type MoveInBooks, toMoveIn } from './show-move-in.ts';

const words = z.string().trim().max(500);
const stepRequest = z.object({ step: z.enum(MOVE_IN_STEPS), reason: words, note: words.optional() });

/** GET tickets/:id/move-in */
export async function showMoveIn(call: StaffCall): Promise<MoveInDetail> {
  const found = await findCase(call);
  return toMoveIn(call.desk.storage.db, found.moveIn, { books: found.books, actor: actorOf(call.me) });
}

/** POST tickets/:id/move-in/steps: what the desks do; what only a manager decides is refused here. */
export const takeMoveInStep = changing(stepRequest, async (about, wish) => {
  if (DECISIONS.has(wish.step)) throw new Refusal(403, 'forbidden', 'Only a manager decides this.');
  return takeStep(about, wish);
});

/** POST tickets/:id/move-in/decisions: leave that is a manager's to give, and going on with what was set aside. */
export const decideMoveIn = changing(stepRequest, async (about, wish) => {
  if (!DECISIONS.has(wish.step)) throw badRequest('This is no decision.', 'step');
  return takeStep(about, wish);
});

async function takeStep({ tx, moveIn, books, clock, actor }: Changing, wish: z.output<typeof stepRequest>) {
  const { step, reason, note } = wish;
  const asked = { step, actor, reason: reason || undefined, note: note || undefined };
  const done = await advanceMoveIn(tx, moveIn, asked, { rules: books.rules, clock });
  return { action: `move-in.${step}`, refused: done && 'refused' in done ? done.refused : undefined };
}

const keys = z.array(z.string().max(80)).max(60);

/** POST tickets/:id/move-in/papers */
export const takePapers = changing(z.object({ seen: keys, missing: keys }), async (about, papers) => {
  const { tx, moveIn, books, clock, actor } = about;
  const done = await recordPapers(tx, moveIn, { ...papers, actor }, { rules: books.rules, clock });
  return { action: 'move-in.papers', refused: done && 'refused' in done ? done.refused : undefined };
});

const code = z.string().regex(/^[A-Z]\d?$/);
const result = z.object({ code, result: z.enum(['pass', 'unchecked']), reason: words.optional() });
const checksRequest = z.object({ checks: z.array(result).min(1).max(120) });

/** POST tickets/:id/move-in/checks: what was looked at and is fine, or was not looked at and why. */
export const takeChecks = changing(checksRequest, async ({ tx, moveIn, clock, actor }, { checks }) => {
  await recordChecks(tx, moveIn, { checks, actor }, clock.now());
  return { action: 'move-in.checks' };
});

const level = z.enum(['serious', 'ordinary', 'minor']);

/** POST tickets/:id/move-in/defects: a defect that a guide notes. */
export const takeDefect = changing(z.object({ code, level, words: words.min(2) }), async (about, defect) => {
  const { tx, moveIn, clock, actor, timeZone } = about;
  const date = localTime(timeZone, clock.now()).date.replaceAll('-', '');
  await noteDefectByStaff(tx, moveIn, { defect: { ...defect, told: defect.code, files: [] }, date, actor }, clock);
  return { action: 'move-in.defect' };
});

const defectStep = z.object({
  step: z.enum(['begin', 'rectified', 'pass', 'fail']),
  reason: words,
  promisedOn: z.string().regex(/^(\d{4}-\d{2}-\d{2})?$/),
});

/** POST tickets/:id/move-in/defects/:defect */
export const takeDefectStep = changing(defectStep, async (about, { step, reason, promisedOn }) => {
  const { tx, moveIn, clock, actor, params } = about;
  const { defect: ticketId = '' } = params;
  const { estateId } = moveIn;
  const defect = await findDefect(tx.db, estateId, ticketId);
  if (defect?.caseId !== moveIn.ticketId) throw notFound();
  const wish = { step, actor, reason: reason || undefined, promisedOn: promisedOn || undefined };
  const done = await advanceDefectByStaff(tx, { estateId, ticketId }, wish, clock);
  return { action: `move-in.defect.${step}`, refused: done ? undefined : 'defect-moved-on' };
});

const keyRequest = z.object({
  kind: z.string().min(1).max(40),
  count: z.number().int().min(1).max(99),
  event: z.enum(['issued', 'returned', 'lost', 'replaced', 'kept', 'used']),
  signer: words,
  idChecked: z.boolean(),
  note: words,
});

/** POST tickets/:id/move-in/keys: one line for the ledger. */
export const takeKeyLine = changing(keyRequest, async ({ tx, moveIn, clock, actor }, line) => {
  const done = await addKeyLine(tx, moveIn, { line, actor }, clock);
  return { action: 'move-in.keys', refused: 'refused' in done ? done.refused : undefined };
});

const amount = z.number().nonnegative().max(100_000_000);
const feeLine = z.object({
  name: words.min(1),
  basis: words.min(1),
  unitPrice: amount,
  quantity: amount,
  period: words,
  amount,
  refundable: z.boolean(),
  payee: words.min(1),
  invoice: words,
});
const feeSheetRequest = z.object({ lines: z.array(feeLine).min(1).max(40) });

/** POST tickets/:id/move-in/fee-sheet: the home's own fee sheet, in place of the one before. */
export const takeFeeSheet = changing(feeSheetRequest, async ({ tx, moveIn, clock, actor }, { lines }) => {
  await keepFeeSheet(tx, moveIn, { lines, actor }, clock.now());
  return { action: 'move-in.fee-sheet' };
});

/** What a change of a case has in hand. */
interface Changing extends Found {
  tx: Tx;
  clock: Clock;
  actor: string;
  params: StaffCall['params'];
}

/** What became of it: its name in the audit, and why the case does not allow it. */
interface Change {
  action: string;
  refused?: string | undefined;
}

/** A call that changes a case in one transaction, with its line in the audit. It answers 409 with why it cannot be. */
function changing<T>(shape: z.ZodType<T>, work: (about: Changing, request: T) => Promise<Change>) {
  return async (call: StaffCall): Promise<void> => {
    const { desk, me, params } = call;
    const found = await findCase(call);
    const request = await readJson(call.req, shape);
    const { moveIn } = found;
    const actor = actorOf(me);
    await desk.storage.transact(async (tx) => {
      const { action, refused } = await work({ ...found, tx, clock: desk.clock, actor, params }, request);
      if (refused) throw new Refusal(409, 'moved-on', 'The case does not allow this now.', { field: refused });
      const entry = { actor, action, subject: `ticket:${moveIn.ticketId}`, estateId: moveIn.estateId };
      await writeAudit(tx, entry, desk.clock.now());
    });
  };
}

interface Found {
  moveIn: MoveInCase;
  books: MoveInBooks;
  timeZone: string;
}

/** The case of a ticket, or of the defect that a ticket is, with the estate's part of the handbook. @throws Refusal 404 */
async function findCase({ desk, me, params }: StaffCall): Promise<Found> {
  const { db } = desk.storage;
  const ticket = await findTicket(db, me.estates, params.id ?? '');
  if (!ticket) throw notFound();
  const defect = await findDefect(db, ticket.estate_id, ticket.id);
  const moveIn = await findMoveIn(db, ticket.estate_id, defect?.caseId ?? ticket.id);
  const estate = desk.handbook.estates().find(({ id }) => id === ticket.estate_id);
  const book = desk.handbook.common?.().moveIn;
  if (!moveIn || !estate?.moveIn || !estate.tariff || !book) throw notFound();
  const own = { moveIn: estate.moveIn, tariff: estate.tariff };
  const books = { estate: own, book, rules: moveInRules(own, { moveIn: book }) };
  return { moveIn, books, timeZone: estate.office.timeZone };
}
