import { useEffect } from 'react';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { type Route, useRoute } from './route.ts';

/** This page, among all that are open. */
const PAGE = crypto.randomUUID();

/**
 * Lets the desk know that this page is there, and what it shows: when it changes, and in answer to each `ping` of the stream,
 * since a browser slows the timers of a page that is not looked at.
 */
export function usePresence(): void {
  const route = useRoute();
  const viewing = viewed(route);
  const tell = () => {
    // Missed beats show by themselves; the next one comes in seconds.
    desk.presence({ page: PAGE, ...(viewing && { viewing }) }).catch(() => {});
  };
  useEffect(tell, [viewing]);
  useNews((news) => {
    if (news.kind === 'ping' || news.kind === 'hello') tell();
  });
}

function viewed({ page, id }: Route): string | undefined {
  return page === 'desk' || page === 'conversations' ? id : undefined;
}
