import { ownCaseById } from '#records/cases/own-cases.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { Answer, Answers } from '../desk-state.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import type { Begin, Service } from '../service.ts';
import { topics } from '../topics.ts';
import { anotherMatter, asksWhetherSame, hearDiscontent, hearGoesOutside, sameAgain } from './again.ts';
import { type Kind, likeliest } from './category.ts';
import { complaintForm } from './complaint.ts';

import { askerOf } from './earlier.ts';
import { callPersonAtOnce } from './heed.ts';
import { saysSomething } from './own-words.ts';
import {
  answerInsult,
  asksElsewhere,
  asksWhoTheyAre,
  feesWords,
  isTiredOfMenus,
  refuseWho,
  routesWords,
  withholdsFee,
} from './side-words.ts';
import { needsPersonAtOnce } from './weigh.ts';
import { whatOf } from './what.ts';

/** Complaints (投诉): heard out, restated, numbered, and passed to whoever is to deal with them. */
export const complaint: Service = {
  name: 'complaint',
  forms: [complaintForm],
  intents: { complaint: complain },
  choices: {
    same: (turn, _, value = '') => sameAgain(turn, value),
    another: (turn, begin, value = '') => anotherMatter(turn, begin, value),
    pass: (turn, begin) => begin('complaint', { category: messageToPassOn(turn) }),
    repair: (turn, begin, value = '') => reportToo(turn, begin, value),
  },
  hear,
  whole: (turn) => asksWhoTheyAre(turn) || isOneGrievance(turn),
};

const ANOTHER = /另外|还有|对了|顺便|再就是|同时|\b(?:also|besides|another thing|by the way|btw)\b/iu;

/** A grievance told at length stays one, though its parts sound like other matters; what 另外 or "also" brings in does not. */
function isOneGrievance({ incoming: { text, understood } }: DeskTurn): boolean {
  const [best] = understood.intents;
  return best?.name === 'complaint' && best.score > 0.5 && !ANOTHER.test(text);
}

/** Looks at what touches a complaint though its intent may be another. */
async function hear(turn: DeskTurn, begin: Begin): Promise<boolean> {
  const { incoming, common, say } = turn;
  if (needsPersonAtOnce(incoming.text, common)) await callPersonAtOnce(turn);
  else if (asksWhoTheyAre(turn)) {
    turn.steps.add('answer');
    const pass = { move: 'complaint.pass', label: say('complaint:pass') };
    await offer(turn, await refuseWho(turn), [pass]);
  } else if (withholdsFee(turn)) await answerBeside(turn, feesWords(turn));
  else if (await hearGoesOutside(turn)) return true;
  else if (asksElsewhere(turn) && isBeside(turn)) await answerBeside(turn, routesWords(turn));
  else if (await hearDiscontent(turn)) return true;
  else if (isLikelyComplaint(turn)) await complain(turn, begin);
  else return false;
  return true;
}

/** Words for a neighbour, passed on by staff without a name. */
function messageToPassOn({ say }: DeskTurn): Answer {
  return { value: { code: 'C14', asks: ['whom'], message: true } satisfies Kind, told: say('complaint:pass') };
}

/** Told in words besides, and the complaint itself offered. */
async function answerBeside(turn: DeskTurn, words: string): Promise<void> {
  turn.steps.add('answer');
  const lines = [words, turn.say('complaint:shallIFile')].join('\n');
  await offer(turn, lines, topics(turn.say, ['complaint']));
}

const FEW_WORDS = 20;

/** Asks the way, or has said little else. */
function isBeside({ incoming: { text }, common }: DeskTurn): boolean {
  return isQuestion(text) || (text.length <= FEW_WORDS && likeliest(text, common).length === 0);
}

const COMPLAINS =
  /^(你好|您好)?[，,]?(我们?)?(要|想)?(再次|正式)?(投诉|举报)(?!电话|热线|渠道|处理|结果)|(?<!撤回|撤销|取消|撤掉)(投诉|举报)[!！。.]*$|\bcomplaint (about|against)\b|\bcomplaint:|\bto complain\b/iu;
const CLEAR = 2;

/** Says so, or is not quite sure by the words around it and yet a grievance. */
function isLikelyComplaint({ incoming: { text, understood }, common }: DeskTurn): boolean {
  const [best, second] = understood.intents;
  const asking = isQuestion(text);
  if (COMPLAINS.test(text) && !asking) return true;
  const weight = likeliest(text, common)[0]?.weight ?? 0;
  if (best?.name === 'complaint' && understood.band !== 'person')
    return understood.band === 'act' || best.score > 0.75 || (!asking && (weight > 0 || best.score > 0.5));
  const runnerUp = second?.name === 'complaint' && second.score > 0.15 && !understood.faultClass;
  return !asking && understood.band !== 'act' && runnerUp && weight >= CLEAR;
}

async function complain(turn: DeskTurn, begin: Begin): Promise<void> {
  const insulted = answerInsult(turn);
  if (insulted && isTiredOfMenus(turn)) return reply(turn, insulted);
  if (await asksWhetherSame(turn)) return;
  // 「我要投诉」 right after a question is about what was asked.
  const about = saysSomething(turn.incoming.text, turn.common) ? undefined : turn.before?.understood;
  if (about) turn.incoming = { ...turn.incoming, text: about.text, understood: about };
  await begin('complaint');
}

/** What is broken is reported for repair too, with what is known of it. */
async function reportToo(turn: DeskTurn, begin: Begin, ticketId: string): Promise<void> {
  const ticket = await ownCaseById(turn.tx.db, await askerOf(turn), ticketId);
  const answers = JSON.parse(ticket?.answers ?? '{}') as Answers;
  const { where, contact } = answers;
  const told = whatOf(answers);
  await begin('repair', {
    ...(told
      ? { what: { value: { words: told.words, category: told.faultClass, level: 'ordinary' }, told: told.words } }
      : {}),
    ...(where?.value ? { where } : {}),
    ...(contact?.value ? { contact } : {}),
  });
}
