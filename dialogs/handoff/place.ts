import { type PlaceInQueue, placeOf } from '#records/handoffs/places.ts';
import { type DeskTurn, inLanguage, reply } from '../desk-turn.ts';
import { isOpenNow } from './opening.ts';
import { isAnybodyThere } from './routing.ts';

/** Why nobody comes at once: the office is closed, or nobody of it is there. */
type Away = 'closed' | 'nobody';

/** How somebody waits now. */
export interface Waiting extends PlaceInQueue {
  away?: Away;
}

/** The place of whoever waits in this conversation, and whether anybody is there for them. */
export async function waitingNow(turn: DeskTurn): Promise<Waiting> {
  const { tx, conversation, clock } = turn;
  const chat = { conversationId: conversation.id, estateId: conversation.estate_id };
  const place = (await placeOf(tx.db, chat, clock.now())) ?? { ahead: 0 };
  if (!isOpenNow(turn)) return { ahead: place.ahead, away: 'closed' };
  if (!(await isAnybodyThere(turn))) return { ahead: place.ahead, away: 'nobody' };
  return place;
}

/** Shows it on the resident's page. */
export async function showWaiting(turn: DeskTurn, waiting: Waiting): Promise<void> {
  const value = { kind: 'queue', ...waiting };
  await turn.context.sendActivity({ type: 'event', name: 'lobby.notice', value });
}

/** How many are before them and how long it takes, as far as is known; empty when there is nothing to say. */
export function placeWords({ say }: Pick<DeskTurn, 'say'>, { ahead, minutes }: PlaceInQueue): string {
  if (ahead > 0 && minutes !== undefined) return say('handoff:place.both', { ahead, minutes });
  if (ahead > 0) return say('handoff:place.ahead', { ahead });
  return minutes === undefined ? '' : say('handoff:place.minutes', { minutes });
}

/** On channels without a page of ours a place that has moved is told in words. */
export async function placeMoved(turn: DeskTurn, value: unknown): Promise<void> {
  if (turn.owner !== 'queue') return;
  const place = value as PlaceInQueue;
  const words = placeWords(turn, place);
  await reply(turn, place.ahead === 0 ? turn.say('handoff:next') : turn.say('handoff:moved', { place: words }));
}

/** The chat is back in the queue: said once, with the place that was kept. */
export async function backInQueue(turn: DeskTurn, value: unknown): Promise<void> {
  if (turn.owner !== 'queue') return;
  const { why, name, by } = value as { why: string; name?: { zh: string; en: string }; by?: string };
  const waiting = await waitingNow(turn);
  await showWaiting(turn, waiting);
  if (why === 'transferred' && name) return reply(turn, turn.say('handoff:toDesk', { desk: inLanguage(turn, name) }));
  const key = waiting.away ? 'handoff:backInQueueLater' : 'handoff:backInQueue';
  await reply(turn, turn.say(key, { name: by || turn.say('handoff:colleague') }));
}
