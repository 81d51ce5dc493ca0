import { z } from 'zod';
import { localTime } from '#handbook/local-time.ts';
import { writeAudit } from '#records/audit.ts';
import {
  advanceDefectByStaff,
  advanceMoveIn,
  keepFeeSheet,
  moveInRules,
  noteDefectByStaff,
  recordPapers,
} from '#records/move-in.ts';
import { findMoveIn, type MoveInCase } from '#records/move-in-case.ts';
import { recordChecks } from '#records/move-in-checks.ts';
import { findDefect } from '#records/move-in-defects.ts';
import { addKeyLine } from '#records/move-in-keys.ts';
import { MOVE_IN_STEPS, type MoveInStep } from '#records/move-in-rules.ts';
import { findTicket } from '#records/ticket-lists.ts';
import type { Tx } from '#storage/storage.ts';
import type { StaffCall } from './call.ts';
import type { MoveInDetail } from './move-in-api.ts';
import { check, readJson } from './read-body.ts';
import { notFound, Refusal } from './refusal.ts';
import { DECISIONS, type MoveInBooks, toMoveIn } from './show-move-in.ts';
import { actorOf } from './sign-in.ts';

const words = z.string().trim().max(500);
const stepRequest = z.object({ step: z.enum(MOVE_IN_STEPS), reason: words, note: words.optional() });

/** GET tickets/:id/move-in */
export async function showMoveIn(call: StaffCall): Promise<MoveInDetail> {
  const found = await findCase(call);
  return toMoveIn(call.desk.storage.db, found.moveIn, { books: found.books, actor: actorOf(call.me) });
}

/** POST tickets/:id/move-in/steps: what the desks do; what only a manager decides is refused here. */
export async function takeMoveInStep(call: StaffCall): Promise<void> {
  const wish = await readJson(call.req, stepRequest);
  if (DECISIONS.has(wish.step)) throw new Refusal(403, 'forbidden', 'Only a manager decides this.');
  await takeStepOf(call, wish);
}

/** POST tickets/:id/move-in/decisions: leave to hand over keys, or to go on with what was set aside. */
export async function decideMoveIn(call: StaffCall): Promise<void> {
  const wish = await readJson(call.req, stepRequest);
  check(wish.step, z.enum([...DECISIONS] as [MoveInStep, ...MoveInStep[]]));
  await takeStepOf(call, wish);
}

async function takeStepOf(call: StaffCall, wish: z.output<typeof stepRequest>): Promise<void> {
  const { step, reason, note } = wish;
  await change(call, `move-in.${step}`, async (tx, { moveIn, books }) => {
    const about = { rules: books.rules, clock: call.desk.clock };
    const asked = { step, actor: actorOf(call.me), reason: reason || undefined, note: note || undefined };
    const done = await advanceMoveIn(tx, moveIn, asked, about);
    return done && 'refused' in done ? done.refused : undefined;
  });
}

const keys = z.array(z.string().max(80)).max(60);
const papersRequest = z.object({ seen: keys, missing: keys });

/** POST tickets/:id/move-in/papers */
export async function takePapers(call: StaffCall): Promise<void> {
  const papers = await readJson(call.req, papersRequest);
  await change(call, 'move-in.papers', async (tx, { moveIn, books }) => {
    const about = { rules: books.rules, clock: call.desk.clock };
    const done = await recordPapers(tx, moveIn, { ...papers, actor: actorOf(call.me) }, about);
    return done && 'refused' in done ? done.refused : undefined;
  });
}

const code = z.string().regex(/^[A-Z]\d?$/);
const checksRequest = z.object({
  checks: z
    .array(z.object({ code, result: z.enum(['pass', 'unchecked']), reason: words.optional() }))
    .min(1)
    .max(120),
});

/** POST tickets/:id/move-in/checks: what was looked at and is fine, or was not looked at and why. */
export async function takeChecks(call: StaffCall): Promise<void> {
  const { checks } = await readJson(call.req, checksRequest);
  await change(call, 'move-in.checks', async (tx, { moveIn }) => {
    await recordChecks(tx, moveIn, { checks, actor: actorOf(call.me) }, call.desk.clock.now());
    return undefined;
  });
}

const level = z.enum(['serious', 'ordinary', 'minor']);
const defectRequest = z.object({ code, level, words: words.min(2) });

