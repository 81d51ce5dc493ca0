import { recall, remember } from './tab-memory.ts';
import type { Store } from './web-chat.ts';

const KEY = 'lobby.draft';

/** What stood in the send box when this tab was reloaded or closed by the phone. */
export const readDraft = (): string => recall(KEY);

/** Keeps what stands in the send box; the tab forgets it when closed. */
export function keepDraft(store: Store): void {
  let kept = readDraft();
  store.subscribe(() => {
    const { sendBoxValue } = store.getState();
    if (sendBoxValue === kept) return;
    kept = sendBoxValue;
    remember(KEY, kept);
  });
}
