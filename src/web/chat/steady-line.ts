import type { ChatSession } from './boot.ts';
import { Connection } from './connection.ts';
import { type DeliveryNews, deliver } from './deliver.ts';
import { createPatience } from './patience.ts';
import { showOwnPhotos } from './photos.ts';
import { createSubject, type Subject } from './subject.ts';
import type { ChatActivity, DirectLineJs, DirectLineOptions, Line, Observable } from './web-chat.ts';

const ONLINE = 2;
/** A line that held this long counts as good: the next loss is a new one. */
const HELD_MS = 20_000;

/** How the line to the desk stands. `up` comes again each time it is restored. */
export type LineState = 'up' | 'down';

/** What a steady line needs. */
export interface SteadyLineOptions {
  session: ChatSession;
  create(options: Pick<DirectLineOptions, 'token' | 'webSocket' | 'conversationId' | 'watermark'>): DirectLineJs;
  /** A new token for the same visitor; rejects when the desk cannot be reached. */
  renew(): Promise<ChatSession>;
  onState(state: LineState): void;
  onActivity(activity: ChatActivity): void;
  /** The desk begins from nothing: what was said before is gone. */
  onRestarted(): void;
  delivery: DeliveryNews;
}

/**
 * One line for Web Chat that never ends. DirectLineJS gives up for good on an expired token or a lost conversation and
 * waits up to 35 seconds after a restart; this opens one DirectLineJS after the other behind Web Chat's back, so that
 * what stands on the screen and in the send box is left alone, and each goes on reading where the last one stopped.
 */
export class SteadyLine implements Line {
  readonly activity$: Subject<ChatActivity>;
  readonly connectionStatus$ = createSubject<number>({ first: 0 });
  readonly #options: SteadyLineOptions;
  readonly #patience = createPatience();
  #session: ChatSession;
  #current: Connection | undefined;
  #upSince: number | undefined;
  #firstId: string | undefined;

  constructor(options: SteadyLineOptions) {
    this.#options = options;
    this.#session = options.session;
    this.activity$ = createSubject<ChatActivity>({ onFirst: () => this.#open() });
  }

  get token(): string {
    return this.#session.token;
  }

  postActivity(activity: ChatActivity): Observable<string> {
    return deliver(activity, { connection: () => this.#current, news: this.#options.delivery });
  }

  end(): void {
    this.#current?.drop();
  }

  /** Looks at once whether the line still holds, e.g. when the phone comes out of a pocket. */
  wake(): void {
    this.#current?.check();
    this.#patience.enough();
  }

  /** Without `resume` the desk sends everything from the first word; Web Chat shows what it gets twice only once. */
  #open(resume?: { conversationId: string; watermark: string }): void {
    let first = !resume;
    this.#current = new Connection({
      create: ({ webSocket }) => this.#options.create({ token: this.#session.token, webSocket, ...resume }),
      onOnline: () => this.connectionStatus$.next(ONLINE),
      onUp: () => {
        this.#upSince = Date.now();
        this.#options.onState('up');
      },
      onActivity: (activity) => {
        if (first && activity.type !== 'typing') this.#compareFirst(activity);
        first &&= activity.type === 'typing';
        this.#options.onActivity(activity);
        this.activity$.next(showOwnPhotos(activity));
      },
      onLost: () => void this.#recover(),
    });
  }

  #compareFirst({ id }: ChatActivity): void {
    if (this.#firstId !== undefined && this.#firstId !== id) this.#options.onRestarted();
    this.#firstId = id;
  }

  async #recover(): Promise<void> {
    const { watermark = '' } = this.#current?.line ?? {};
    this.#current = undefined;
    this.#options.onState('down');
    if (this.#upSince !== undefined && Date.now() - this.#upSince > HELD_MS) this.#patience.reset();
    // A line that never came up starts afresh: that also opens a conversation the desk has forgotten.
    const resumable = this.#upSince !== undefined && watermark !== '';
    this.#upSince = undefined;
    const { conversationId } = this.#session;
    this.#session = await this.#renew();
    const same = this.#session.conversationId === conversationId;
    this.#open(same && resumable ? { conversationId, watermark } : undefined);
  }

  async #renew(): Promise<ChatSession> {
    for (;;) {
      await this.#patience.wait();
      const session = await this.#options.renew().catch(() => undefined);
      if (session) return session;
    }
  }
}
