import { useCallback, useEffect, useRef, useState } from 'react';
import { asRefusal, type Refusal } from './refusal.ts';
import { useReading } from './use-reading.ts';

/** A long list read page by page. */
export interface Pages<T> {
  rows: readonly T[] | undefined;
  refusal: Refusal | undefined;
  loading: boolean;
  /** Reads the next page; undefined when there is none. */
  more: (() => void) | undefined;
  /** Reads the first page again, unless the reader has gone on to others: then nothing moves under their eyes. */
  refresh(): void;
  again(): void;
}

type Load<T> = (before: string | undefined, signal: AbortSignal) => Promise<{ rows: T[]; next: string | null }>;

/** Reads a list by `load`, from the start when `key` changes. */
export function usePages<T>(key: string, load: Load<T>): Pages<T> {
  const first = useReading(key, (signal) => load(undefined, signal));
  const [later, setLater] = useState<{ rows: T[]; next: string | null; refusal?: Refusal }>();
  const [busy, setBusy] = useState(false);
  const current = useRef(key);
  current.current = key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with its first page
  useEffect(() => setLater(undefined), [key]);

  const next = later ? later.next : first.data?.next;

  async function more(): Promise<void> {
    if (!next || busy) return;
    setBusy(true);
    const rows = later?.rows ?? [];
    try {
      const page = await load(next, new AbortController().signal);
      if (current.current === key) setLater({ rows: [...rows, ...page.rows], next: page.next });
    } catch (error) {
      if (current.current === key) setLater({ rows, next, refusal: asRefusal(error) });
    } finally {
      setBusy(false);
    }
  }

  const onFirstPage = later === undefined;
  const { reload } = first;
  const refresh = useCallback(() => {
    if (onFirstPage) reload();
  }, [onFirstPage, reload]);

  return {
    rows: first.data && [...first.data.rows, ...(later?.rows ?? [])],
    refusal: first.refusal ?? later?.refusal,
    loading: first.loading || busy,
    more: next ? more : undefined,
    refresh,
    again: first.refusal ? reload : more,
  };
}
