import { ticketsOfConversation } from '#records/tickets.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import type { Service } from '../service.ts';
import { topics } from '../topics.ts';

/** Where a case stands, in words. */
export const status: Service = { name: 'status', intents: { status_query: tellStatus } };

/** Cases filed in this conversation, with their state in words. */
async function tellStatus(turn: DeskTurn): Promise<void> {
  const { say } = turn;
  const tickets = await ticketsOfConversation(turn.tx.db, turn.conversation.id);
  if (tickets.length === 0) return offer(turn, say('reception:noCases'), topics(say, ['repair', 'human']));
  const lines = tickets
    .slice(0, 5)
    .map(({ number, summary, state }) =>
      say('reception:case', { number, summary, state: say(`repair:progress.${state}`) }),
    );
  turn.steps.add('answer');
  await reply(turn, [say('reception:cases'), ...lines].join('\n'));
}