/** POST tickets/:id/move-in/defects: a defect that a guide notes. */
export async function takeDefect(call: StaffCall): Promise<void> {
  const defect = await readJson(call.req, defectRequest);
  await change(call, 'move-in.defect', async (tx, { moveIn, timeZone }) => {
    const date = localTime(timeZone, call.desk.clock.now()).date.replaceAll('-', '');
    const noted = { defect: { ...defect, told: defect.code, files: [] }, date, actor: actorOf(call.me) };
    await noteDefectByStaff(tx, moveIn, noted, call.desk.clock);
    return undefined;
  });
}

const defectStep = z.object({
  step: z.enum(['begin', 'rectified', 'pass', 'fail']),
  reason: words,
  promisedOn: z.string().regex(/^(\d{4}-\d{2}-\d{2})?$/),
});

/** POST tickets/:id/move-in/defects/:defect */
export async function takeDefectStep(call: StaffCall): Promise<void> {
  const { step, reason, promisedOn } = await readJson(call.req, defectStep);
  await change(call, `move-in.defect.${step}`, async (tx, { moveIn }) => {
    const { defect: id = '' } = call.params;
    const defect = await findDefect(tx.db, moveIn.estateId, id);
    if (defect?.caseId !== moveIn.ticketId) throw notFound();
    const wish = {
      step,
      actor: actorOf(call.me),
      reason: reason || undefined,
      promisedOn: promisedOn || undefined,
    };
    const done = await advanceDefectByStaff(tx, { estateId: moveIn.estateId, ticketId: id }, wish, call.desk.clock);
    return done ? undefined : 'defect-moved-on';
  });
}

const keyRequest = z.object({
  kind: z.string().min(1).max(40),
  count: z.number().int().min(1).max(99),
  event: z.enum(['issued', 'returned', 'lost', 'replaced', 'kept', 'used']),
  signer: words,
  idChecked: z.boolean(),
  note: words,
});

/** POST tickets/:id/move-in/keys: one line for the ledger. */
export async function takeKeyLine(call: StaffCall): Promise<void> {
  const line = await readJson(call.req, keyRequest);
  await change(call, 'move-in.keys', async (tx, { moveIn }) => {
    const done = await addKeyLine(tx, moveIn, { line, actor: actorOf(call.me) }, call.desk.clock);
    return 'refused' in done ? done.refused : undefined;
  });
}

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
export async function takeFeeSheet(call: StaffCall): Promise<void> {
  const { lines } = await readJson(call.req, feeSheetRequest);
  await change(call, 'move-in.fee-sheet', async (tx, { moveIn }) => {
    await keepFeeSheet(tx, moveIn, { lines, actor: actorOf(call.me) }, call.desk.clock.now());
    return undefined;
  });
}

type Found = Awaited<ReturnType<typeof findCase>>;

/** Changes a case in one transaction with its line in the audit. @throws Refusal 409 with why it cannot be, 404 */
async function change(
  call: StaffCall,
  action: string,
  work: (tx: Tx, found: Found) => Promise<string | undefined>,
): Promise<void> {
  const found = await findCase(call);
  const { moveIn } = found;
  await call.desk.storage.transact(async (tx) => {
    const refused = await work(tx, found);
    if (refused) throw new Refusal(409, 'moved-on', 'The case does not allow this now.', { field: refused });
    const entry = { actor: actorOf(call.me), action, subject: `ticket:${moveIn.ticketId}`, estateId: moveIn.estateId };
    await writeAudit(tx, entry, call.desk.clock.now());
  });
}

/** The case of a ticket, or of the defect that a ticket is, with the estate's part of the handbook. @throws Refusal 404 */
async function findCase({
  desk,
  me,
  params,
}: StaffCall): Promise<{ moveIn: MoveInCase; books: MoveInBooks; timeZone: string }> {
  const { db } = desk.storage;
  const ticket = await findTicket(db, me.estates, params.id ?? '');
  if (!ticket) throw notFound();
  const defect = await findDefect(db, ticket.estate_id, ticket.id);
  const moveIn = await findMoveIn(db, ticket.estate_id, defect?.caseId ?? ticket.id);
  const estate = desk.handbook.estates().find(({ id }) => id === ticket.estate_id);
  const book = desk.handbook.common?.().moveIn;
  if (!moveIn || !estate?.moveIn || !book) throw notFound();
  const own = { moveIn: estate.moveIn };
  const books = { estate: own, book, rules: moveInRules(own, { moveIn: book }) };
  return { moveIn, books, timeZone: estate.office.timeZone };
}
