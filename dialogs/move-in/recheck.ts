import { instantOf, localTime } from '#handbook/local-time.ts';
import type { MoveInCase } from '#records/move-in/case.ts';
import { advanceDefect, type DefectStep, defectsOf, findDefect, type MoveInDefect } from '#records/move-in/defects.ts';
import { dayWords } from '../day-words.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import type { Begin } from '../service.ts';
import { topics } from '../topics.ts';
import { beginAppointment, offerSlots } from './appointment.ts';
import { exceptionWords } from './book.ts';
import { ownMoveIn } from './own.ts';
import { recheckResult } from './wishes.ts';

const WHEN = /约|预约|什么时候.{0,4}(复验|来看)|几时复验|复验时间|\b(book|appointment|schedule|when)\b/iu;

/** Says what became of a defect in the office. */
export async function tellDefect(turn: DeskTurn, value: unknown): Promise<void> {
  const { ticketId, defectId, step } = value as { ticketId: string; defectId: string; step: DefectStep };
  const { tx, conversation } = turn;
  const one = await ownMoveIn(turn, ticketId);
  const defect = await findDefect(tx.db, conversation.estate_id, defectId);
  if (!one || !defect) return;
  turn.service = 'move-in';
  turn.steps.add('serve');
  await sayAfter(turn, one, { defect, step });
}

/** The words after a step of a defect; what is mended all is rechecked together. */
async function sayAfter(
  turn: DeskTurn,
  one: MoveInCase,
  { defect, step }: { defect: MoveInDefect; step: DefectStep },
): Promise<void> {
  const { say } = turn;
  const values = { number: defect.number, words: defect.words, rounds: defect.rounds };
  if (step === 'begin') {
    const day = defect.promisedOn ? dayOf(turn, defect.promisedOn) : undefined;
    return reply(
      turn,
      day ? say('move-in:defect.begunUntil', { ...values, day }) : say('move-in:defect.begun', values),
    );
  }
  if (step === 'fail') return sayFailed(turn, defect);
  const defects = await defectsOf(turn.tx.db, one.ticketId);
  const open = defects.filter(({ state }) => state !== 'passed');
  if (step === 'pass') {
    const rest = open.length > 0 ? say('move-in:defect.left', { count: open.length }) : say('move-in:defect.allPassed');
    return reply(turn, [say('move-in:defect.passed', values), rest].join('\n'));
  }
  const waits = open.filter(({ state }) => state !== 'rectified').length;
  if (waits > 0) return reply(turn, say('move-in:defect.rectifiedSome', { ...values, count: waits }));
  await offerSlots(turn, one.ticketId, say('move-in:defect.rectifiedAll', values), 'recheck');
}

async function sayFailed(turn: DeskTurn, defect: MoveInDefect): Promise<void> {
  const { say } = turn;
  const values = { number: defect.number, words: defect.words, rounds: defect.rounds };
  if (defect.state === 'with-director') return reply(turn, say('move-in:defect.withDirector', values));
  const lead = exceptionWords(turn, 'recheck-failed');
  await reply(turn, [...(lead ? [lead] : []), say('move-in:defect.failed', values)].join('\n'));
}

function dayOf(turn: DeskTurn, date: string): string {
  return dayWords(turn, instantOf(turn.estate.office.timeZone, { date, minutes: 0 }));
}

/** A message about rectification: its result, an appointment for the recheck, or how it stands. */
export async function hearRecheck(turn: DeskTurn, begin: Begin, one: MoveInCase): Promise<void> {
  const { text } = turn.incoming;
  const defects = await defectsOf(turn.tx.db, one.ticketId);
  const result = recheckResult(text);
  if (result) return takeResult(turn, defects, result);
  if (WHEN.test(text) && defects.some(({ state }) => state === 'rectified'))
    return beginAppointment(turn, begin, one, 'recheck');
  await tellDefects(turn, defects);
}

/** How each defect stands, honestly. */
export async function tellDefects(turn: DeskTurn, defects: readonly MoveInDefect[]): Promise<void> {
  const { say } = turn;
  turn.steps.add('answer');
  if (defects.length === 0) return offer(turn, say('move-in:defect.none'), topics(say, ['human']));
  const lines = defects.map(({ number, words, state, promisedOn }) => {
    const told = say(`move-in:defect.state.${state}`);
    const day =
      promisedOn && state !== 'passed' ? say('move-in:defect.promised', { day: dayOf(turn, promisedOn) }) : '';
    return say('move-in:defect.stands', { number, words, state: told + day });
  });
  const waiting = defects.some(({ state }) => state === 'rectified');
  const late = defects.some((one) => isLate(turn, one)) ? exceptionWords(turn, 'rectification-late') : undefined;
  const rest = waiting ? say('move-in:defect.mayBook') : (late ?? say('move-in:defect.weTell'));
  await reply(turn, [say('move-in:defect.head'), ...lines, rest].join('\n'));
}

/** True when the day the developer named is over and the defect is not mended. */
function isLate({ estate, clock }: DeskTurn, { promisedOn, state }: MoveInDefect): boolean {
  const today = localTime(estate.office.timeZone, clock.now()).date;
  return promisedOn !== null && promisedOn < today && state !== 'passed' && state !== 'rectified';
}

/** The result of a recheck on the resident's word; where several wait for one, which of them is asked. */
async function takeResult(turn: DeskTurn, defects: readonly MoveInDefect[], step: 'pass' | 'fail'): Promise<void> {
  const { say, incoming } = turn;
  const waiting = defects.filter(({ state }) => state === 'rectified');
  const named = defects.filter(
    ({ number, words }) => incoming.text.includes(number) || sharesWords(incoming.text, words),
  );
  const meant = named.length > 0 ? named.filter((one) => waiting.includes(one)) : waiting;
  const [only, ...others] = meant;
  if (!only) return tellDefects(turn, named.length > 0 ? named : defects);
  if (others.length === 0) return recordResult(turn, only, step);
  const move = step === 'pass' ? 'move-in.passed' : 'move-in.failed';
  await offer(
    turn,
    say(`move-in:defect.which.${step}`),
    meant.map(({ ticketId, number, words }) => ({
      move,
      label: say('move-in:defect.line', { number, words }),
      value: ticketId,
    })),
  );
}

/** True when two Chinese characters or an English word in a row are common to both, beyond what all share. */
function sharesWords(text: string, words: string): boolean {
  const han = [...words.matchAll(/(?=(\p{Script=Han}{2}))/gu)].map(([, pair]) => pair ?? '');
  const english = words.toLowerCase().match(/[a-z]{4,}/gu) ?? [];
  return han.some((pair) => text.includes(pair)) || english.some((word) => text.toLowerCase().includes(word));
}

/** One of the defects offered was meant. */
export async function takeNamedResult(turn: DeskTurn, step: 'pass' | 'fail', ticketId = ''): Promise<void> {
  const defect = await findDefect(turn.tx.db, turn.conversation.estate_id, ticketId);
  const one = defect && (await ownMoveIn(turn, defect.caseId));
  if (defect && one) await recordResult(turn, defect, step);
}

async function recordResult(turn: DeskTurn, { ticketId }: MoveInDefect, step: 'pass' | 'fail'): Promise<void> {
  const { tx, clock, conversation, incoming } = turn;
  const which = { estateId: conversation.estate_id, ticketId };
  const wish = { step, actor: 'resident', reason: incoming.text.slice(0, 200) };
  const done = await advanceDefect(tx, which, wish, clock);
  if (!done) return;
  turn.steps.add('serve');
  await sayAfter(turn, done.moveIn, { defect: done.defect, step });
}
