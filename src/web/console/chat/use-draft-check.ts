import { useEffect, useRef, useState } from 'react';
import type { DraftCheck } from '#console/chats/clerk-api.ts';
import { clerk } from '../api/clerk-calls.ts';
import { useDebounced } from '../frame/use-debounced.ts';

const PAUSE_MS = 400;
/** A slow desk does not hold up what a clerk says: it looks at every message itself before it goes out. */
const PATIENCE_MS = 1_500;
const NOTHING: DraftCheck = { faults: [], known: [], promises: [] };

/** What the desk says of a draft while it is written, and once more before it is sent. */
export interface DraftChecking {
  check: DraftCheck;
  /** True when the desk lets it go; also when it cannot be asked now, since it looks at every message itself. */
  mayGo(text: string): Promise<boolean>;
}

/** Checks a draft whenever the clerk pauses. */
export function useDraftCheck(id: string, text: string): DraftChecking {
  const [state, setState] = useState({ text: '', check: NOTHING });
  const paused = useDebounced(text, PAUSE_MS);
  const asked = useRef('');

  useEffect(() => {
    const draft = paused.trim();
    asked.current = draft;
    if (draft.length < 2) return;
    clerk
      .checkDraft(id, draft)
      .then((check) => {
        if (asked.current === draft) setState({ text: draft, check });
      })
      .catch(() => {});
  }, [id, paused]);

  async function mayGo(draft: string): Promise<boolean> {
    const patience = new Promise<DraftCheck>((resolve) => setTimeout(() => resolve(NOTHING), PATIENCE_MS));
    const check = await Promise.race([clerk.checkDraft(id, draft).catch(() => NOTHING), patience]);
    asked.current = draft;
    setState({ text: draft, check });
    return check.faults.length === 0;
  }

  // What was said of other words does not hold for these; while somebody types on it stays, so that nothing jumps.
  const fits = text.trim() !== '' && (text.includes(state.text) || state.text.includes(text.trim()));
  return { check: fits ? state.check : NOTHING, mayGo };
}
