import type { Common, Estate } from '#handbook/handbook.ts';
import type { MoveInCheckTable } from '#storage/move-in-schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import type { Clock } from './clock.ts';
import { tellDesk } from './desk-events.ts';
import { dropClaim, holdMoveIn, keepFacts, type MoveInCase, type OwnFeeSheet } from './move-in-case.ts';
import { advanceDefect, type DefectStep, type MoveInDefect } from './move-in-defects.ts';
import { isLedgerSigned, keyLedger } from './move-in-keys.ts';
import { isInspected, type MoveInFacts, type MoveInRefusal, type MoveInStep, takeStep } from './move-in-rules.ts';
import { dropSlot } from './move-in-slots.ts';
import { addTicketEvent } from './tickets.ts';

/** The office's events of moving in, which the desk tells in the resident's conversation. */
export const MOVE_IN_EVENTS = {
  step: 'move-in.step',
  papers: 'move-in.papers',
  defect: 'move-in.defect',
} as const;

/** A result at one point of the inspection; what was not looked at says why. */
export interface MoveInCheck {
  code: string;
  result: MoveInCheckTable['result'];
  reason?: string;
}

/** What the handbook wants of every case of an estate. */
export interface MoveInRules {
  keyNeeds: readonly ('signed' | 'fees')[];
  /** Letters of the parts that have to be inspected (RS-03). */
  minimum: readonly string[];
}

interface Which {
  estateId: string;
  ticketId: string;
}

/** The rules in force for an estate. */
export function moveInRules(estate: Pick<Estate, 'moveIn'>, common: Pick<Common, 'moveIn'>): MoveInRules {
  const parts = common.moveIn?.parts ?? [];
  return {
    keyNeeds: estate.moveIn.keyRule?.needs ?? [],
    minimum: parts.filter(({ minimum }) => minimum).map(({ letter }) => letter),
  };
}

const DESK_OF: Partial<Record<MoveInStep, string>> = {
  'check-identity': 'reception',
  'find-no-defects': 'guides',
  'find-defects': 'guides',
  'settle-fees': 'cashier',
  sign: 'service',
};

/** A step of the office, or of the resident, as it is asked for. */
export interface WishedStep {
  step: MoveInStep;
  actor: string;
  reason?: string;
  /** What belongs to it besides, such as the number of a receipt. */
  note?: string;
  /** True when the resident is told in other words. */
  quiet?: boolean;
}

/**
 * Takes a case a step further: the rules decide, the history keeps who, when and why, the desk that did it signs, and the
 * resident is told where staff did it. Undefined when there is no such case.
 */
export async function advanceMoveIn(
  tx: Tx,
  which: Which,
  wish: WishedStep,
  { rules, clock }: { rules: MoveInRules; clock: Clock },
): Promise<{ moveIn: MoveInCase } | { refused: MoveInRefusal } | undefined> {
  const before = await holdMoveIn(tx, which.estateId, which.ticketId);
  if (!before) return undefined;
  const { step, actor, reason, note } = wish;
  const taken = takeStep(before.facts, step, {
    keyNeeds: rules.keyNeeds,
    ledgerSigned: isLedgerSigned(await keyLedger(tx.db, which.ticketId)),
    minimumInspected: await isMinimumInspected(tx.db, which.ticketId, rules),
    actor,
    reason,
  });
  if ('refused' in taken) return taken;
  const now = clock.now();
  const change = { actor, kind: `move-in-${step}`, detail: { reason: reason ?? null, note: note ?? null } };
  const state = await keepFacts(tx, before, taken.facts, { change, now });
  const moveIn = { ...before, facts: taken.facts, state };
  await signDesk(tx, moveIn, wish, now);
  if (step === 'cancel') await giveUp(tx, moveIn, actor, now);
  if (isStaff(actor) && !wish.quiet) await tell(tx, moveIn, MOVE_IN_EVENTS.step, { step }, now);
  return { moveIn };
}

async function signDesk(tx: Tx, one: MoveInCase, { step, actor }: WishedStep, now: number): Promise<void> {
  const desk = DESK_OF[step];
  if (!desk || !isStaff(actor)) return;
  const signatures = { ...one.signatures, [desk]: { by: actor, at: now } };
  await tx.db
    .updateTable('move_in_case')
    .set({ signatures: JSON.stringify(signatures) })
    .where('ticket_id', '=', one.ticketId)
    .execute();
}

async function giveUp(tx: Tx, one: MoveInCase, actor: string, now: number): Promise<void> {
  await dropSlot(tx, one, { purpose: 'handover', actor }, now);
  await dropSlot(tx, one, { purpose: 'recheck', actor }, now);
  await dropClaim(tx, one);
}

/**
 * Keeps which papers were seen at the desk and which are missing. What is missing is told the resident once, all of it; the
 * appointment stays. Returns what is missing now, or why it could not be kept.
 */
export async function recordPapers(
  tx: Tx,
  which: Which,
  { seen, missing, actor }: { seen: readonly string[]; missing: readonly string[]; actor: string },
  about: { rules: MoveInRules; clock: Clock },
): Promise<{ missing: string[] } | { refused: MoveInRefusal } | undefined> {
  const before = await holdMoveIn(tx, which.estateId, which.ticketId);
  if (!before) return undefined;
  if (missing.length > 0 && before.facts.identity !== 'papers-missing') {
    const marked = await advanceMoveIn(tx, which, { step: 'find-papers-missing', actor, quiet: true }, about);
    if (marked && 'refused' in marked) return marked;
  }
  const papers = { ...before.papers };
  for (const key of seen) papers[key] = 'seen';
  for (const key of missing) papers[key] = 'missing';
  await tx.db
    .updateTable('move_in_case')
    .set({ papers: JSON.stringify(papers) })
    .where('ticket_id', '=', which.ticketId)
    .execute();
  const now = about.clock.now();
  const detail = { seen: seen.join(' '), missing: missing.join(' ') };
  await addTicketEvent(tx, which.ticketId, { actor, kind: 'move-in-papers', detail }, now);
  tx.announce({ about: 'ticket', estateId: which.estateId, id: which.ticketId });
  if (missing.length > 0) await tell(tx, before, MOVE_IN_EVENTS.papers, { missing: [...missing] }, now);
  return { missing: [...missing] };
}

