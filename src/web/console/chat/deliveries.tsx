import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import type { LogEntry } from '#console/api.ts';
import type { Delivery } from '#console/cases/delivery-api.ts';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { useWords } from '../text/language.tsx';

/** The messages whose way is followed: the newest. */
const FOLLOWED = 200;
/** What is on its way is looked at again after this (milliseconds); that it arrived is no news of the desk. */
const LOOK_AGAIN = 2000;

const Known = createContext<ReadonlyMap<number, Delivery>>(new Map());

/** Knows how far the messages of one conversation have come, where its channel sends them out. */
export function DeliveriesOf({ id, newest, children }: { id: string; newest: number; children: ReactNode }) {
  const after = Math.max(0, newest - FOLLOWED);
  const { data, reload } = useReading(id, (signal) => desk.deliveries(id, { after, limit: FOLLOWED }, signal));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a message that is new has a way of its own
  useEffect(() => {
    reload();
  }, [reload, newest]);
  useNews((news) => {
    if (news.kind === 'hello' || (news.kind === 'conversation' && news.id === id)) reload();
  });
  const known = useMemo(() => new Map(data?.deliveries.map((one) => [one.seq, one])), [data]);
  const moving = data?.deliveries.some(({ state }) => state === 'sending') ?? false;
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(reload, LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [moving, reload]);
  return <Known.Provider value={known}>{children}</Known.Provider>;
}

/** Below a message, what became of it. What the bot said and was sent needs no line. */
export function DeliveryLine({ entry }: { entry: LogEntry }) {
  const { delivery: words } = useWords();
  const delivery = useContext(Known).get(entry.seq);
  if (!delivery || (delivery.state === 'sent' && entry.role !== 'staff')) return null;
  const { state, why } = delivery;
  const reason = why && words.why[why];
  return (
    <p className="delivery" data-state={state}>
      {state === 'dead' ? <strong>{words.dead}</strong> : words[state]}
      {reason && ` · ${reason}`}
    </p>
  );
}
