import { type CaseState, isOver, withdrawnState } from '#records/cases/case-states.ts';
import { isReporter, ownCase } from '#records/cases/own-cases.ts';
import type { TicketRow } from '#storage/schema.ts';
import { entity } from '../asking/form.ts';
import type { Offer } from '../desk-state.ts';
import { type DeskTurn, offer } from '../desk-turn.ts';
import { topics } from '../topics.ts';
import { caseTold, stateTold } from './case-words.ts';
import { contactSaid, lookUp } from './lookup.ts';
import { casesOf } from './own.ts';

/** More than this is not a list but a search. */
const LISTED = 5;

/** Where the resident's cases stand: the one they name, the only one, or a short list to choose from. */
export async function tellStatus(turn: DeskTurn): Promise<void> {
  const { say, incoming } = turn;
  const number = entity(incoming.understood, 'ticket')?.value;
  const contact = contactSaid(turn, {});
  if (number === undefined && contact.phone && contact.name) return lookUp(turn, contact);
  if (number !== undefined) return tellByNumber(turn, number);
  const cases = await casesOf(turn);
  const [first] = cases;
  if (!first) return notFound(turn, say(turn.resident ? 'status:noneKnown' : 'status:none'));
  const underWay = cases.filter(({ service, state }) => !isOver(service, state));
  const [only, ...others] = underWay.length > 0 ? underWay : cases;
  if (only && others.length === 0) return tellOne(turn, only);
  turn.steps.add('answer');
  await chooseCase(turn, say('status:several', { count: others.length + 1 }), [first, ...others], 'status.show');
}

/** One case with what can be done about it; the next message may be about it without naming it. */
export async function tellOne(turn: DeskTurn, ticket: TicketRow): Promise<void> {
  turn.steps.add('answer');
  const words = await caseTold(turn, ticket);
  const offers = actionsFor(turn, ticket);
  turn.state.question = { service: 'status', key: 'case', kind: 'text', value: ticket.id };
  await offer(turn, words, offers);
}

/** Nobody presses for what is done. */
const FINISHED: ReadonlySet<CaseState> = new Set(['done', 'answered', 'awaiting-payment', 'awaiting-follow-up']);

function actionsFor(turn: DeskTurn, ticket: TicketRow): Offer[] {
  const { say } = turn;
  const { id: value, service, state } = ticket;
  if (isOver(service, state)) return topics(say, ['human']);
  const mayEnd = isReporter(turn, ticket) && withdrawnState(service, state) !== undefined;
  return [
    ...(FINISHED.has(state) ? [] : [{ move: 'status.hurry', label: say('status:hurry'), value }]),
    { move: 'status.add', label: say('status:add'), value },
    ...(mayEnd ? [{ move: 'status.cancel', label: say('status:cancel'), value }] : []),
    ...topics(say, ['human']),
  ];
}

/** A number that is unknown and a number that is somebody else's get the same words. */
async function tellByNumber(turn: DeskTurn, number: string): Promise<void> {
  const ticket = await ownCase(turn.tx.db, turn, number);
  if (ticket) return tellOne(turn, ticket);
  await notFound(turn, turn.say('status:unknownNumber', { number }));
}

async function notFound(turn: DeskTurn, words: string): Promise<void> {
  turn.state.question = { service: 'status', key: 'lookup', kind: 'person' };
  await offer(turn, words, topics(turn.say, ['human']));
}

/** Which of several cases is meant, with a person as the last choice; `carry` goes along with the choice. */
export async function chooseCase(
  turn: DeskTurn,
  words: string,
  cases: readonly TicketRow[],
  move: string,
  carry: object = {},
): Promise<void> {
  const { say } = turn;
  const offers = cases.slice(0, LISTED).map((ticket) => ({
    move,
    label: say('status:listed', {
      number: ticket.number,
      summary: ticket.summary,
      state: stateTold(say, ticket),
    }),
    value: JSON.stringify({ id: ticket.id, ...carry }),
  }));
  await offer(turn, words, [...offers, ...topics(say, ['human'])]);
}

/** What a side question about progress is answered with while a form is open. */
export async function tellBeside(turn: DeskTurn): Promise<string | undefined> {
  const { incoming, say, tx } = turn;
  if (incoming.understood.intents[0]?.name !== 'status_query') return undefined;
  const number = entity(incoming.understood, 'ticket')?.value;
  const named = number === undefined ? undefined : await ownCase(tx.db, turn, number);
  turn.steps.add('answer');
  if (named) return caseTold(turn, named);
  if (number !== undefined) return say('status:unknownBeside', { number });
  const [first] = await casesOf(turn);
  return first && caseTold(turn, first);
}
