import type { MoveInCase } from '#records/move-in/case.ts';
import { defectsOf } from '#records/move-in/defects.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import { entities } from '../asking/form.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import { letMeAsk } from '../enquiry/enquiry.ts';
import type { Begin } from '../service.ts';
import { topics } from '../topics.ts';
import { askWhatToCancel, beginAppointment } from './appointment.ts';
import { moveInBook, saidOf } from './book.ts';
import { feeWish } from './fees.ts';
import { moveInForm } from './form.ts';
import { calmly, isAngry, sideAnswer } from './heed.ts';
import { beginInspection } from './inspection.ts';
import { papersText } from './kind.ts';
import { currentMoveIn, ownMoveIns } from './own.ts';
import { tellProgress } from './progress.ts';
import { hearRecheck } from './recheck.ts';
import { asksWhatIsSigned } from './signed.ts';
import { isAhead } from './slot.ts';
import { isAboutMoveIn, isOtherMatter, type MoveInWish, recheckResult, setsOut, wishOf } from './wishes.ts';

/** Looks at a message outside a form: true when it was about moving in and is dealt with. */
export async function hear(turn: DeskTurn, begin: Begin): Promise<boolean> {
  const { text, understood } = turn.incoming;
  const about = isAboutMoveIn(turn);
  const wish = wishOf(text);
  const money = !about && !wish && namesOwnFees(turn);
  const time = !about && !wish && turn.service === 'move-in' && entities(understood, 'time').length > 0;
  if (!about && !money && !time && (!wish || isOtherMatter(text))) return false;
  const one = await currentMoveIn(turn);
  if (!about && !one) return false;
  // Somebody with a case may speak of something else: of moving in only where that was spoken of last.
  if (!about && !money && !time && turn.service !== 'move-in' && wish !== 'recheck') return false;
  if (time) return one !== undefined && bookWhatWaits(turn, begin, one);
  if (money) return one !== undefined && !one.facts.keys && sayBeside(turn, one);
  const done = await take(turn, begin, { wish, one, about });
  if (done) turn.service = 'move-in';
  return done;
}

interface Heard {
  wish: MoveInWish | undefined;
  one: MoveInCase | undefined;
  about: boolean;
}

async function take(turn: DeskTurn, begin: Begin, heard: Heard): Promise<boolean> {
  const { about, wish, one } = heard;
  if (about && isAngry(turn.incoming.text)) {
    await calmly(turn);
    return true;
  }
  if (!moveInBook(turn)) return false;
  if (one && (await takeOwn(turn, begin, { ...heard, one }))) return true;
  if (!about) return false;
  if (one === undefined && wantsToBegin(turn, wish)) return beginForm(begin);
  if (await sayBeside(turn, one)) return true;
  if (one === undefined && wish === undefined && !isQuestion(turn.incoming.text) && setsOut(turn))
    return beginForm(begin);
  if (isUnknownQuestion(turn)) {
    await letMeAsk(turn, turn.incoming.text);
    return true;
  }
  if (one || !wish) return false;
  await offer(turn, turn.say('move-in:noCase'), beginOffer(turn));
  return true;
}

/** From here on the office's knowledge may hold an answer, and is asked first. */
const PERHAPS = 0.12;

/** A question about moving in that nothing else would answer. */
function isUnknownQuestion({ incoming: { text, understood } }: DeskTurn): boolean {
  return isQuestion(text) && understood.band !== 'act' && (understood.answers?.[0]?.score ?? 0) < PERHAPS;
}

async function beginForm(begin: Begin): Promise<true> {
  await begin(moveInForm.name);
  return true;
}

/** Asks for papers or a time, or says which kind of owner they are. */
function wantsToBegin({ common, incoming }: DeskTurn, wish: MoveInWish | undefined): boolean {
  const { text } = incoming;
  if (asksWhatIsSigned(text)) return false;
  if (wish !== undefined) return wish === 'papers' || wish === 'book';
  return saidOf(text, common.moveIn?.kinds ?? []).length > 0;
}

/** True for a fee of the handover by its name; whoever has a case means the handover's. */
function namesOwnFees({ common, incoming }: DeskTurn): boolean {
  const wish = common.moveIn && feeWish(incoming.text, common.moveIn);
  return wish !== undefined && wish.kind !== 'all';
}

