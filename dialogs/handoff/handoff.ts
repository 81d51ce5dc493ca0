import { EventFactory } from 'botbuilder';
import { type HandoffReason, requestHandoff } from '#records/handoffs/handoffs.ts';
import { limitWaiting } from '#records/handoffs/messages.ts';
import type { Offer } from '../desk-state.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import { isOpenNow, openFrom, sayOpening } from './opening.ts';
import { placeWords, showWaiting, type Waiting, waitingNow } from './place.ts';
import { routeOf } from './routing.ts';

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
  options: { level?: HandoffContext['level']; lead?: string; words?: string[] } = {},
): Promise<void> {
  const { conversation, clock, tx } = turn;
  const level = options.level ?? 'ordinary';
  dropMessage(turn);
  const chat = { conversationId: conversation.id, estateId: conversation.estate_id };
  const put = await requestHandoff(tx, { ...chat, reason, level, ...(await routeOf(turn, level)) }, clock);
  const lead = options.lead ? [options.lead] : [];
  if (!put) return sayAlready(turn, lead);
  turn.steps.add('serve');
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
  const waiting = await waitingNow(turn);
  await showWaiting(turn, waiting);
  if (options.words) return reply(turn, [...lead, ...options.words].join('\n'));
  await promiseWord(turn);
  const words = [...lead, queuedWords(turn, waiting), phoneLine(turn)].join('\n');
  await (waiting.away ? offer(turn, words, waitingOffers(turn)) : reply(turn, words));
}

/** What happens next: the place in the queue, or that nobody is there and when somebody sees it. */
function queuedWords(turn: DeskTurn, waiting: Waiting): string {
  const { say } = turn;
  if (waiting.away === 'closed') return sayOpening(turn, 'handoff:queuedClosed', 'handoff:queuedClosedLater');
  if (waiting.away === 'nobody') return say('handoff:queuedNobody');
  const place = placeWords(turn, waiting);
  return place === '' ? say('handoff:queued') : say('handoff:queuedPlace', { place });
}

/** The form by which a message is left. */
export const MESSAGE = 'message';

/** A message that was being written gives way to a person, its answers kept; a form that was laid aside for it is open again. */
export function dropMessage({ state }: DeskTurn): void {
  if (state.open?.form !== MESSAGE) return;
  state.messageDraft = state.open.answers;
  state.open = state.laidAside;
  state.laidAside = undefined;
}

/** Who asks again hears what they are waiting for. */
export async function sayAlready(turn: DeskTurn, lead: string[] = []): Promise<void> {
  turn.steps.add('answer');
  const waiting = turn.owner === 'queue' ? await waitingNow(turn) : { ahead: 0 };
  await reply(turn, [...lead, alreadyWords(turn, waiting), phoneLine(turn)].join('\n'));
}

function alreadyWords(turn: DeskTurn, waiting: Waiting): string {
  if (!isOpenNow(turn)) return sayOpening(turn, 'handoff:alreadyClosed', 'handoff:alreadyClosedLater');
  if (waiting.away === 'nobody') return turn.say('handoff:alreadyNobody');
  const place = placeWords(turn, waiting);
  return place === '' ? turn.say('handoff:already') : turn.say('handoff:alreadyPlace', { place });
}

/** What somebody who waits may do besides ringing: leave a message, or wait on. */
export function waitingOffers({ say }: Pick<DeskTurn, 'say'>): Offer[] {
  return [
    { move: 'handoff.message', label: say('message:title') },
    { move: 'handoff.wait', label: say('handoff:wait') },
  ];
}

/** Nobody waits for ever without a word: after the office's own limit, counted in open hours, they hear how things stand. */
async function promiseWord(turn: DeskTurn): Promise<void> {
  const { estate, clock, conversation, tx } = turn;
  const { queueNoticeMin } = estate.profile;
  const start = openFrom(turn, clock.now());
  if (queueNoticeMin === null || start === undefined) return;
  const dueAt = start + queueNoticeMin * 60_000;
  await limitWaiting(tx, { estateId: conversation.estate_id, conversationId: conversation.id, dueAt }, clock);
}

/** The office's numbers in one line: reception by day, the night line when the office is closed. */
export function phoneLine(turn: DeskTurn): string {
  const { phones } = turn.estate.office;
  const number = (isOpenNow(turn) ? phones.reception.number : phones.night.number) || phones.reception.number;
  return number ? turn.say('handoff:phone', { number }) : turn.say('handoff:noPhone');
}

function toldSoFar({ state }: DeskTurn): Record<string, string> {
  return Object.fromEntries(Object.entries(state.open?.answers ?? {}).map(([key, { told }]) => [key, told]));
}
