import { handOnWhole } from './bursts.ts';
import { recall, remember } from './tab-memory.ts';
import { watchedAjax, watchedSocket } from './watched.ts';
import type { ChatActivity, DirectLineJs } from './web-chat.ts';

const ONLINE = 2;
const CONNECT_MS = 15_000;
const LISTEN_MS = 5000;
/** Three keep-alives of the desk. */
const SILENCE_MS = 45_000;
const BLOCKED_AFTER = 2;
const BLOCKED_KEY = 'lobby.sockets-blocked';

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
 * One DirectLineJS from birth to death, watched: status 3 to 5, a socket that closes, cannot open or falls silent, and
 * polling that has stopped all mean lost. Where sockets are blocked (the desk answered, the socket never opened, twice)
 * this tab polls from then on.
 */
export class Connection {
  readonly line: DirectLineJs;
  readonly #options: ConnectionOptions;
  readonly #webSocket = recall(BLOCKED_KEY) === '';
  readonly #watch = setInterval(() => this.check(), LISTEN_MS);
  #subscriptions: { unsubscribe(): void }[] = [];
  #state: 'connecting' | 'online' | 'up' | 'over' = 'connecting';
  #heardAt = Date.now();

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.line = options.create({ webSocket: this.#webSocket });
    handOnWhole(this.line);
    const fail = () => this.fail();
    const heard = () => this.#heard();
    const { services } = this.line;
    services.WebSocket = watchedSocket({ opened: () => this.#up(), heard, closed: fail });
    if (!this.#webSocket) services.ajax = watchedAjax(services.ajax, { heard, failed: fail });
    this.#subscriptions.push(this.line.connectionStatus$.subscribe({ next: (status) => this.#follow(status) }));
    // A moment later, so that whoever makes a connection holds it before it can be lost.
    queueMicrotask(() => this.#listen());
  }

  /** Looks at once whether the desk is still there. */
  check(): void {
    const silence = Date.now() - this.#heardAt;
    if (silence > (this.#state === 'up' ? SILENCE_MS : CONNECT_MS)) this.fail();
  }

  /** Gives up on this connection and says so. */
  fail(): void {
    if (this.#state === 'over') return;
    if (this.#state === 'online' && this.#webSocket && navigator.onLine) socketFailures += 1;
    if (socketFailures >= BLOCKED_AFTER) remember(BLOCKED_KEY, 'yes');
    this.drop();
    this.#options.onLost();
  }

  /** Ends it without telling. */
  drop(): void {
    this.#state = 'over';
    clearInterval(this.#watch);
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.line.end();
  }

  #listen(): void {
    if (this.#state === 'over') return;
    const fail = () => this.fail();
    const observer = { next: this.#options.onActivity, error: fail, complete: fail };
    this.#subscriptions.push(this.line.activity$.subscribe(observer));
  }

  #follow(status: number): void {
    if (status > ONLINE) this.fail();
    if (status !== ONLINE || this.#state !== 'connecting') return;
    this.#state = 'online';
    this.#heard();
    this.#options.onOnline();
    if (!this.#webSocket) this.#up();
  }

  #up(): void {
    this.#heard();
    if (this.#webSocket) socketFailures = 0;
    if (this.#state !== 'online') return;
    this.#state = 'up';
    this.#options.onUp();
  }

  #heard(): void {
    this.#heardAt = Date.now();
  }
}
