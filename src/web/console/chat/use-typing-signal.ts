import { useRef } from 'react';
import { desk } from '../api/calls.ts';

const NOT_OFTENER_THAN_MS = 3_000;

/** Tells the resident's page that somebody is typing, at most every three seconds. It is a courtesy: a failure is let be. */
export function useTypingSignal(id: string): () => void {
  const told = useRef(0);
  return () => {
    const now = Date.now();
    if (now - told.current < NOT_OFTENER_THAN_MS) return;
    told.current = now;
    desk.typing(id).catch(() => {});
  };
}
