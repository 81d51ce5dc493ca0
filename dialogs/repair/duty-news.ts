import { type DeskTurn, reply } from '../desk-turn.ts';
import { phoneLine } from '../handoff/handoff.ts';

/** What became of the call for an urgent repair, by the name of the office's event. */
const NEWS: Readonly<Record<string, string>> = {
  'page.delivered': 'notified',
  'page.undelivered': 'notReached',
  'page.exhausted': 'notReached',
  'page.accepted': 'accepted',
};

/** The resident hears each thing once, and is sent to the telephone while nobody was reached. */
export async function tellOfDuty(turn: DeskTurn, event: string, ticketId: string): Promise<void> {
  const { calledFor } = turn.state;
  const news = NEWS[event];
  if (!news || calledFor?.ticketId !== ticketId || calledFor.told.includes(news) || turn.owner === 'staff') return;
  calledFor.told.push(news);
  turn.steps.add('answer');
  const words = turn.say(`repair:duty.${news}`, { number: calledFor.number });
  await reply(turn, news === 'notReached' ? `${words}\n${phoneLine(turn)}` : words);
}
