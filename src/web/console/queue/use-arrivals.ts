import { useEffect, useRef, useState } from 'react';
import type { QueueEntry } from '#console/api.ts';
import { preference } from '../frame/preferences.ts';
import { chime } from './chime.ts';

const NOTICED_AFTER_MS = 8_000;

/**
 * Counts who has newly joined the queue and not been noticed yet, and sounds the chime for them. Looking at the window for a
 * while is noticing. `waiting` is undefined until the queue has been read; who waits then is not new.
 */
export function useArrivals(waiting: QueueEntry[] | undefined): number {
  const known = useRef<Set<string>>(undefined);
  const [unnoticed, setUnnoticed] = useState(0);

  useEffect(() => {
    if (!waiting) return;
    const fresh = waiting.filter((entry) => known.current && !known.current.has(entry.handoffId));
    known.current = new Set(waiting.map((entry) => entry.handoffId));
    if (fresh.length === 0) return;
    setUnnoticed((count) => count + fresh.length);
    if (preference('sound')) chime(fresh.some((entry) => entry.level === 'critical'));
  }, [waiting]);

  useEffect(() => {
    if (unnoticed === 0) return;
    let timer: number | undefined;
    const look = () => {
      window.clearTimeout(timer);
      if (!document.hidden) timer = window.setTimeout(() => setUnnoticed(0), NOTICED_AFTER_MS);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [unnoticed]);

  return unnoticed;
}
