import { localValue } from '#handbook/local-values.ts';
import { says } from '#handbook/wording.ts';
import { isCorrection, isQuestion } from '#understanding/turns-of-speech.ts';
import type { Answers, OpenForm } from '../desk-state.ts';
import { type DeskTurn, type MessageFile, reply } from '../desk-turn.ts';
import { passToPerson } from '../handoff/handoff.ts';
import { asks, kindOf } from './category.ts';
import { toRestate } from './own-words.ts';
import {
  answerInsult,
  asksElsewhere,
  asksLaw,
  asksWhoTheyAre,
  demandsMoney,
  feesWords,
  isGrievance,
  isTiredOfMenus,
  noiseWords,
  policeNumber,
  refuseWho,
  routesWords,
  withholdsFee,
} from './side-words.ts';
import { needsPersonAtOnce } from './weigh.ts';
import { addedTo } from './what.ts';

/** Looks at a message of somebody who complains before it is read: what must not wait, what is no answer, what is told besides. */
export async function heed(turn: DeskTurn): Promise<string | true | undefined> {
  const { incoming, state, common, say } = turn;
  const { open } = state;
  if (!open) return undefined;
  if (needsPersonAtOnce(incoming.text, common)) {
    await callPersonAtOnce(turn);
    return true;
  }
  const patient = !isTiredOfMenus(turn);
  const insulted = answerInsult(turn);
  if (insulted) return insulted;
  if (patient && isTiredOfMenus(turn)) await reply(turn, say('complaint:insulted.again'));
  if (asksWhoTheyAre(turn)) return answered(turn, await refuseWho(turn));
  const beside = besides(turn, open);
  if (beside) return beside;
  const photos = keepPhotos(turn, open);
  return photos ?? keepMore(turn, open);
}

/** A threat or harm to a child: a person takes over, whatever is written down already. */
export async function callPersonAtOnce(turn: DeskTurn): Promise<void> {
  const { say } = turn;
  const number = policeNumber(turn);
  const lines = [say('complaint:personAtOnce'), ...(number ? [say('complaint:dangerFirst', { number })] : [])];
  turn.service = 'complaint';
  await passToPerson(turn, 'escalated', { level: 'critical', lead: lines.join('\n') });
}

/** What is said to a message that is no answer. What bears on the complaint is kept with it. */
function besides(turn: DeskTurn, open: OpenForm): string | undefined {
  const { asking, answers } = open;
  if (withholdsFee(turn)) return answered(turn, feesWords(turn));
  if (kindOf(answers).code === 'C08' && asksLaw(turn)) {
    keepQuestion(turn, open);
    return answered(turn, noiseWords(turn));
  }
  if (asksElsewhere(turn) && (answers.what || isQuestion(turn.incoming.text))) {
    keepWords(turn, open);
    return answered(turn, routesWords(turn));
  }
  if (demandsMoney(turn) && answers.what && asking !== 'wish' && asking !== 'what') {
    keepWords(turn, open);
    return turn.say('complaint:compensation');
  }
  return undefined;
}

function answered({ steps }: DeskTurn, words: string): string {
  steps.add('answer');
  return words;
}

/** A photo that nobody asked for. */
function keepPhotos({ incoming: { files, text }, state, say }: DeskTurn, open: OpenForm): string | undefined {
  if (files.length === 0 || asks(open.answers, 'photo')) return undefined;
  const all = [...((open.answers.photo?.value as MessageFile[] | null | undefined) ?? []), ...files];
  const photo = { value: all, told: say('asking:photos', { count: all.length }) };
  state.open = { ...open, answers: { ...open.answers, photo } };
  return text.trim() === '' ? say('complaint:photoNoted') : undefined;
}

/** Questions whose answer is in any words. */
const ANY_WORDS: ReadonlySet<string> = new Set(['what', 'category', 'sound', 'whom', 'wish', 'change']);
const ANSWERS: ReadonlySet<string> = new Set(['phone', 'dwelling', 'person-name']);

/** More of the matter while something else is asked: it is added, so that everybody may finish. */
function keepMore(turn: DeskTurn, open: OpenForm): string | undefined {
  const { understood, text } = turn.incoming;
  const { asking = '' } = open;
  if (!open.answers.what || ANY_WORDS.has(asking) || understood.reply || understood.ordinal) return undefined;
  const knowsNot = asking === 'contact' && KNOWS_NOT.test(text);
  if (!(isGrievance(turn) || knowsNot) || (asking === 'ongoing' && text.length < 10)) return undefined;
  if ((asking === 'when' && saysWhen(turn)) || (asking === 'source' && saysWhence(turn))) return undefined;
  keepWords(turn, open);
  const answersToo =
    asking === 'ongoing' ||
    isCorrection(text) ||
    understood.entities.some(({ type }) => ANSWERS.has(type) || (type === 'place' && asking === 'where'));
  return answersToo ? undefined : turn.say('complaint:added');
}

/** 「不知道是哪家的」 to the phone is more of the matter; 「不知道」 alone is none. */
const KNOWS_NOT = /^(不知道|不清楚|没看清|没看到)\p{Script=Han}{2,}/u;

function saysWhence({ incoming: { understood, text }, common }: DeskTurn): boolean {
  const place = understood.entities.some(({ type }) => type === 'dwelling' || type === 'place');
  return place || common.complaint.noise.sources.some(({ words }) => says(text, words));
}

function saysWhen({ incoming: { understood, text }, common }: DeskTurn): boolean {
  return (
    understood.entities.some(({ type }) => type === 'time' || type === 'duration') || says(text, common.complaint.often)
  );
}

function keepWords({ incoming, state, common, say }: DeskTurn, open: OpenForm): void {
  const { what } = open.answers;
  const more = toRestate(incoming.understood, common);
  // Said once more, it is no more of it.
  if (!what || more === '' || what.told.includes(more)) return;
  const answers: Answers = { ...open.answers, what: addedTo(what, more, say) };
  state.open = { ...open, answers };
}

/** What the handbook leaves open goes to people with the complaint. */
function keepQuestion({ incoming: { text }, state, estate, common }: DeskTurn, open: OpenForm): void {
  if (localValue(estate, common.complaint.worksHours)) return;
  const told = text.trim().slice(0, 100);
  state.open = { ...open, answers: { ...open.answers, question: { value: told, told } } };
}
