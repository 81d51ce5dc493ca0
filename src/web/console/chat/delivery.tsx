import { createContext, type ReactNode, useContext } from 'react';
import type { Delivery } from '#console/chats/handoff-api.ts';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { useCalm } from '../frame/use-calm.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

const NOT_OFTENER_THAN_MS = 500;

/** Undefined where nobody asks, null until it has been read. */
const DeliveryContext = createContext<Delivery | null | undefined>(undefined);

/** Keeps how the messages of a conversation fare, for the lines of its log. */
export function DeliveryProvider({ id, children }: { id: string; children: ReactNode }) {
  const { data, reload } = useReading(id, (signal) => desk.delivery(id, signal));
  const again = useCalm(reload, NOT_OFTENER_THAN_MS);
  useNews((news) => {
    if (news.kind === 'hello') reload();
    else if ((news.kind === 'delivery' || news.kind === 'conversation') && news.id === id) again();
  });
  return <DeliveryContext.Provider value={data ?? null}>{children}</DeliveryContext.Provider>;
}

/** Below what a person of the office said: sent, delivered, or not, and why. Nothing where that is not known. */
export function DeliveryMark({ seq }: { seq: number }) {
  const { handoff } = useWords();
  const delivery = useContext(DeliveryContext);
  if (delivery === undefined) return null;
  // The line keeps its place, so that the log does not move once it is read.
  if (delivery === null) return <p className="delivery">{'\u00a0'}</p>;
  // What a channel sends out has lines of its own (`deliveries.tsx`).
  if (delivery.sent.length > 0) return null;
  const state = seq <= delivery.seenSeq ? 'seen' : 'sent';
  return <p className={`delivery ${state}`}>{named(handoff.delivery, state)}</p>;
}
