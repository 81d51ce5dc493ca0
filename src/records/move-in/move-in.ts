import type { Common, Estate } from '#handbook/handbook.ts';
import { addTicketEvent } from '#records/cases/tickets.ts';
import type { Clock } from '#records/clock.ts';
import { tellDesk } from '#records/desk-events.ts';
import type { Tx } from '#storage/storage.ts';
import { dropClaim, holdMoveIn, keepFacts, type MoveInCase, type OwnFeeSheet } from './case.ts';
import { isMinimumInspected, recordChecks } from './checks.ts';
import {
  advanceDefect,
  type DefectStep,
  fileDefect,
  followDefects,
  type MoveInDefect,
  type NewDefect,
} from './defects.ts';
import { isLedgerSigned, keyLedger } from './keys.ts';
import { type MoveInRefusal, type MoveInStep, takeStep } from './rules.ts';
import { dropSlot } from './slots.ts';

/** The office's events of moving in, which the desk tells in the resident's conversation. */
export const MOVE_IN_EVENTS = {
  step: 'move-in.step',
  papers: 'move-in.papers',
  defect: 'move-in.defect',
} as const;

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
  { rules, clock }: { rules: MoveInRules; clock: Pick<Clock, 'now'> },
): Promise<{ moveIn: MoveInCase } | { refused: MoveInRefusal } | undefined> {
  const before = await holdMoveIn(tx, which.estateId, which.ticketId);
  if (!before) return undefined;
  const { step, actor, reason, note } = wish;
  const taken = takeStep(before.facts, step, {
    keyNeeds: rules.keyNeeds,
    papersMissing: Object.values(before.papers).includes('missing'),
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

/** Cancels a case at the reporter's wish, with its appointment and its claim to the home; false once keys are out. */
export async function cancelMoveIn(
  tx: Tx,
  which: Which,
  { actor, reason }: { actor: string; reason: string },
  now: number,
): Promise<boolean> {
  const about = { rules: { keyNeeds: [], minimum: [] }, clock: { now: () => now } };
  const done = await advanceMoveIn(tx, which, { step: 'cancel', actor, reason: reason || undefined }, about);
  return done !== undefined && 'moveIn' in done;
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

/** Notes a defect that a guide saw, with its result at the point of the inspection. */
export async function noteDefectByStaff(
  tx: Tx,
  one: MoveInCase,
  noted: { defect: NewDefect; date: string; actor: string },
  clock: Clock,
): Promise<MoveInDefect> {
  const { defect, actor } = noted;
  const held = (await holdMoveIn(tx, one.estateId, one.ticketId)) ?? one;
  const filed = await fileDefect(tx, held, noted, clock);
  const checks = [{ code: defect.code, result: 'defect' as const }];
  await recordChecks(tx, one, { checks, actor }, clock.now());
  await followDefects(tx, held, { actor, of: filed.number }, clock.now());
  return filed;
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

async function tell(tx: Tx, one: MoveInCase, name: string, value: Record<string, unknown>, now: number): Promise<void> {
  const { conversationId, ticketId } = one;
  await tellDesk(tx, { conversationId, name, value: { ticketId, ...value } }, now);
}

/** Staff are written as `staff:<id>`; the desk and the resident act in their own names. */
function isStaff(actor: string): boolean {
  return actor.startsWith('staff:');
}
