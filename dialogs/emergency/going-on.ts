import { says } from '#handbook/wording.ts';
import type { ToldEmergency } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { phoneLine } from '../handoff/handoff.ts';
import { refusedWords } from '../privacy/service.ts';
import { asksAboutOthers } from '../privacy/wish.ts';
import { thankBack } from '../reception/reception.ts';
import { complete, currentEmergency } from './case.ts';
import { noted } from './noted.ts';
import { numbersFor, phoneOf } from './numbers.ts';
import { asksSomething, isForColleagues, leavesOut } from './own-words.ts';
import type { Place } from './place.ts';
import { nextQuestion, questionWords, readAnswers } from './questions.ts';
import { asksWhatToDo, safetyWords } from './safety-words.ts';
import { whereItStands } from './standing.ts';

/** Longer than this (characters), words of danger count more than that it is over. */
const SHORT = 40;
/** Short words about waiting for a person, not about the emergency. */
const ABOUT_WAITING: ReadonlySet<string | undefined> = new Set(['human', 'stop-waiting', 'leave-message']);

/**
 * Goes on with an emergency while the resident waits for a person; true when the message was dealt with here. `aside` answers
 * a question that is about something else.
 */
export async function goOnWithEmergency(turn: DeskTurn, aside: () => Promise<string | undefined>): Promise<boolean> {
  const one = currentEmergency(turn);
  if (!one) return false;
  const { text, understood } = turn.incoming;
  const writesMessage = turn.state.open?.form === 'message' || /^(留言|message)\s*[:：,，]/iu.test(text);
  if (writesMessage || ABOUT_WAITING.has(understood.reply) || text.trim() === '') return false;
  if (await hearOfEmergency(turn)) return true;
  one.at = turn.clock.now();
  if (understood.reply === 'cancel') {
    await keepIt(turn, one);
    return true;
  }
  if (one.kind === 'self-harm') {
    await stay(turn, one);
    return true;
  }
  const beside = asksAboutOthers(turn) ? await refusedWords(turn) : asksSomething(text) ? await aside() : undefined;
  if (!beside) return takeAnswers(turn, one);
  await reply(turn, [beside, ...(one.asking ? [questionWords(turn, one)] : [])].join('\n'));
  return true;
}

/** 「取消」 ends no emergency: who has called for help says that it is over, or does not wait any longer. */
async function keepIt(turn: DeskTurn, one: ToldEmergency): Promise<void> {
  turn.steps.add('answer');
  const words = one.kind === 'self-harm' ? 'emergency:care.again' : 'emergency:notCancelled';
  await reply(turn, [turn.say(words), ...(one.asking ? [questionWords(turn, one)] : [])].join('\n'));
}

/** Meanings of a message that says nothing but where it is, or how many there are. */
const BARE: ReadonlySet<string | undefined> = new Set(['out_of_scope', 'emergency', 'affirm', 'deny']);

/** Whoever no longer waits for a person still answers what was asked. True when the message was such an answer. */
export async function hearAnswer(turn: DeskTurn): Promise<boolean> {
  const one = currentEmergency(turn);
  const { understood } = turn.incoming;
  const { band, intents, faultClass } = understood;
  if (!one?.asking || one.settled || faultClass || (band === 'act' && !BARE.has(intents[0]?.name))) return false;
  const { answers } = readAnswers(turn, { ...one, asking: undefined });
  return Object.keys(answers).length > 0 && takeAnswers(turn, one);
}

/** What is always heard while an emergency is fresh: that it is over, and when somebody comes. */
export async function hearOfEmergency(turn: DeskTurn): Promise<boolean> {
  const one = currentEmergency(turn);
  const { text } = turn.incoming;
  if (!one || one.kind === 'self-harm') return false;
  if (saysItIsOver(turn) || (one.kind === 'collapse' && says(text, turn.common.wordings.emergency.found))) {
    await settle(turn, one);
    return true;
  }
  if (one.settled) return thankedFor(turn);
  const power = phoneOf(turn, 'power');
  const words =
    one.kind === 'outage' && power && says(text, turn.common.wordings.emergency.powerBack)
      ? [turn.say('emergency:powerBack', { numbers: power })]
      : says(text, turn.common.wordings.emergency.coming)
        ? [...(await whereItStands(turn, one)), ...callLines(turn, one)]
        : asksWhatToDo(turn)
          ? [safetyWords(turn, one.kind)]
          : [];
  if (words.length === 0) return false;
  turn.steps.add('answer');
  const said = await takeBeside(turn, one);
  await reply(turn, [...words, ...said, ...(one.asking ? [questionWords(turn, one)] : [])].join('\n'));
  return true;
}

/** The office's number; where it has none, whom to ring in a danger of this kind. */
function callLines(turn: DeskTurn, { kind }: ToldEmergency): string[] {
  const { reception, night } = turn.estate.office.phones;
  return reception.number || night.number ? [phoneLine(turn)] : numbersFor(turn, kind);
}

