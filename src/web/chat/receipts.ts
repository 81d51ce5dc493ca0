import { placeOf } from './place.ts';
import type { ChatActivity, Observable } from './web-chat.ts';

/** Several messages in a row are acknowledged as one. Milliseconds. */
const TOGETHER_MS = 400;

/** Tells the desk up to where this page has shown what people of the office said, so that they see it has arrived. */
export function createReceipts(post: (activity: ChatActivity) => Observable<string>): { hear(a: ChatActivity): void } {
  let told = 0;
  let newest = 0;
  let soon = false;
  const tell = () => {
    soon = false;
    if (newest <= told) return;
    told = newest;
    post({ type: 'event', name: 'lobby.seen', value: newest }).subscribe({
      // The next message brings it along.
      error: () => {
        told = 0;
      },
    });
  };
  return {
    hear(activity) {
      if (activity.type !== 'message' || activity.channelData?.lobby?.role !== 'staff') return;
      newest = Math.max(newest, placeOf(activity));
      if (soon) return;
      soon = true;
      setTimeout(tell, TOGETHER_MS);
    },
  };
}
