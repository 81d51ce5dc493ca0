import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ConsoleNews } from '#console/api.ts';
import { desk } from './calls.ts';
import { type Live, type LiveStatus, openLive } from './live.ts';

const LiveContext = createContext<Live | undefined>(undefined);

/** Opens the event stream for everything inside, as long as somebody is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [live, setLive] = useState<Live>();
  useEffect(() => {
    const opened = openLive(desk.me);
    setLive(opened);
    return () => opened.close();
  }, []);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

/** Calls `hear` for each piece of news; `hello` means the stream is open (again) and everything shown should be read afresh. */
export function useNews(hear: (news: ConsoleNews) => void): void {
  const live = useContext(LiveContext);
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => live?.listen((news) => latest.current(news)), [live]);
}

/** How the stream stands now. */
export function useLiveStatus(): LiveStatus {
  const live = useContext(LiveContext);
  return useSyncExternalStore(
    (changed) => live?.watch(changed) ?? (() => {}),
    () => live?.status() ?? 'connecting',
  );
}