/** 「我一个人在家，什么时候来」 answers as well as asks. */
async function takeBeside(turn: DeskTurn, one: ToldEmergency): Promise<string[]> {
  const { answers, changed } = readAnswers(turn, { ...one, asking: undefined });
  const keys = Object.keys(answers);
  if (keys.length === 0) return [];
  await complete(turn, one, answers, changed ? 'changed' : 'answered');
  one.asking = nextQuestion(turn, one);
  return noted(turn, one, { keys, changed });
}

/** A word of thanks after it is over is returned, not noted. */
async function thankedFor(turn: DeskTurn): Promise<boolean> {
  const { band, intents } = turn.incoming.understood;
  if (turn.owner !== 'queue' || band !== 'act' || intents[0]?.name !== 'thanks') return false;
  await thankBack(turn);
  return true;
}

/** 「打架那边没事了」 names the danger, and says that it is over. True when it was dealt with here. */
export async function hearsItIsOver(turn: DeskTurn): Promise<boolean> {
  const one = currentEmergency(turn);
  const { text } = turn.incoming;
  if (!one || one.kind === 'self-harm' || turn.owner === 'staff' || text.length > SHORT || !saysItIsOver(turn))
    return false;
  await settle(turn, one);
  return true;
}

function saysItIsOver({ incoming: { text }, common }: Pick<DeskTurn, 'incoming' | 'common'>): boolean {
  const { over, notOver } = common.wordings.emergency;
  return says(text, over) && !says(text, notOver);
}

/** It is said to be over: noted and passed on. Only a person ends it. */
async function settle(turn: DeskTurn, one: ToldEmergency): Promise<void> {
  const again = one.settled;
  one.settled = true;
  one.asking = undefined;
  if (!again) await complete(turn, one, readAnswers(turn, one).answers, 'said-settled');
  await reply(turn, [turn.say('emergency:settled'), phoneLine(turn)].join('\n'));
}

/** Nobody who talks of ending their life is left without an answer, or asked for a form. */
async function stay(turn: DeskTurn, one: ToldEmergency): Promise<void> {
  const before = one.told.includes('stay');
  turn.steps.add('listen');
  if (before) return reply(turn, turn.say('emergency:care.again'));
  one.told.push('stay');
  await reply(turn, turn.say('emergency:care.stay', { numbers: numbersFor(turn, one.kind).join('\n') }));
}

async function takeAnswers(turn: DeskTurn, one: ToldEmergency): Promise<boolean> {
  const { asking } = one;
  const { answers, changed } = readAsked(turn, one);
  const keys = Object.keys(answers);
  if (keys.length > 0) await complete(turn, one, answers, changed ? 'changed' : 'answered');
  else if (!asking) return false;
  // Whoever asks or tells what nothing here can deal with is not left without a word.
  const lead =
    keys.length === 0 && isForColleagues(turn.incoming.understood) ? [turn.say('emergency:colleagueAnswers')] : [];
  if (asking && !isDone(turn, one, keys)) {
    one.askedAgain = true;
    await reply(turn, [...lead, questionWords(turn, one, true)].join('\n'));
    return true;
  }
  if (asking && (keys.includes(asking) || !changed)) one.heard.push(asking);
  one.askedAgain = undefined;
  one.asking = nextQuestion(turn, one);
  turn.steps.add('listen');
  const end = asking ? [turn.say('emergency:done', { number: one.number })] : [];
  const rest = one.asking ? [questionWords(turn, one)] : end;
  await reply(turn, [...lead, ...noted(turn, one, { keys, changed }), ...rest].join('\n'));
  return true;
}

/** What a message says; to a question that was put twice, whatever was said is the answer. */
function readAsked(turn: DeskTurn, one: ToldEmergency): ReturnType<typeof readAnswers> {
  const { asking, askedAgain, answers } = one;
  const read = readAnswers(turn, one);
  if (!asking || Object.keys(read.answers).length > 0) return read;
  const taken = askedAgain ? readAnswers(turn, one, { surely: true }) : read;
  if (asking in taken.answers) return taken;
  const left = askedAgain || leavesOut(turn.incoming.understood);
  const none = { [asking]: answers[asking] ?? { value: null, told: turn.say('asking:none') } };
  return { answers: left ? none : {}, changed: false };
}

/** False when the open question has to be put once more: nothing was said to it, or too little to find the place. */
function isDone(turn: DeskTurn, one: ToldEmergency, keys: string[]): boolean {
  const { asking = '', askedAgain, answers } = one;
  if (leavesOut(turn.incoming.understood) || answers[asking]?.value === null) return true;
  // What says more of the place, and not yet where, is worth a word more; the same once more is not.
  const gotOn = keys.includes(asking) && (answers[asking]?.value as Partial<Place> | undefined)?.words === undefined;
  if (askedAgain && !gotOn) return true;
  return keys.length > 0 && (!keys.includes(asking) || nextQuestion(turn, one) !== asking);
}
