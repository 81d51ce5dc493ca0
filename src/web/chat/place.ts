import type { ChatActivity } from './web-chat.ts';

/** Where in the log an activity stands, 0 for what is in no log: the number stands at the end of its id. */
export function placeOf({ id = '' }: ChatActivity): number {
  return Number(/\|(\d+)$/.exec(id)?.[1] ?? 0);
}

/**
 * The activity as Web Chat has to get it to put it where it stands in the log, whatever came before it. What it replies to
 * is left out: it stands before it anyway, and Web Chat would wait five seconds for one that is not on the page.
 */
export function inItsPlace(activity: ChatActivity): ChatActivity {
  const { replyToId: _, ...shown } = activity;
  const place = placeOf(activity);
  if (place === 0) return shown;
  return { ...shown, channelData: { ...shown.channelData, 'webchat:sequence-id': place } };
}
