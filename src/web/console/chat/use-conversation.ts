import type { ConversationDetail } from '#console/api.ts';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { type Reading, useReading } from '../api/use-reading.ts';

/** One conversation with its tickets, handoffs and open form, read afresh when something about it changes. */
export function useConversation(id: string): Reading<ConversationDetail> {
  const reading = useReading(id, (signal) => desk.conversation(id, signal));
  useNews((news) => {
    const about = (news.kind === 'conversation' && news.id === id) || news.kind === 'queue' || news.kind === 'ticket';
    if (about || news.kind === 'hello') reading.reload();
  });
  return reading;
}
