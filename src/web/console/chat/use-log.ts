import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { type LogState, type LogStore, logStore } from './log-store.ts';

/** A conversation's log that follows the news. */
export type LiveLog = LogState & Pick<LogStore, 'older' | 'newer' | 'heard' | 'again'>;

/**
 * Reads a conversation's log, from its end or around the entry `at`, and anew once its names are shown or hidden. `newest` is
 * its last known `seq`, undefined until known.
 */
export function useLog(
  id: string,
  { lastSeq: newest, masked }: { lastSeq: number | undefined; masked: boolean | undefined },
  at?: number,
): LiveLog {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read with names hidden is not what is read with them
  const store = useMemo(() => logStore((range, signal) => desk.log(id, range, signal)), [id, masked]);
  const state = useSyncExternalStore(store.watch, store.state);
  useEffect(() => {
    if (newest === undefined) return;
    if (store.state().opened) store.heard(newest);
    else store.open(newest, at);
  }, [store, newest, at]);
  useNews((news) => {
    if (news.kind === 'conversation' && news.id === id) store.heard(news.seq);
  });
  return { ...state, older: store.older, newer: store.newer, heard: store.heard, again: store.again };
}
