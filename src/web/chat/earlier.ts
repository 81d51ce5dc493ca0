import type { ChatActivity } from './web-chat.ts';
import type { Words } from './words.ts';

const PATIENCE_MS = 15_000;
/** So near to its top the transcript offers what came before. Pixels. */
const NEAR = 160;
const BEGINNING = '0';

/** A page of the log that ends where it was asked for, and the watermark before it. */
export interface EarlierPage {
  activities: ChatActivity[];
  watermark: string;
}

/** What the button over the transcript is made of. */
export interface EarlierParts {
  words(): Words;
  /** The page before this watermark; rejects when the desk cannot be reached. */
  fetch(before: string): Promise<EarlierPage>;
  /** Puts activities where they stand in the log. */
  show(activities: ChatActivity[]): void;
}

/** The button by which a resident reads what was said before the page begins. */
export interface Earlier {
  /** There is more before this watermark; undefined: there is not. */
  begin(watermark: string | undefined): void;
  redraw(): void;
}

/**
 * A long conversation begins with its newest words; this puts a button over the transcript in `room` that brings the ones
 * before, a page at a time, and leaves what is being read where it is. It shows at the top only, and to the Tab key.
 */
export function createEarlier(room: HTMLElement, { words, fetch, show }: EarlierParts): Earlier {
  const button = document.createElement('button');
  const news = document.createElement('p');
  Object.assign(button, { id: 'earlier', type: 'button', hidden: true });
  news.className = 'visually-hidden';
  news.setAttribute('role', 'status');
  room.before(button, news);
  let before: string | undefined;
  let state: 'ready' | 'busy' | 'failed' = 'ready';

  const transcript = () => room.querySelector<HTMLElement>('.webchat__basic-transcript__scrollable');
  const label = { ready: 'earlier', busy: 'earlierComing', failed: 'earlierFailed' } as const;
  const redraw = () => {
    button.textContent = words()[label[state]];
    button.setAttribute('aria-busy', String(state === 'busy'));
    button.hidden = before === undefined;
    button.classList.toggle('away', (transcript()?.scrollTop ?? 0) > NEAR);
    room.classList.toggle('has-earlier', before !== undefined);
  };
  const more = async (from: string) => {
    state = 'busy';
    redraw();
    const page = await fetch(from).catch(() => undefined);
    state = page ? 'ready' : 'failed';
    // Another conversation may have begun meanwhile.
    if (page && before === from) {
      before = page.watermark === BEGINNING ? undefined : page.watermark;
      // The button goes with the last page: who used the keys goes on in the transcript.
      if (before === undefined && document.activeElement === button)
        room.querySelector<HTMLElement>('.webchat__basic-transcript')?.focus({ preventScroll: true });
      await keepInSight(transcript(), () => show(page.activities));
      news.textContent = words()[before === undefined ? 'earlierAll' : 'earlierShown'];
    }
    redraw();
  };
  button.addEventListener('click', () => {
    if (before !== undefined && state !== 'busy') void more(before);
  });
  room.addEventListener('scroll', redraw, { capture: true, passive: true });
  return {
    begin: (watermark) => {
      before = watermark === BEGINNING ? undefined : watermark;
      redraw();
    },
    redraw,
  };
}

/** Reads one page of the log backwards. */
export async function fetchEarlier(
  directLine: string,
  { conversationId, token }: { conversationId: string; token: string },
  before: string,
): Promise<EarlierPage> {
  const address = `${directLine}/conversations/${encodeURIComponent(conversationId)}/activities?before=${before}`;
  const headers = { authorization: `Bearer ${token}` };
  const response = await window.fetch(address, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`The desk answered ${response.status}.`);
  return (await response.json()) as EarlierPage;
}

/** Lets something grow above what is being read: the distance to the end stays as it was. */
async function keepInSight(box: HTMLElement | null, grow: () => void): Promise<void> {
  const below = box ? box.scrollHeight - box.scrollTop : 0;
  grow();
  const hold = () => {
    if (box) box.scrollTop = box.scrollHeight - below;
  };
  // What was shown in one task is drawn in the next; browsers lay out photos and lists a frame later.
  await new Promise((resolve) => setTimeout(resolve));
  hold();
  for (let frame = 0; frame < 2; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    hold();
  }
}
