import { says } from '#handbook/wording.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Entity } from '#understanding/recognizer.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { LooseQuestion } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import type { Begin } from '../service.ts';
import { add } from '../status/add.ts';
import { openCasesOf } from '../status/own.ts';
import { tellOne } from '../status/tell.ts';
import { fits } from './category.ts';
import { JUST_FILED } from './file.ts';
import { leftOut, saysLeftOut } from './left-out.ts';
import { promiseWords } from './promise.ts';
import type { VisitTime } from './visit-time.ts';

/** Whether somebody asks how soon help comes. */
export function asksWhen(text: string, { wordings }: DeskTurn['common']): boolean {
  return says(text, wordings.repair.howSoon);
}

/** Right after filing: a photo, or what was forgotten, belongs to the case; so does the question how soon somebody comes. */
export async function afterFiling(turn: DeskTurn, { key, value }: LooseQuestion): Promise<boolean> {
  if (key !== JUST_FILED) return false;
  const ticket = (await openCasesOf(turn)).find(({ id }) => id === value);
  if (!ticket) return false;
  const { files, text } = turn.incoming;
  // A caption may tell of something else; then the photo goes with it.
  if (files.length > 0 && (text.trim() === '' || !namesOther(turn, ticket))) return addTo(turn, ticket);
  return hearAbout(turn, ticket);
}

/** Without a form: something about the repair filed last, or a report, an outage that sounds like a question included. */
export async function hearLater(turn: DeskTurn, begin: Begin): Promise<boolean> {
  if (await isAboutLast(turn)) return true;
  if (!reportsFault(turn) && !reportsOutage(turn)) return false;
  await begin('repair');
  return true;
}

async function isAboutLast(turn: DeskTurn): Promise<boolean> {
  const { text } = turn.incoming;
  if (!asksWhen(text, turn.common) && !saysLeftOut(text)) return false;
  const ticket = (await openCasesOf(turn)).find(
    (one) => one.service === 'repair' && one.conversation_id === turn.conversation.id,
  );
  return ticket ? hearAbout(turn, ticket) : false;
}

/** What plainly reports a fault is taken down; only what asks is for those who answer questions. */
function reportsFault({ incoming }: DeskTurn): boolean {
  const { intents, band, faultClass } = incoming.understood;
  return band === 'act' && intents[0]?.name === 'repair' && faultClass !== undefined && !isQuestion(incoming.text);
}

/** 「我们楼都停电了」 sounds like a question about notices and is a report; 「明天停水」 and 「有停水通知」 are none. */
function reportsOutage({ incoming, common }: DeskTurn): boolean {
  const { understood, text } = incoming;
  const { intents, entities, faultClass: category, matters } = understood;
  if (
    intents[0]?.name !== 'notice_enquiry' ||
    matters ||
    isQuestion(text) ||
    says(text, common.wordings.repair.announced)
  )
    return false;
  if (entities.some((one) => one.type === 'time' && one.value.direction === 'future')) return false;
  const named = { fixtures: keysOf(entities, 'fixture'), faults: keysOf(entities, 'fault') };
  return common.repair.shared.some((one) => one.faults.length > 0 && one.category === category && fits(one, named));
}

function keysOf(found: readonly Entity[], type: 'fixture' | 'fault'): string[] {
  return found.flatMap((one) => (one.type === type ? [one.value.key] : []));
}

async function hearAbout(turn: DeskTurn, ticket: TicketRow): Promise<boolean> {
  const { text } = turn.incoming;
  if (asksWhen(text, turn.common)) {
    turn.steps.add('answer');
    // Once somebody is sent, where the case stands says more than the promise.
    await (ticket.state === 'accepted' ? reply(turn, soonWords(turn, ticket)) : tellOne(turn, ticket));
    return true;
  }
  if (!saysLeftOut(text) || isQuestion(text) || namesOther(turn, ticket)) return false;
  return addTo(turn, ticket);
}

async function addTo(turn: DeskTurn, ticket: TicketRow): Promise<boolean> {
  const { text, files } = turn.incoming;
  await add(turn, ticket, { words: leftOut(text), files });
  return true;
}

/** A fault of another kind is a report of its own. */
function namesOther({ incoming }: DeskTurn, { category }: TicketRow): boolean {
  const { faultClass } = incoming.understood;
  return faultClass !== undefined && faultClass !== category;
}

/** The appointment where there is one, and what the office has promised. */
function soonWords(turn: DeskTurn, ticket: TicketRow): string {
  const { whenHome } = JSON.parse(ticket.answers) as { whenHome?: { value?: VisitTime; told: string } };
  const promise = promiseWords(turn, ticket.level);
  return whenHome?.value?.from === undefined
    ? turn.say('repair:when', { number: ticket.number, promise })
    : turn.say('repair:whenBooked', { number: ticket.number, time: whenHome.told, promise });
}
