import { advanceMoveIn, moveInRules } from '#records/move-in/move-in.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { askPeople } from '../enquiry/ask-people.ts';
import { passToPerson } from '../handoff/handoff.ts';
import { exceptionWords, saidOf } from './book.ts';
import { asksOwnAmount, type FeeWish, feeWish, feeWords, ownAmounts } from './fees.ts';
import { asksHowToInspect, asksOrder, contractWords, guideWords, isContractDispute, orderWords } from './guide.ts';
import { papersText } from './kind.ts';
import { currentMoveIn } from './own.ts';
import { signedOrHanded } from './signed.ts';
import { isAboutMoveIn, wishOf } from './wishes.ts';

const ANGRY =
  /骗子|骗人|坑人|坑钱|垃圾|混蛋|王八|他妈|你妈|什么玩意|气死|忍无可忍|太过分|欺负人|不要脸|滚蛋|\b(scam|bullshit|damn|disgusting|ridiculous|furious|liars?|idiots?|fed up)\b/iu;

/** Looks at a message while a form of moving in is open: anger goes to a person, side questions are answered first. */
export async function heed(turn: DeskTurn): Promise<string | true | undefined> {
  const { text, files } = turn.incoming;
  if (ANGRY.test(text)) {
    await calmly(turn);
    return true;
  }
  const isInspecting = turn.state.open?.form === 'move-in:inspection';
  if (files.length > 0 && !isInspecting) return turn.say('move-in:noPhotos');
  if (isInspecting && !isQuestion(text)) return undefined;
  const beside = await sideAnswer(turn);
  if (typeof beside === 'string') turn.steps.add('answer');
  return beside ?? unanswered(turn);
}

/** The certainty from which the office's knowledge will answer by itself. */
const SURE = 0.5;

/** A question about moving in that nobody here can answer is asked of people, and the form goes on. */
async function unanswered(turn: DeskTurn): Promise<string | undefined> {
  const { text, understood } = turn.incoming;
  const known = (understood.answers?.[0]?.score ?? 0) >= SURE || understood.entities.length > 0;
  const kinds = saidOf(text, turn.common.moveIn?.kinds ?? []);
  if (known || kinds.length > 0 || !isQuestion(text) || !isAboutMoveIn(turn)) return undefined;
  return askPeople(turn, { words: text });
}

/** Somebody is upset: one line of sympathy, then a person at once. */
export async function calmly(turn: DeskTurn): Promise<void> {
  await passToPerson(turn, 'policy', { lead: exceptionWords(turn, 'angry') });
}

/** True for words of anger. */
export function isAngry(text: string): boolean {
  return ANGRY.test(text);
}

/** The answer to a question about fees, order, inspection or the sale; true when a person was called for it. */
export async function sideAnswer(turn: DeskTurn): Promise<string | true | undefined> {
  const { text } = turn.incoming;
  const book = turn.common.moveIn;
  if (!book) return undefined;
  const ofForm = answerOfForm(turn);
  if (ofForm) return ofForm;
  if (isContractDispute(text)) return contractWords(turn);
  const wish = feeWish(text, book);
  if (wish) return answerFees(turn, wish);
  if (asksHowToInspect(text)) return guideWords(turn, text);
  const papers = signedOrHanded(turn, text);
  if (papers) return papers;
  return asksOrder(text) ? orderWords(turn) : undefined;
}

/** What may be asked of the registration while it is open: the papers once more, and how far it is. */
function answerOfForm({ incoming, state, estate, common, clock, say }: DeskTurn): string | undefined {
  const { open, locale } = state;
  if (open?.form !== 'move-in' || open.asking === 'kind') return undefined;
  const wish = wishOf(incoming.text);
  if (wish === 'progress') return say('move-in:inForm');
  const about = { answers: open.answers, estate, common, clock, say, locale };
  const saysKind = saidOf(incoming.text, common.moveIn?.kinds ?? []).length > 0;
  return wish === 'papers' && !saysKind ? papersText(about) : undefined;
}

async function answerFees(turn: DeskTurn, wish: FeeWish): Promise<string | true> {
  if (wish.kind === 'dispute') {
    await disputeFees(turn);
    return true;
  }
  if (wish.kind !== 'gate' && asksOwnAmount(turn.incoming.text)) {
    const general = wish.kind === 'some' ? [feeWords(turn, wish)] : [];
    return [...general, await ownAmounts(turn, await currentMoveIn(turn))].join('\n');
  }
  return feeWords(turn, wish);
}

/** 缴费异议: noted in the case where there is one, the inspection goes on, a person explains. */
async function disputeFees(turn: DeskTurn): Promise<void> {
  const { tx, clock, common, estate, conversation, say, incoming } = turn;
  const one = await currentMoveIn(turn);
  const noted =
    one &&
    (await advanceMoveIn(
      tx,
      { estateId: conversation.estate_id, ticketId: one.ticketId },
      { step: 'dispute-fees', actor: 'resident', reason: incoming.text.slice(0, 200) },
      { rules: moveInRules(estate, common), clock },
    ));
  const says = exceptionWords(turn, 'fee-refused');
  const number = one && noted && 'moveIn' in noted ? [say('move-in:fee.disputeNoted', { number: one.number })] : [];
  const lead = [...number, ...(says ? [says] : [])].join('\n');
  await passToPerson(turn, 'asked', { lead });
}
