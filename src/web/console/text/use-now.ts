import { useEffect, useState } from 'react';
import { deskNow } from '../api/clock.ts';

/** The desk's time; what uses it is shown afresh every `everyMs` milliseconds. */
export function useNow(everyMs: number): number {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setTick((tick) => tick + 1), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return deskNow();
}
