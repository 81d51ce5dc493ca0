import type { ToldPlace } from '#records/handoffs/places.ts';

/** Channels whose page shows the place by itself. */
const SHOWN_ON_PAGE: ReadonlySet<string> = new Set(['webchat', 'directline', 'emulator']);

/** On a page a change is shown at most so often (milliseconds), but at once when the resident is next. */
const PAGE_PAUSE = 20_000;
/** In words a change is told this much later than the last at the earliest, and this often at most. */
const WORDS_PAUSE = 3 * 60_000;
const MOST_WORDS = 2;
/** Whoever was nearly next is not told that they are next. */
const FAR = 2;

/** How somebody waits now. */
export interface PlaceNow {
  ahead: number;
  minutes?: number;
  away?: 'closed' | 'nobody';
  channel: string;
  /** For how long already, milliseconds. */
  waited: number;
}

/** What is to be told of a place now and what will have been told then; undefined when nothing is worth it. */
export function nextTold(
  told: ToldPlace | undefined,
  place: PlaceNow,
  now: number,
): { told: ToldPlace; inWords: boolean; silent?: boolean } | undefined {
  const { ahead, minutes, away } = place;
  const shown = { ahead, ...(minutes !== undefined && { minutes }), ...(away && { away }) };
  const plain = ahead === 0 && minutes === undefined && !away;
  if (!told) return { told: { ...shown, at: now, first: ahead, words: 0 }, inWords: false, silent: plain };
  if (told.ahead === ahead && told.minutes === minutes && told.away === away) return undefined;
  const fresh = { ...told, ...shown, minutes, away, at: now };
  if (SHOWN_ON_PAGE.has(place.channel)) {
    const next = ahead === 0 && told.ahead > 0;
    return next || now - told.at >= PAGE_PAUSE ? { told: fresh, inWords: false } : undefined;
  }
  if (!isWorthWords(told, place, now)) return undefined;
  return { told: { ...fresh, words: told.words + 1, first: ahead }, inWords: true };
}

/** In words only what matters: the queue has halved, or the resident is next. */
function isWorthWords(told: ToldPlace, { ahead, away }: PlaceNow, now: number): boolean {
  if (away || told.words >= MOST_WORDS || now - told.at < WORDS_PAUSE || told.first < FAR) return false;
  return ahead === 0 || ahead <= told.first / 2;
}
