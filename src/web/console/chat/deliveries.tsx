import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import type { LogEntry } from '#console/api.ts';
import type { DeliveryAside } from '#console/cases/delivery-api.ts';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { useCalm } from '../frame/use-calm.ts';
import { useWords } from '../text/language.tsx';
import { useReadsAll } from '../transcripts/reads-all.ts';

/** The messages whose way is followed: the newest. */
const FOLLOWED = 200;
/** What is on its way is looked at again after this (milliseconds); that it arrived is no news of the desk. */
const LOOK_AGAIN = 2000;
const NOT_OFTENER_THAN_MS = 500;

const QUIET: ReadonlySet<DeliveryAside['state']> = new Set(['sent', 'delivered']);

const Known = createContext<ReadonlyMap<number, DeliveryAside>>(new Map());

/** Knows how far the newest messages of one conversation have come. */
export function DeliveriesOf({ id, newest, children }: { id: string; newest: number; children: ReactNode }) {
  const after = Math.max(0, newest - FOLLOWED);
  const { data, reload } = useReading(id, (signal) => desk.deliveries(id, { after, limit: FOLLOWED }, signal));
  const again = useCalm(reload, NOT_OFTENER_THAN_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a message that is new has a way of its own
  useEffect(() => {
    reload();
  }, [reload, newest]);
  useNews((news) => {
    if (news.kind === 'hello') reload();
    else if ((news.kind === 'delivery' || news.kind === 'conversation') && news.id === id) again();
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

/** Below a message, how far it came. In a chat what the bot said and was sent needs no line; whoever reads later sees each. */
export function DeliveryLine({ entry }: { entry: LogEntry }) {
  const { delivery: words } = useWords();
  const readsAll = useReadsAll() !== undefined;
  const delivery = useContext(Known).get(entry.seq) ?? entry.delivery;
  if (!delivery) return null;
  const { state, why } = delivery;
  if (!readsAll && entry.role !== 'staff' && QUIET.has(state)) return null;
  return (
    <p className="delivery" data-state={state}>
      {state === 'undelivered' ? <strong>{words.undelivered}</strong> : words[state]}
      {why && ` · ${words.why[why]}`}
    </p>
  );
}
