import type { ConsoleNews } from '#console/api.ts';

/** How the stream stands: `lost` from the moment it breaks until it is open again. */
export type LiveStatus = 'connecting' | 'open' | 'lost';

/** The desk's event stream, with reconnection. */
export interface Live {
  listen(hear: (news: ConsoleNews) => void): () => void;
  watch(seen: () => void): () => void;
  status(): LiveStatus;
  close(): void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Opens the stream of news. The browser reconnects by itself after a cut line; after an answer that is no stream (the desk
 * restarting, the session over) it gives up, so this opens a new one, slower each time. `check` is called first then, to find
 * out whether somebody is still signed in.
 */
export function openLive(check: () => Promise<unknown>): Live {
  const hearers = new Set<(news: ConsoleNews) => void>();
  const watchers = new Set<() => void>();
  let status: LiveStatus = 'connecting';
  let pause = FIRST_PAUSE_MS;
  let timer: number | undefined;
  let closed = false;
  let source = open();

  function turn(next: LiveStatus): void {
    if (status === next) return;
    status = next;
    for (const seen of watchers) seen();
  }

  function open(): EventSource {
    const opened = new EventSource('/console/api/events');
    opened.onopen = () => {
      pause = FIRST_PAUSE_MS;
      turn('open');
    };
    opened.onmessage = (event: MessageEvent<string>) => {
      const news = JSON.parse(event.data) as ConsoleNews;
      for (const hear of hearers) hear(news);
    };
    opened.onerror = () => {
      turn('lost');
      if (opened.readyState === EventSource.CLOSED) reopenLater();
    };
    return opened;
  }

  function reopenLater(): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(reopen, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }

  function reopen(): void {
    check().then(
      () => {
        if (closed) return;
        source.close();
        source = open();
      },
      () => {
        if (!closed) reopenLater();
      },
    );
  }

  const backOnline = () => {
    if (source.readyState === EventSource.CLOSED) reopen();
  };
  window.addEventListener('online', backOnline);

  return {
    listen: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    watch: (seen) => {
      watchers.add(seen);
      return () => watchers.delete(seen);
    },
    status: () => status,
    close: () => {
      closed = true;
      window.clearTimeout(timer);
      window.removeEventListener('online', backOnline);
      source.close();
    },
  };
}
