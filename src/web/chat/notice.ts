import type { ChatActivity } from './web-chat.ts';

/** Who has the conversation, as the desk tells the page: in the queue, with a person, back with the bot. */
export interface Notice {
  kind: 'queue' | 'staff' | 'bot';
  /** The clerk, for `staff`. */
  name?: string;
  /** How many are before the resident and for how long, for `queue`. */
  ahead?: number;
  minutes?: number;
  /** Why nobody comes at once, for `queue`: the office is closed, or nobody of it is there. */
  away?: 'closed' | 'nobody';
}

const KINDS: readonly unknown[] = ['queue', 'staff', 'bot'];

/** Reads the event `lobby.notice`; undefined for any other activity. */
export function noticeOf({ type, name, value }: ChatActivity): Notice | undefined {
  if (type !== 'event' || name !== 'lobby.notice' || typeof value !== 'object' || value === null) return undefined;
  const { kind, name: clerk, ahead, minutes, away } = value as Record<string, unknown>;
  if (!KINDS.includes(kind)) return undefined;
  return {
    kind: kind as Notice['kind'],
    name: typeof clerk === 'string' ? clerk : undefined,
    ahead: typeof ahead === 'number' ? ahead : undefined,
    minutes: typeof minutes === 'number' ? minutes : undefined,
    away: away === 'closed' || away === 'nobody' ? away : undefined,
  };
}
