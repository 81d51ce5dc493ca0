/** So often it is looked whether the old words have left the region that is read aloud. Milliseconds. */
const LOOK_MS = 250;

/** How a conversation that has been before comes back to its page. */
export interface Opening {
  /** The transcript stands in `room`, still empty. */
  begin(room: HTMLElement): void;
  /** The old words come. */
  heard(): void;
}

/**
 * Web Chat has screen readers read aloud whatever it shows, and rolls slowly down to its end: who comes back would listen to
 * the whole of an old conversation, and see it pass by. So the old words come in silence, and at their end at once. A
 * newcomer (`returning` false) hears all.
 */
export function createOpening(returning: boolean): Opening {
  let room: HTMLElement | undefined;
  let coming = false;
  const region = () => room?.querySelector('.webchat__live-region-transcript');
  const readAloudOnceEmpty = () => {
    const looking = setInterval(() => {
      if (region()?.childElementCount) return;
      clearInterval(looking);
      region()?.setAttribute('aria-live', 'polite');
    }, LOOK_MS);
  };
  const toEnd = () => {
    const box = room?.querySelector('.webchat__basic-transcript__scrollable');
    if (box) box.scrollTop = box.scrollHeight;
  };
  return {
    begin: (place) => {
      if (!returning) return;
      room = place;
      region()?.setAttribute('aria-live', 'off');
    },
    heard: () => {
      if (coming || !room) return;
      coming = true;
      // What comes in one task is drawn in the next.
      setTimeout(() => {
        toEnd();
        readAloudOnceEmpty();
      });
    },
  };
}
