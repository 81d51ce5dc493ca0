import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { desk } from '../api/calls.ts';
import { type Outgoing, type OutgoingStore, outgoingStore } from './outgoing.ts';
import type { LiveLog } from './use-log.ts';

/** My replies in one conversation that do not stand in its log yet. */
export function useOutgoing(id: string, log: LiveLog): { outgoing: OutgoingStore; list: readonly Outgoing[] } {
  const outgoing = useMemo(
    () => outgoingStore(`lobby.console.outgoing.${id}`, (message) => desk.send(id, message), sessionStorage),
    [id],
  );
  const list = useSyncExternalStore(outgoing.watch, outgoing.list);
  const shown = log.entries.at(-1)?.seq ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has just been sent may stand in the log already
  useEffect(() => outgoing.arrived(shown), [outgoing, shown, list]);
  const sent = Math.max(0, ...list.map((one) => one.seq ?? 0));
  const { heard } = log;
  useEffect(() => {
    if (sent > 0) heard(sent);
  }, [sent, heard]);
  return { outgoing, list };
}
