import type { MoveInCase } from '#records/move-in/case.ts';
import { defectsOf } from '#records/move-in/defects.ts';
import { MOVE_IN_EVENTS } from '#records/move-in/move-in.ts';
import type { MoveInStep } from '#records/move-in/rules.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import type { Service } from '../service.ts';
import { offerSlots } from './appointment.ts';
import { exceptionWords } from './book.ts';
import { ownMoveIn } from './own.ts';
import { paperNames } from './paper-names.ts';
import { progressLines } from './progress.ts';
import { tellDefect } from './recheck.ts';

/** Steps after which the resident hears how it goes on from here. */
const GOES_ON: ReadonlySet<MoveInStep> = new Set([
  'check-identity',
  'find-no-defects',
  'accept-with-list',
  'settle-fees',
  'sign',
  'resume',
]);
/** Steps that have words; the others are the office's own. */
const TOLD: ReadonlySet<MoveInStep> = new Set([
  ...GOES_ON,
  'begin-inspection',
  'find-defects',
  'dispute-fees',
  'hand-over-keys',
  'mark-absent',
  'refuse-handover',
  'give-to-director',
  'cancel',
]);

/** What staff did, told in the resident's own conversation. */
export const events: Service['events'] = {
  [MOVE_IN_EVENTS.step]: tellStep,
  [MOVE_IN_EVENTS.papers]: tellMissing,
  [MOVE_IN_EVENTS.defect]: tellDefect,
};

async function caseOf(turn: DeskTurn, value: unknown): Promise<MoveInCase | undefined> {
  const { ticketId } = value as { ticketId: string };
  // Somebody else may speak here by now: then nothing is said.
  return ownMoveIn(turn, ticketId);
}

async function tellStep(turn: DeskTurn, value: unknown): Promise<void> {
  const { step } = value as { step: MoveInStep };
  const one = await caseOf(turn, value);
  if (!one || !TOLD.has(step)) return;
  turn.service = 'move-in';
  turn.steps.add('serve');
  const { number } = one;
  if (step === 'hand-over-keys') turn.steps.add('thank');
  const lead = turn.say(`move-in:told.${step}`, { number });
  if (step === 'mark-absent') return offerSlots(turn, one.ticketId, lead);
  if (step === 'find-defects') return reply(turn, [lead, ...(await defectLines(turn, one))].join('\n'));
  const rest = GOES_ON.has(step) ? await progressLines(turn, one) : [];
  await reply(turn, [lead, ...rest].join('\n'));
}

async function defectLines({ tx, say }: DeskTurn, one: MoveInCase): Promise<string[]> {
  const defects = await defectsOf(tx.db, one.ticketId);
  return defects.map(({ number, words }) => say('move-in:defect.line', { number, words }));
}

/** 收件不全: everything that is missing, once; the appointment stays, nobody is blamed. */
async function tellMissing(turn: DeskTurn, value: unknown): Promise<void> {
  const { missing } = value as { missing: string[] };
  const one = await caseOf(turn, value);
  const book = turn.common.moveIn;
  if (!one || !book) return;
  turn.service = 'move-in';
  turn.steps.add('serve');
  const { say } = turn;
  const names = paperNames(turn, book, missing);
  const says = exceptionWords(turn, 'papers-missing');
  const listed = names.map((name, at) => say('move-in:paper', { at: at + 1, name }));
  const number = say('move-in:provisional', { number: provisionalNumber(one.number) });
  await reply(turn, [...(says ? [says] : []), ...listed, number].join('\n'));
}

/** The number under which papers are taken in until the rest comes. */
function provisionalNumber(number: string): string {
  return `${number}-P`;
}