/** Answers a question about fees, order, inspection or the sale, if it is one. */
async function sayBeside(turn: DeskTurn, one: MoveInCase | undefined): Promise<boolean> {
  const beside = await sideAnswer(turn);
  if (!beside) return false;
  turn.service = 'move-in';
  if (beside === true) return true;
  turn.steps.add('answer');
  await offer(turn, beside, one ? [] : beginOffer(turn));
  return true;
}

/** What somebody with a case may want of it. */
async function takeOwn(
  turn: DeskTurn,
  begin: Begin,
  { wish, one, about }: Heard & { one: MoveInCase },
): Promise<boolean> {
  const { text } = turn.incoming;
  if (wish === 'recheck') {
    const defects = await defectsOf(turn.tx.db, one.ticketId);
    // 「还是漏」 is the result of a recheck only where one is due; else it may be a repair.
    if (recheckResult(text) && !about && !defects.some(({ state }) => state === 'rectified')) return false;
    await hearRecheck(turn, begin, one);
  } else if (wish === 'inspect') await beginInspection(turn, begin, one);
  else if (wish === 'cancel') await askWhatToCancel(turn, one);
  else if (wish === 'progress') await tellWhich(turn, one);
  else if (wish === 'reschedule' || (wish === 'book' && about)) await book(turn, begin, one);
  else if (wish === 'papers' && !saysOtherKind(turn, one)) await tellPapers(turn, one);
  else return false;
  return true;
}

function saysOtherKind({ common, incoming }: DeskTurn, one: MoveInCase): boolean {
  const said = saidOf(incoming.text, common.moveIn?.kinds ?? []).at(-1);
  return said !== undefined && said.key !== one.kind;
}

async function tellPapers(turn: DeskTurn, one: MoveInCase): Promise<void> {
  const answers = { kind: { value: one.kind, told: '' } };
  const words = papersText({ ...turn, answers, locale: turn.state.locale });
  turn.steps.add('answer');
  await reply(turn, words ?? turn.say('move-in:openAlready'));
}

async function book(turn: DeskTurn, begin: Begin, one: MoveInCase): Promise<void> {
  if (one.facts.track === 'registration' || one.facts.arrived) return tellProgress(turn, one);
  const asks = isQuestion(turn.incoming.text) && wishOf(turn.incoming.text) === 'book' && isAhead(turn, one.slot);
  await (asks ? tellProgress(turn, one) : beginAppointment(turn, begin, one, 'handover'));
}

/** A time said after times were offered: for the recheck that waits for one, or the handover. */
async function bookWhatWaits(turn: DeskTurn, begin: Begin, one: MoveInCase): Promise<boolean> {
  const defects = await defectsOf(turn.tx.db, one.ticketId);
  const isMended = defects.some(({ state }) => state === 'rectified');
  const isOpen = one.facts.track === 'handover' && !one.facts.arrived && !isAhead(turn, one.slot);
  if (!isMended && !isOpen) return false;
  await beginAppointment(turn, begin, one, isMended ? 'recheck' : 'handover');
  return true;
}

/** Somebody with several homes is asked which of them is meant. */
async function tellWhich(turn: DeskTurn, one: MoveInCase): Promise<void> {
  const cases = (await ownMoveIns(turn)).filter(({ state }) => state !== 'archived');
  if (cases.length < 2) return tellProgress(turn, one);
  const offers = cases.map(({ number, place, ticketId }) => ({
    move: 'move-in.progress',
    label: turn.say('move-in:caseLabel', { number, where: place }),
    value: ticketId,
  }));
  await offer(turn, turn.say('move-in:whichCase'), offers);
}

function beginOffer({ say }: DeskTurn) {
  return [{ move: 'move-in.begin', label: say('move-in:beginLabel') }, ...topics(say, ['human'])];
}

/** The intent alone: a case that is open is told, a new one begun; what only sounds alike goes to the office's knowledge. */
export async function start(turn: DeskTurn, begin: Begin): Promise<void> {
  const { text } = turn.incoming;
  const asks = isQuestion(text) && !wishOf(text) && !wantsToBegin(turn, undefined);
  if (!moveInBook(turn) || isOtherMatter(text) || asks) return letMeAsk(turn, text);
  const one = await currentMoveIn(turn);
  if (one && one.state !== 'archived' && !saysOtherKind(turn, one)) return tellProgress(turn, one);
  await begin(moveInForm.name);
}
