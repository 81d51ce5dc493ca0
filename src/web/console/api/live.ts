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
  return new LiveStream(check);
}

class LiveStream implements Live {
  readonly #check: () => Promise<unknown>;
  readonly #hearers = new Set<(news: ConsoleNews) => void>();
  readonly #watchers = new Set<() => void>();
  #status: LiveStatus = 'connecting';
  #pause = FIRST_PAUSE_MS;
  #timer: number | undefined;
  #closed = false;
  #source: EventSource;

  constructor(check: () => Promise<unknown>) {
    this.#check = check;
    this.#source = this.#open();
    window.addEventListener('online', this.#backOnline);
  }

  listen(hear: (news: ConsoleNews) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  watch(seen: () => void): () => void {
    this.#watchers.add(seen);
    return () => this.#watchers.delete(seen);
  }

  status(): LiveStatus {
    return this.#status;
  }

  close(): void {
    this.#closed = true;
    window.clearTimeout(this.#timer);
    window.removeEventListener('online', this.#backOnline);
    this.#source.close();
  }

  #open(): EventSource {
    const opened = new EventSource('/console/api/events');
    opened.onopen = () => {
      this.#pause = FIRST_PAUSE_MS;
      this.#turn('open');
    };
    opened.onmessage = (event: MessageEvent<string>) => {
      const news = JSON.parse(event.data) as ConsoleNews;
      for (const hear of this.#hearers) hear(news);
    };
    opened.onerror = () => {
      this.#turn('lost');
      if (opened.readyState === EventSource.CLOSED) this.#reopenLater();
    };
    return opened;
  }

  #turn(next: LiveStatus): void {
    if (this.#status === next) return;
    this.#status = next;
    for (const seen of this.#watchers) seen();
  }

  readonly #backOnline = (): void => {
    if (this.#source.readyState === EventSource.CLOSED) this.#reopen();
  };

  #reopenLater(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#reopen(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  #reopen(): void {
    this.#check().then(
      () => {
        if (this.#closed) return;
        this.#source.close();
        this.#source = this.#open();
      },
      () => {
        if (!this.#closed) this.#reopenLater();
      },
    );
  }
}
