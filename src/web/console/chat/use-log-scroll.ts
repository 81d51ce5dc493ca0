import { type MutableRefObject, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LiveLog } from './use-log.ts';

const NEAR_PX = 60;
const AHEAD_PX = 600;

interface LogScroll {
  ref: RefObject<HTMLDivElement>;
  onScroll(): void;
  /** At the end, and staying there when something is added. */
  stuck: boolean;
  /** Something came while reading further up. */
  unread: boolean;
  toNewest(): void;
}

/**
 * Keeps a log where its reader is: at the end when they are there already, at the same line when older entries are put above,
 * at the entry `at` first. Reads older and newer pieces as they come near.
 */
export function useLogScroll(log: LiveLog, tail: number, at: number | undefined): LogScroll {
  const ref = useRef<HTMLDivElement>(null);
  const [stuck, setStuck] = useState(at === undefined);
  const [seen, setSeen] = useState(0);
  const stuckNow = useRef(stuck);
  const tall = useRef(0);
  const { first, last } = endsOf(log);
  const complete = last >= log.newest;
  useKeptPlace(log, { ref, stuckNow, tall, tail, at });

  function stick(to: boolean): void {
    stuckNow.current = to;
    setStuck(to);
    if (to) setSeen(log.newest);
  }

  function onScroll(): void {
    const place = ref.current;
    if (!place || last === 0) return;
    const below = place.scrollHeight - place.scrollTop - place.clientHeight;
    if (first > 1 && place.scrollTop < AHEAD_PX && !log.refusal) log.older();
    if (!complete && below < AHEAD_PX && !log.refusal) log.newer();
    // What opens below the log makes it shorter, and this may be heard before its new size is.
    const resized = place.clientHeight !== tall.current && stuckNow.current;
    // Entries on their way do not unstick a reader who is at the end: scrolling there may be our own doing.
    stick((below < NEAR_PX || resized) && (complete || stuckNow.current));
  }

  function toNewest(): void {
    const place = ref.current;
    if (!place) return;
    stuckNow.current = true;
    place.scrollTop = place.scrollHeight;
    if (complete) stick(true);
    else log.newer();
  }

  return { ref, onScroll, stuck, unread: log.newest > Math.max(seen, 0) && seen > 0, toNewest };
}

interface Reader {
  ref: RefObject<HTMLDivElement>;
  stuckNow: MutableRefObject<boolean>;
  /** The height of the log as last seen. */
  tall: MutableRefObject<number>;
  tail: number;
  at: number | undefined;
}

/** Scrolls when entries or lines came or something changed its size, so that the reader keeps their place. */
function useKeptPlace(log: LiveLog, { ref, stuckNow, tall, tail, at }: Reader): void {
  const before = useRef({ first: 0, height: 0 });
  const { first, last } = endsOf(log);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it acts when entries or lines came, and on nothing else
  useLayoutEffect(() => {
    const place = ref.current;
    if (!place) return;
    const { first: firstBefore, height } = before.current;
    if (firstBefore === 0 && first > 0 && at !== undefined) {
      place.querySelector(`[data-seq="${at}"]`)?.scrollIntoView({ block: 'center' });
    } else if (first < firstBefore) place.scrollTop += place.scrollHeight - height;
    else if (stuckNow.current) place.scrollTop = place.scrollHeight;
    before.current = { first, height: place.scrollHeight };
    // What stands above may be too short to scroll.
    if (first > 1 && place.scrollTop < AHEAD_PX) log.older();
  }, [first, last, tail]);

  useEffect(() => {
    const place = ref.current;
    if (!place) return;
    const keep = new ResizeObserver(() => {
      if (stuckNow.current) place.scrollTop = place.scrollHeight;
      before.current.height = place.scrollHeight;
      tall.current = place.clientHeight;
    });
    keep.observe(place);
    if (place.firstElementChild) keep.observe(place.firstElementChild);
    return () => keep.disconnect();
  }, [ref, stuckNow, tall]);
}

/** The `seq` of the first and the last entry that has been read; 0 when there is none. */
function endsOf({ entries }: LiveLog): { first: number; last: number } {
  return { first: entries[0]?.seq ?? 0, last: entries.at(-1)?.seq ?? 0 };
}
