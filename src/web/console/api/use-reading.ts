import { useCallback, useEffect, useRef, useState } from 'react';
import { asRefusal, type Refusal } from './refusal.ts';

/** Something read from the desk: what came last, why the last try failed, and whether one is under way. */
export interface Reading<T> {
  data: T | undefined;
  refusal: Refusal | undefined;
  loading: boolean;
  /** Reads again; what is shown stays until the new answer is there. Calls during a reading make one more, not many. */
  reload(): void;
}

/** Reads by `load` when `key` changes and on `reload`. An answer that comes after the key has changed is dropped. */
export function useReading<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Reading<T> {
  const [state, setState] = useState<{ key: string; data?: T; refusal?: Refusal; loading: boolean }>({
    key,
    loading: true,
  });
  const latest = useRef(load);
  latest.current = load;
  const again = useRef(() => {});

  useEffect(() => {
    const leave = new AbortController();
    let running = false;
    let wanted = false;
    const run = async () => {
      if (running) {
        wanted = true;
        return;
      }
      running = true;
      setState((was) => (was.key === key ? { ...was, loading: true } : { key, loading: true }));
      const outcome = await latest.current(leave.signal).then(
        (data) => ({ data }),
        (error: unknown) => (leave.signal.aborted ? undefined : { refusal: asRefusal(error) }),
      );
      running = false;
      if (leave.signal.aborted || !outcome) return;
      setState((was) => ({ key, data: was.data, ...outcome, loading: false }) as typeof was);
      if (wanted) {
        wanted = false;
        run();
      }
    };
    again.current = run;
    run();
    return () => leave.abort();
  }, [key]);

  const reload = useCallback(() => again.current(), []);
  const fresh = state.key === key;
  return {
    data: fresh ? state.data : undefined,
    refusal: fresh ? state.refusal : undefined,
    loading: !fresh || state.loading,
    reload,
  };
}
