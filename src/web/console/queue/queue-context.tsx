import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import type { Queue, QueueEntry } from '#console/api.ts';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import type { Refusal } from '../api/refusal.ts';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { useWords } from '../text/language.tsx';
import { useArrivals } from './use-arrivals.ts';

interface QueueState {
  waiting: QueueEntry[];
  mine: QueueEntry[];
  /** Chats I may hold at a time; null without a limit. */
  most: number | null;
  /** False until the queue has been read once. */
  known: boolean;
  refusal: Refusal | undefined;
  reload(): void;
}

const QueueContext = createContext<QueueState | undefined>(undefined);

/** For roles that answer no chats. */
const nobodyWaits = async (): Promise<Queue> => ({ waiting: [], mine: [] });

/** Keeps the queue read on every page, since the badge, the sound and the window's title speak of it everywhere. */
export function QueueProvider({ children }: { children: ReactNode }) {
  const reads = useMe().rights.includes('see-queue');
  const { data, refusal, reload } = useReading(`queue ${reads}`, reads ? desk.queue : nobodyWaits);
  const queue = useMemo(
    () => ({
      waiting: data?.waiting ?? [],
      mine: data?.mine ?? [],
      most: data?.most ?? null,
      known: data !== undefined,
      refusal,
      reload,
    }),
    [data, refusal, reload],
  );
  useNews((news) => {
    const shown = news.kind === 'conversation' && [...queue.waiting, ...queue.mine].some(({ id }) => id === news.id);
    if (news.kind === 'hello' || news.kind === 'queue' || shown) reload();
  });
  return (
    <QueueContext.Provider value={queue}>
      <Arrivals queue={queue} />
      {children}
    </QueueContext.Provider>
  );
}

/** The queue as last read. */
export function useQueue(): QueueState {
  const queue = useContext(QueueContext);
  if (!queue) throw new Error('useQueue outside QueueProvider');
  return queue;
}

/** Makes new arrivals heard, seen in the window's title, and known to a screen reader. */
function Arrivals({ queue }: { queue: QueueState }) {
  const words = useWords();
  const unnoticed = useArrivals(queue.known ? queue.waiting : undefined);
  const count = queue.waiting.length;
  useEffect(() => {
    const badge = count > 0 ? `${unnoticed > 0 ? '● ' : ''}(${count}) ` : '';
    document.title = `${badge}${words.product}`;
  }, [count, unnoticed, words]);
  return (
    <p className="heard-only" role="status">
      {unnoticed > 0 ? words.queue.newest(unnoticed) : ''}
    </p>
  );
}
