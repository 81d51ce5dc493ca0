import type { DirectLineJs, Store } from './web-chat.ts';

/** A store whose listeners hear of a burst once, at its end. */
export interface BurstStore extends Store {
  /** Something arrives; what else arrives in the same task belongs to it. */
  burst(): void;
}

/** Web Chat draws the whole transcript anew for each activity; what comes together is drawn once. */
export function drawBurstsOnce(store: Store): BurstStore {
  const waiting = new Set<() => void>();
  let held = false;
  const release = () => {
    held = false;
    const listeners = [...waiting];
    waiting.clear();
    for (const listener of listeners) listener();
  };
  return {
    ...store,
    subscribe: (listener) => {
      const leave = store.subscribe(() => (held ? void waiting.add(listener) : listener()));
      return () => {
        waiting.delete(listener);
        leave();
      };
    },
    burst: () => {
      // Web Chat takes each activity from a queue of promises: all of them are through before the next task begins.
      if (!held) setTimeout(release);
      held = true;
    },
  };
}

/**
 * DirectLineJS trickles out a frame by timer, mixed with the frames after it, and counts it as read from the start: a
 * line lost meanwhile would lose the rest for good. So a frame is handed on whole, in its order.
 */
export function handOnWhole(line: DirectLineJs): void {
  line.observableFromActivityGroup = ({ activities, watermark }) => {
    if (watermark) line.watermark = watermark;
    return activities;
  };
}
