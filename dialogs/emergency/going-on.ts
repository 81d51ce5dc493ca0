import { hasReachedAnybody } from '#records/page-lists.ts';
import { findPage } from '#records/pages.ts';
import type { ToldEmergency } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { phoneLine } from '../handoff/handoff.ts';
import { thankBack } from '../reception/reception.ts';
import { complete, currentEmergency } from './case.ts';
import { numbersFor, phoneOf } from './numbers.ts';
import { nextQuestion, questionWords, readAnswers } from './questions.ts';

const SETTLED =
  /没事了|误报|虚惊|搞错了|弄错了|看错了|不用(再)?(派人|过)?来了|已经.{0,6}(扑灭|灭了|救出|放出|出来了|解决|修好|关(掉|上|好)了|控制住|恢复|来电)|来电了|火灭了|出来了|false alarm|(it'?s|it is|that'?s|we'?re|i'?m|they'?re|everything is|all) (over|out now|out safely|safe now|fine now|ok(ay)? now|solved|sorted|under control)|no longer (needed|an emergency)|power is back/iu;
const STILL = /没有?(出来|灭|解决|扑灭)|还没|还在|又|not (out|over|solved)|still/iu;
/** Longer than this (characters), words of danger count more than that it is over. */
const SHORT = 40;
const WHEN =
  /多久|什么时候(能|会|可以|才)?(到|来)|几点(能|会)?(到|来)|来了(吗|没)|到(哪|了吗)|有人来|怎么还(没|不)(来|到)|人呢|有没有人|有人(吗|在)|快点|快来|赶紧来|快一点|how long|when (will|is|are|can|do).{0,30}(come|coming|arrive|here|get)|where are (you|they)|is (someone|anyone|anybody|somebody) (coming|there)|on (the|their) way|hurry|come quick/iu;
const POWER =
  /什么时候.{0,6}(来电|通电|恢复|送电)|几点.{0,4}(来电|送电)|多久.{0,6}(来电|恢复)|when .{0,20}(power|electricity|light)|how long .{0,20}(power|electricity|outage)/iu;
/** Short words about waiting for a person, not about the emergency. */
const ABOUT_WAITING: ReadonlySet<string | undefined> = new Set(['human', 'cancel', 'stop-waiting', 'leave-message']);
const LEAVES_OUT: ReadonlySet<string | undefined> = new Set(['skip', 'unknown', 'deny']);

/** Goes on with an emergency while the resident waits for a person; true when the message was dealt with here. */
export async function goOnWithEmergency(turn: DeskTurn): Promise<boolean> {
  const one = currentEmergency(turn);
  if (!one) return false;
  const { text, understood } = turn.incoming;
  const writesMessage = turn.state.open?.form === 'message' || /^(留言|message)\s*[:：,，]/iu.test(text);
  if (writesMessage || ABOUT_WAITING.has(understood.reply) || text.trim() === '') return false;
  if (await hearOfEmergency(turn)) return true;
  one.at = turn.clock.now();
  if (one.kind === 'self-harm') {
    await stay(turn, one);
    return true;
  }
  return takeAnswers(turn, one);
}

/** What is always heard while an emergency is fresh: that it is over, and when somebody comes. */
export async function hearOfEmergency(turn: DeskTurn): Promise<boolean> {
  const one = currentEmergency(turn);
  const { text } = turn.incoming;
  if (!one || one.kind === 'self-harm') return false;
  if (saysItIsOver(text)) {
    await settle(turn, one);
    return true;
  }
  if (one.settled) return thankedFor(turn);
  const power = phoneOf(turn, 'power');
  const words =
    one.kind === 'outage' && power && POWER.test(text)
      ? [turn.say('emergency:powerBack', { numbers: power })]
      : WHEN.test(text)
        ? [...(await whereItStands(turn, one)), phoneLine(turn)]
        : [];
  if (words.length === 0) return false;
  await reply(turn, [...words, ...(one.asking ? [questionWords(turn, one)] : [])].join('\n'));
  return true;
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
  if (!one || one.kind === 'self-harm' || turn.owner === 'staff' || text.length > SHORT || !saysItIsOver(text))
    return false;
  await settle(turn, one);
  return true;
}

function saysItIsOver(text: string): boolean {
  return SETTLED.test(text) && !STILL.test(text);
}

/** It is said to be over: noted and passed on. Only a person ends it. */
async function settle(turn: DeskTurn, one: ToldEmergency): Promise<void> {
  const again = one.settled;
  one.settled = true;
  one.asking = undefined;
  if (!again) await complete(turn, one, readAnswers(turn, one).answers, 'said-settled');
  await reply(turn, [turn.say('emergency:settled'), phoneLine(turn)].join('\n'));
}

/** What became of the page so far; the office's promise of a time is repeated only while somebody may still keep it. */
async function whereItStands(turn: DeskTurn, { pageId }: ToldEmergency): Promise<string[]> {
  const { tx, say } = turn;
  const page = await findPage(tx.db, pageId);
  if (page?.state === 'accepted') return [say('emergency:accepted'), ...arrival(turn)];
  const reached = await hasReachedAnybody(tx.db, pageId);
  if (!reached) return [say('emergency:stands.calling')];
  if (page?.state === 'unanswered') return [say('emergency:stands.unanswered')];
  return [say('emergency:stands.notified'), ...arrival(turn)];
}

/** The office's own promise, when it has made one. */
function arrival({ estate, say }: DeskTurn): string[] {
  const minutes = estate.profile.emergencyArrivalMin;
  return minutes === null ? [] : [say('emergency:arrival', { minutes })];
}

/** Nobody who talks of ending their life is left without an answer, or asked for a form. */
async function stay(turn: DeskTurn, one: ToldEmergency): Promise<void> {
  const before = one.told.includes('stay');
  if (before) return reply(turn, turn.say('emergency:care.again'));
  one.told.push('stay');
  await reply(turn, turn.say('emergency:care.stay', { numbers: numbersFor(turn, one.kind).join('\n') }));
}

async function takeAnswers(turn: DeskTurn, one: ToldEmergency): Promise<boolean> {
  const { say, incoming } = turn;
  const { asking } = one;
  let { answers, changed } = readAnswers(turn, one);
  if (asking && Object.keys(answers).length === 0) {
    if (LEAVES_OUT.has(incoming.understood.reply)) answers = { [asking]: { value: null, told: say('asking:none') } };
    else if (!one.askedAgain) return askAgain(turn, one);
    else {
      const { answers: taken } = readAnswers(turn, one, { surely: true });
      answers = asking in taken ? taken : { [asking]: { value: null, told: say('asking:none') } };
    }
  }
  if (Object.keys(answers).length === 0) return false;
  await complete(turn, one, answers, changed ? 'changed' : 'answered');
  one.askedAgain = undefined;
  if (asking && (asking in answers || !changed)) one.heard.push(asking);
  one.asking = nextQuestion(turn, one);
  await confirm(turn, one, { keys: Object.keys(answers), changed, wasAsked: asking !== undefined });
  return true;
}

async function askAgain(turn: DeskTurn, one: ToldEmergency): Promise<boolean> {
  one.askedAgain = true;
  await reply(turn, questionWords(turn, one, true));
  return true;
}

/** Says back what was noted, then the next question, or the case's number when nothing is left to ask. */
async function confirm(
  turn: DeskTurn,
  one: ToldEmergency,
  { keys, changed, wasAsked }: { keys: string[]; changed: boolean; wasAsked: boolean },
): Promise<void> {
  const { say } = turn;
  const told = keys
    .flatMap((key) => (one.answers[key]?.value == null ? [] : (one.answers[key]?.told ?? [])))
    .join(say('asking:comma'));
  const lines = told === '' ? [] : [say(changed ? 'emergency:changed' : 'emergency:noted', { told })];
  const needsHelp = keys.includes('lifeSupport') && one.answers.lifeSupport?.value === true;
  const medical = phoneOf(turn, 'medical');
  if (needsHelp && medical) lines.push(say('emergency:ifItFails', { numbers: medical }));
  if (one.asking) lines.push(questionWords(turn, one));
  else if (wasAsked) lines.push(say('emergency:done', { number: one.number }));
  turn.steps.add('listen');
  await reply(turn, lines.join('\n'));
}
