import { watchedSocket } from './watched-socket.ts';
import type { Ajax, ChatActivity, DirectLineJs } from './web-chat.ts';

const ONLINE = 2;
const CONNECT_MS = 15_000;
const LISTEN_MS = 5000;
/** Three keep-alives of the desk. */
const SILENCE_MS = 45_000;
const BLOCKED_AFTER = 2;
const BLOCKED_KEY = 'lobby.no-socket';

/** One DirectLineJS from birth to death. */
export interface Connection {
  readonly line: DirectLineJs;
  /** Looks at once whether the desk is still there. */
  check(): void;
  /** The desk refused: give up on this one. */
  fail(): void;
  /** Ends it without telling. */
  drop(): void;
}

/** What a connection is made with and whom it tells; `onLost` comes once, and nothing after it. */
export interface ConnectionOptions {
  create(options: { webSocket: boolean }): DirectLineJs;
  onOnline(): void;
  onUp(): void;
  onActivity(activity: ChatActivity): void;
  onLost(): void;
}

let socketFailures = 0;

/**
 * Opens a connection and watches it: status 3 to 5, a socket that closes, cannot open or falls silent, and polling that
 * has stopped all mean lost. Where sockets are blocked (it was online, the socket never opened, twice) it polls.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const webSocket = !socketsBlocked();
  const line = options.create({ webSocket });
  let state: 'connecting' | 'online' | 'up' | 'over' = 'connecting';
  let heardAt = Date.now();
  let watch: ReturnType<typeof setInterval> | undefined;

  const drop = () => {
    state = 'over';
    clearInterval(watch);
    for (const subscription of subscriptions) subscription.unsubscribe();
    line.end();
  };
  const fail = () => {
    if (state === 'over') return;
    if (state === 'online' && webSocket && navigator.onLine) noteSocketFailure();
    drop();
    options.onLost();
  };
  const up = () => {
    heardAt = Date.now();
    if (state !== 'connecting' && state !== 'online') return;
    state = 'up';
    options.onUp();
  };
  const heard = () => {
    heardAt = Date.now();
  };
  const check = () => {
    const silent = Date.now() - heardAt;
    if (silent > (state === 'up' ? SILENCE_MS : CONNECT_MS) && (webSocket || state !== 'up')) fail();
  };
  const onStatus = (status: number) => {
    if (status > ONLINE) return fail();
    if (status !== ONLINE || state !== 'connecting') return;
    state = 'online';
    heard();
    options.onOnline();
    if (!webSocket) up();
  };

  line.services.WebSocket = watchedSocket({ opened: up, heard, closed: fail });
  if (!webSocket) line.services.ajax = watchedAjax(line.services.ajax, { heard, failed: fail });
  const subscriptions = [
    line.connectionStatus$.subscribe({ next: onStatus }),
    // Started a moment later, so that `subscriptions` is there whatever happens at once.
    startLater(() => line.activity$.subscribe({ next: options.onActivity, error: fail, complete: fail })),
  ];
  watch = setInterval(check, LISTEN_MS);
  return { line, check, fail, drop };
}

/** Polling stops without a word at the first failed call. */
function watchedAjax(ajax: Ajax, news: { heard(): void; failed(): void }): Ajax {
  return (request) => ajax(request).do(news.heard, () => request.method === 'GET' && news.failed());
}

function startLater(subscribe: () => { unsubscribe(): void }): { unsubscribe(): void } {
  let subscription: { unsubscribe(): void } | undefined;
  let cancelled = false;
  queueMicrotask(() => {
    if (!cancelled) subscription = subscribe();
  });
  return {
    unsubscribe: () => {
      cancelled = true;
      subscription?.unsubscribe();
    },
  };
}

function socketsBlocked(): boolean {
  return sessionStorage.getItem(BLOCKED_KEY) !== null;
}

function noteSocketFailure(): void {
  socketFailures += 1;
  if (socketFailures >= BLOCKED_AFTER) sessionStorage.setItem(BLOCKED_KEY, 'yes');
}
