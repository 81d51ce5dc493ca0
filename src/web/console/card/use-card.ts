import type { ResidentCard } from '#console/chats/clerk-api.ts';
import { clerk } from '../api/clerk-calls.ts';
import { useNews } from '../api/live-context.tsx';
import { type Reading, useReading } from '../api/use-reading.ts';
import { useCalm } from '../frame/use-calm.ts';

/** What is known of a resident, read afresh when something about them changes. */
export function useCard(id: string): Reading<ResidentCard> {
  const reading = useReading(`card ${id}`, (signal) => clerk.card(id, signal));
  const refresh = useCalm(reading.reload, 500);
  useNews((news) => {
    const about = news.kind === 'conversation' && news.id === id;
    if (about || news.kind === 'ticket' || news.kind === 'promise' || news.kind === 'hello') refresh();
  });
  return reading;
}
