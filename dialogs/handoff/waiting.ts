import { withdrawHandoff } from '#records/handoffs/handoffs.ts';
import type { Offer } from '../desk-state.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import type { Begin } from '../service.ts';
import { dropMessage, MESSAGE, phoneLine, sayAlready, waitingOffers } from './handoff.ts';
import { leaveMessage, messageIn } from './message.ts';
import { isOpenNow, sayOpening } from './opening.ts';

/** What is left to do: nothing, read the message as an answer to the form, or put the open question again after a lead. */
export type Left = 'nothing' | 'answer' | { lead: string };

/**
 * A resident who waits writes again: 「不等了」 takes them out of the queue, 「留言」 begins a message, which they may fill in
 * while they wait; anything else is kept for the clerk.
 */
export async function whileWaiting(turn: DeskTurn, begin: Begin): Promise<Left> {
  const { incoming, state } = turn;
  const { reply: short } = incoming.understood;
  const writing = state.open?.form === MESSAGE;
  const chosen = chosenOffer(turn);
  if (short === 'stop-waiting' || (short === 'cancel' && !writing)) return leaveQueue(turn);
  if (short === 'human' || (!writing && isThere(turn))) await sayAlready(turn);
  else if (writing && short !== 'cancel') return 'answer';
  else if (writing) await stopWriting(turn);
  else await heed(turn, begin, chosen);
  return 'nothing';
}

async function heed(turn: DeskTurn, begin: Begin, chosen: Offer | undefined): Promise<void> {
  const said = messageIn(turn);
  if (chosen || said !== undefined) turn.state.offered = undefined;
  if (said !== undefined || chosen?.move === 'handoff.message') return leaveMessage(turn, begin, said);
  if (chosen) return reply(turn, [turn.say('handoff:waitOn'), phoneLine(turn)].join('\n'));
  await noteOnce(turn);
}

/** 「有人吗」 wants to know how things stand. */
function isThere({ incoming }: DeskTurn): boolean {
  const { band, intents } = incoming.understood;
  if (/[有没]人[吗啊呢]|还要等|等多久|\b(?:anyone|anybody|somebody) there\b|how (?:much )?long/iu.test(incoming.text))
    return true;
  return band === 'act' && (intents[0]?.name === 'greet' || intents[0]?.name === 'human');
}

/** A number, or the words of a button that was shown while they wait. */
function chosenOffer({ state, incoming }: DeskTurn): Offer | undefined {
  const said = incoming.text.trim();
  const { ordinal = 0 } = incoming.understood;
  return state.offered?.find(({ label }) => label === said) ?? state.offered?.[ordinal - 1];
}

async function leaveQueue(turn: DeskTurn): Promise<Left> {
  const { say, conversation, tx, clock, state } = turn;
  const left = await withdrawHandoff(tx, conversation.id, conversation.estate_id, clock.now());
  if (!left) return 'nothing';
  turn.owner = 'bot';
  await turn.context.sendActivity({ type: 'event', name: 'lobby.notice', value: { kind: 'bot' } });
  if (state.open) return { lead: say('handoff:leftForm') };
  await reply(turn, say('handoff:left'));
  return 'nothing';
}

/** The message is given up, the place in the queue is not. */
async function stopWriting(turn: DeskTurn): Promise<void> {
  dropMessage(turn);
  turn.state.messageDraft = undefined;
  await reply(turn, [turn.say('handoff:notWritten'), phoneLine(turn)].join('\n'));
}

/** The first words of someone who waits are confirmed; after that the page's banner says enough. */
async function noteOnce(turn: DeskTurn): Promise<void> {
  if (turn.state.noted) return;
  turn.state.noted = true;
  await reply(turn, turn.say('handoff:noted'));
}

/** The office's limit has passed and nobody has come: said honestly, once, with what else can be done. */
export async function stillWaiting(turn: DeskTurn): Promise<void> {
  if (turn.owner !== 'queue' || turn.state.open?.form === MESSAGE) return;
  const words = isOpenNow(turn)
    ? turn.say('handoff:stillWaiting')
    : sayOpening(turn, 'handoff:stillWaitingClosed', 'handoff:stillWaitingClosedLater');
  await offer(turn, [words, phoneLine(turn)].join('\n'), waitingOffers(turn));
}

/** Words for `handoff.status`: a person took over; a message that was being written is told to them instead. */
export async function personAccepted(turn: DeskTurn, name: string): Promise<void> {
  dropMessage(turn);
  turn.state.messageDraft = undefined;
  turn.state.offered = undefined;
  await turn.context.sendActivity({ type: 'event', name: 'lobby.notice', value: { kind: 'staff', name } });
  await reply(turn, turn.say('handoff:accepted', { name }));
}
