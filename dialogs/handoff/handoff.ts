import { EventFactory } from 'botbuilder';
import { isOpen } from '#handbook/hours.ts';
import { type HandoffReason, requestHandoff, withdrawHandoff } from '#records/handoffs.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';

/** What staff should know at a glance: Bot Framework's handoff context. */
interface HandoffContext {
  reason: HandoffReason;
  level: 'critical' | 'urgent' | 'ordinary';
  locale: string;
  service: string | null;
  told: Record<string, string>;
}

/**
 * Passes the conversation to people: `handoff.initiate` with context and transcript, a place in the queue, and honest words
 * on what happens next. The phone number is always part of them.
 */
export async function passToPerson(
  turn: DeskTurn,
  reason: HandoffReason,
  options: { level?: HandoffContext['level']; lead?: string } = {},
): Promise<void> {
  const { conversation, say, clock, tx } = turn;
  const level = options.level ?? 'ordinary';
  const put = await requestHandoff(
    tx,
    { conversationId: conversation.id, estateId: conversation.estate_id, reason, level },
    clock,
  );
  const lead = options.lead ? [options.lead] : [];
  if (!put) return reply(turn, [...lead, say('handoff:already'), phoneLine(turn)].join('\n'));
  turn.owner = 'queue';
  turn.state.noted = undefined;
  const context: HandoffContext = {
    reason,
    level,
    locale: turn.state.locale,
    service: turn.service,
    told: toldSoFar(turn),
  };
  // The transcript stays the log itself; the log keeps a reference, and readers see it whole.
  await turn.context.sendActivity(EventFactory.createHandoffInitiation(turn.context, context, { activities: [] }));
  await turn.context.sendActivity({ type: 'event', name: 'lobby.notice', value: { kind: 'queue' } });
  const open = isOpen(turn.estate, turn.common, clock.now());
  if (reason === 'emergency') return reply(turn, [...lead, say('handoff:emergency')].join('\n'));
  const words = open ? say('handoff:queued') : say('handoff:queuedClosed');
  await reply(turn, [...lead, words, phoneLine(turn)].join('\n'));
}

/** The office's numbers in one line: reception by day, the night line when the office is closed. */
export function phoneLine(turn: DeskTurn): string {
  const { phones } = turn.estate.office;
  const open = isOpen(turn.estate, turn.common, turn.clock.now());
  const number = (open ? phones.reception.number : phones.night.number) || phones.reception.number;
  return number ? turn.say('handoff:phone', { number }) : turn.say('handoff:noPhone');
}

/** A resident who waits writes again: 「不等了」 takes them out of the queue; anything else is kept for the clerk. */
export async function whileWaiting(turn: DeskTurn): Promise<void> {
  const { incoming, say, conversation, tx, clock } = turn;
  const leaves =
    incoming.understood.reply === 'cancel' ||
    /不等了|不用人工|不需要人工|回到机器人|back to the bot/iu.test(incoming.text);
  if (!leaves && incoming.understood.reply === 'human')
    return reply(turn, [say('handoff:already'), phoneLine(turn)].join('\n'));
  if (!leaves) return noteOnce(turn);
  const left = await withdrawHandoff(tx, conversation.id, conversation.estate_id, clock.now());
  if (!left) return;
  turn.owner = 'bot';
  await turn.context.sendActivity({ type: 'event', name: 'lobby.notice', value: { kind: 'bot' } });
  await reply(turn, say('handoff:left'));
}

/** The first words of someone who waits are confirmed; after that the page's banner says enough. */
async function noteOnce(turn: DeskTurn): Promise<void> {
  if (turn.state.noted) return;
  turn.state.noted = true;
  await reply(turn, turn.say('handoff:noted'));
}

/** Words for `handoff.status`: a person took over. */
export async function personAccepted(turn: DeskTurn, name: string): Promise<void> {
  await turn.context.sendActivity({ type: 'event', name: 'lobby.notice', value: { kind: 'staff', name } });
  await reply(turn, turn.say('handoff:accepted', { name }));
}

function toldSoFar({ state }: DeskTurn): Record<string, string> {
  return Object.fromEntries(Object.entries(state.open?.answers ?? {}).map(([key, { told }]) => [key, told]));
}
