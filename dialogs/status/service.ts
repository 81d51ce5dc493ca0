import { says } from '#handbook/wording.ts';
import { CASE_CHANGED, CASE_TOLD } from '#records/cases/change-case.ts';
import type { TicketRow } from '#storage/schema.ts';
import { isQuestion, takes } from '#understanding/turns-of-speech.ts';
import { entity } from '../asking/form.ts';
import type { LooseQuestion } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import type { Move, Service } from '../service.ts';
import { type Added, add, addedBy, offerToAdd } from './add.ts';
import { askToCancel, end, hearWhy, keep } from './cancel.ts';
import { tellChanged, tellNote } from './changed.ts';
import { hurry } from './hurry.ts';
import { contactSaid, lookUp } from './lookup.ts';
import { caseMeant, openCasesOf } from './own.ts';
import { chooseCase, tellBeside, tellOne, tellStatus } from './tell.ts';

/** Where a case stands and what comes next; pressed, added to, withdrawn. */
export const status: Service = {
  name: 'status',
  intents: { status_query: tellStatus },
  choices: {
    show: onCase(tellOne),
    hurry: onCase(hurry),
    cancel: onCase(askToCancel),
    end: onCase((turn, ticket) => end(turn, ticket)),
    keep: onCase(keep),
    add: onCase((turn, ticket, { words = '', files = [] }) => add(turn, ticket, { words, files })),
  },
  events: { [CASE_CHANGED]: tellChanged, [CASE_TOLD]: tellNote },
  hear,
  answer,
  aside: tellBeside,
};

/** An offer about one case: its value is the case's id, or JSON of it with what goes along. */
function onCase(act: (turn: DeskTurn, ticket: TicketRow, carried: Partial<Added>) => Promise<void>): Move {
  return async (turn, _, value = '') => {
    const carried = (value.startsWith('{') ? JSON.parse(value) : { id: value }) as Partial<Added> & { id: string };
    const ticket = await caseMeant(turn, carried.id);
    await (ticket ? act(turn, ticket, carried) : tellStatus(turn));
  };
}

/** A word or two, such as 加急. */
const SHORT = 8;

/** What is wished for a case that is under way, whether it is named or not. */
async function hear(turn: DeskTurn): Promise<boolean> {
  const words = turn.common.wordings.status;
  const { text, understood } = turn.incoming;
  const about = understood.intents.slice(0, 2).some(({ name }) => name === 'status_query' || name === 'cancel');
  const named = entity(understood, 'ticket') !== undefined;
  if (says(text, words.hurry) && (about || named || text.trim().length <= SHORT))
    return forCase(turn, hurry, 'status.hurry');
  if (says(text, words.cancel) || (named && says(text, words.ends))) return forCase(turn, askToCancel, 'status.cancel');
  const added = addedBy(turn);
  if (says(text, words.add) && !isQuestion(text))
    return forCase(turn, (_, ticket) => add(turn, ticket, added), 'status.add', added);
  const contact = contactSaid(turn, {});
  if (about && contact.phone && contact.name) return done(lookUp(turn, contact));
  if (!named || understood.band === 'act') return offerToAdd(turn);
  return done(tellStatus(turn));
}

async function done(speaking: Promise<void>): Promise<true> {
  await speaking;
  return true;
}

/** Does it for the case named, for the only one under way, or asks which; false when there is none. */
async function forCase(
  turn: DeskTurn,
  act: (turn: DeskTurn, ticket: TicketRow) => Promise<void>,
  move: string,
  carry: object = {},
): Promise<boolean> {
  const number = entity(turn.incoming.understood, 'ticket')?.value;
  const cases = await openCasesOf(turn);
  const named = cases.find((one) => one.number === number || one.number.slice(1) === number);
  if (number !== undefined && !named) return done(tellStatus(turn));
  const [only, ...others] = named ? [named] : cases;
  if (!only) return false;
  if (others.length === 0) await act(turn, only);
  else await chooseCase(turn, turn.say('status:which'), cases, move, carry);
  return true;
}

/** What comes after a question of this service: about the case last shown, a reason, an addition, a phone and a name. */
async function answer(turn: DeskTurn, { key, value }: LooseQuestion): Promise<boolean> {
  const { understood, text, files } = turn.incoming;
  const { reply: short } = understood;
  const words = turn.common.wordings.status;
  if (short === 'help' || entity(understood, 'ticket')) return false;
  if (key === 'lookup') return answerLookup(turn, value);
  const ticket = await caseMeant(turn, value);
  if (!ticket) return false;
  const drops = short === 'cancel' || short === 'deny' || short === 'skip';
  if (key === 'why' && !isQuestion(text) && !takes('another', text)) await hearWhy(turn, ticket);
  else if (key === 'add' && drops) await reply(turn, turn.say('status:dropped'));
  else if (key === 'add' && !isQuestion(text)) await add(turn, ticket, { words: text.trim(), files });
  else if (key === 'case' && (short === 'cancel' || says(text, words.cancel) || /^取消/u.test(text.trim())))
    await askToCancel(turn, ticket);
  else if (key === 'case' && says(text, words.hurry)) await hurry(turn, ticket);
  else if (key === 'case' && (says(text, words.add) || files.length > 0)) await add(turn, ticket, addedBy(turn));
  else return false;
  return true;
}

async function answerLookup(turn: DeskTurn, value: unknown): Promise<boolean> {
  const earlier = (value ?? {}) as { phone?: string; name?: string };
  const { reply: short, entities, band, intents } = turn.incoming.understood;
  if (short === 'cancel' || short === 'deny' || short === 'skip') {
    await reply(turn, turn.say('status:dropped'));
    return true;
  }
  const told = entities.some(({ type }) => type === 'phone' || type === 'person-name');
  const waits = earlier.phone !== undefined && earlier.name === undefined;
  if (!told && !(waits && (band !== 'act' || intents[0]?.name === 'out_of_scope'))) return false;
  await lookUp(turn, contactSaid(turn, earlier, told || waits));
  return true;
}
