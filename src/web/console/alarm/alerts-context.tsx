import { createContext, type ReactNode, useContext } from 'react';
import type { TicketAlerts } from '#console/api.ts';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { useCalm } from '../frame/use-calm.ts';

const NONE: TicketAlerts = { soon: 0, over: 0 };

const AlertsContext = createContext<TicketAlerts>(NONE);

/** Keeps count of the cases that are mine to answer and nearly late or late, for the badge and the line over the queue. */
export function AlertsProvider({ children }: { children: ReactNode }) {
  const { data, reload } = useReading('alerts', desk.ticketAlerts);
  const refresh = useCalm(reload, 1_000);
  useNews((news) => {
    if (news.kind === 'hello' || news.kind === 'ticket') refresh();
  });
  return <AlertsContext.Provider value={data ?? NONE}>{children}</AlertsContext.Provider>;
}

/** The count as last read. */
export function useAlerts(): TicketAlerts {
  return useContext(AlertsContext);
}