/** Keeps results of the inspection; a later result at the same point replaces the earlier one. */
export async function recordChecks(
  tx: Tx,
  which: Which,
  { checks, actor }: { checks: readonly MoveInCheck[]; actor: string },
  now: number,
): Promise<void> {
  for (const { code, result, reason } of checks) {
    const kept = { result, reason: reason ?? null, actor, at: now };
    await tx.db
      .insertInto('move_in_check')
      .values({ ticket_id: which.ticketId, code, ...kept })
      .onConflict((oc) => oc.columns(['ticket_id', 'code']).doUpdateSet(kept))
      .execute();
  }
  const count = (wanted: MoveInCheck['result']) => checks.filter(({ result }) => result === wanted).length;
  const detail = { pass: count('pass'), defect: count('defect'), unchecked: count('unchecked') };
  await addTicketEvent(tx, which.ticketId, { actor, kind: 'move-in-checks', detail }, now);
  tx.announce({ about: 'ticket', estateId: which.estateId, id: which.ticketId });
}

/** The results of a case's inspection by point. */
export async function checksOf(db: Db, ticketId: string): Promise<Map<string, MoveInCheck>> {
  const rows = await db
    .selectFrom('move_in_check')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('code')
    .execute();
  return new Map(rows.map(({ code, result, reason }) => [code, { code, result, reason: reason ?? undefined }]));
}

async function isMinimumInspected(db: Db, ticketId: string, { minimum }: MoveInRules): Promise<boolean> {
  const letters = new Set([...(await checksOf(db, ticketId)).keys()].map((code) => code[0]));
  return minimum.every((letter) => letters.has(letter));
}

/** Keeps the home's own fee sheet, from which amounts may be told to the bound owner. */
export async function keepFeeSheet(
  tx: Tx,
  which: Which,
  { lines, actor }: { lines: OwnFeeSheet['lines']; actor: string },
  now: number,
): Promise<boolean> {
  if (!(await holdMoveIn(tx, which.estateId, which.ticketId))) return false;
  const sheet: OwnFeeSheet = { by: actor, at: now, lines };
  await tx.db
    .updateTable('move_in_case')
    .set({ fee_sheet: JSON.stringify(sheet) })
    .where('ticket_id', '=', which.ticketId)
    .execute();
  await addTicketEvent(tx, which.ticketId, { actor, kind: 'move-in-fee-sheet', detail: { lines: lines.length } }, now);
  tx.announce({ about: 'ticket', estateId: which.estateId, id: which.ticketId });
  return true;
}

/** Takes a defect a step further on the word of staff, and tells the resident. Undefined when it cannot be from where it is. */
export async function advanceDefectByStaff(
  tx: Tx,
  which: Which,
  wish: { step: DefectStep; actor: string; reason?: string; promisedOn?: string },
  clock: Clock,
): Promise<MoveInDefect | undefined> {
  const done = await advanceDefect(tx, which, wish, clock);
  if (!done) return undefined;
  const { defect, moveIn } = done;
  await tell(tx, moveIn, MOVE_IN_EVENTS.defect, { defectId: defect.ticketId, step: wish.step }, clock.now());
  return defect;
}

function tell(tx: Tx, one: MoveInCase, name: string, value: Record<string, unknown>, now: number): Promise<void> {
  const { conversationId, ticketId } = one;
  return tellDesk(tx, { conversationId, name, value: { ticketId, ...value } }, now);
}

/** Staff are written as `staff:<id>`; the desk and the resident act in their own names. */
function isStaff(actor: string): boolean {
  return actor.startsWith('staff:');
}

/** What is still to be done at each desk, in the estate's order (RS-02): done and by whom, open now, or later. */
export interface DeskProgress {
  desk: string;
  status: 'done' | 'now' | 'later';
  by?: string;
  at?: number;
}

/** The four desks of a case in order; a desk is done when what it does is done, whether or not somebody signed there. */
export function deskProgress(one: Pick<MoveInCase, 'facts' | 'signatures'>, order: readonly string[]): DeskProgress[] {
  const { facts, signatures } = one;
  const desks = facts.track === 'handover' ? order : order.filter((desk) => REGISTRATION.has(desk));
  const open = desks.find((desk) => !isDeskDone(facts, desk));
  return desks.map((desk) => {
    const status = isDeskDone(facts, desk) ? 'done' : desk === open ? 'now' : 'later';
    return { desk, status, ...(signatures[desk] ?? {}) };
  });
}

const REGISTRATION: ReadonlySet<string> = new Set(['reception', 'service']);

function isDeskDone(facts: MoveInFacts, desk: string): boolean {
  if (desk === 'reception') return facts.identity === 'checked';
  if (desk === 'guides') return isInspected(facts);
  if (desk === 'cashier') return facts.fees === 'settled' || (facts.exception !== undefined && facts.keys === true);
  return facts.track === 'handover' ? facts.keys === true : facts.signed === true;
}
