import type { ChatSession } from './boot.ts';
import { Connection } from './connection.ts';
import { type DeliveryNews, deliver } from './deliver.ts';
import { createPatience } from './patience.ts';
import { showOwnPhotos } from './photos.ts';
import { inItsPlace } from './place.ts';
import { createSubject, type Subject } from './subject.ts';
import type { ChatActivity, DirectLineJs, DirectLineOptions, Line, Observable } from './web-chat.ts';

const ONLINE = 2;
/** A line that held this long counts as good: the next loss is a new one. */
const HELD_MS = 20_000;

/** How the line to the desk stands. `up` comes again each time it is restored. */
export type LineState = 'up' | 'down';

/** A place in a conversation, to read on from. */
type Mark = { conversationId: string; watermark: string };

/** What a steady line needs. */
export interface SteadyLineOptions {
  session: ChatSession;
  create(options: Pick<DirectLineOptions, 'token' | 'webSocket' | 'conversationId' | 'watermark'>): DirectLineJs;
  /** A new token for the same visitor; rejects when the desk cannot be reached. */
  renew(): Promise<ChatSession>;
  onState(state: LineState): void;
  onActivity(activity: ChatActivity): void;
  /** The conversation is another one now: the page begins after this watermark, or at the first word. */
  onBeginning(watermark: string | undefined): void;
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
  /** Where the page began to read; undefined at the first word. */
  #beginning: Mark | undefined;
  #current: Connection | undefined;
  #upSince: number | undefined;
  #first: string | undefined;

  constructor(options: SteadyLineOptions) {
    this.#options = options;
    this.#session = options.session;
    this.#beginning = beginningOf(options.session);
    this.activity$ = createSubject<ChatActivity>({ onFirst: () => this.#open(this.#beginning) });
  }

  get token(): string {
    return this.#session.token;
  }

  /** Whose words these are, with a token that holds: DirectLineJS renews its own. */
  get grant(): { conversationId: string; token: string } {
    return { conversationId: this.#session.conversationId, token: this.#current?.line.token ?? this.token };
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

  /** Puts into the transcript what the line did not bring. */
  show(activities: ChatActivity[]): void {
    for (const activity of activities) this.activity$.next(inItsPlace(showOwnPhotos(activity)));
  }

  /** Without `resume` the desk sends everything from the first word; Web Chat shows what it gets twice only once. */
  #open(resume?: Mark): void {
    let first = resume === this.#beginning;
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
        this.show([activity]);
      },
      onLost: () => void this.#recover(),
    });
  }

  #compareFirst({ id, timestamp }: ChatActivity): void {
    const first = `${id} ${timestamp}`;
    if (this.#first !== undefined && this.#first !== first) this.#options.onRestarted();
    this.#first = first;
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
    const { newest } = this.#session;
    const same = this.#session.conversationId === conversationId;
    // A desk that knows of no long conversation any more has lost it.
    if (!same || !newest) this.#begin(beginningOf(this.#session));
    this.#open(same && resumable ? { conversationId, watermark } : this.#beginning);
  }

  async #renew(): Promise<ChatSession> {
    for (;;) {
      await this.#patience.wait();
      const session = await this.#options.renew().catch(() => undefined);
      if (session) return session;
    }
  }

  #begin(beginning: Mark | undefined): void {
    if (beginning?.watermark !== this.#beginning?.watermark) this.#options.onBeginning(beginning?.watermark);
    this.#beginning = beginning;
  }
}

function beginningOf({ conversationId, newest }: ChatSession): Mark | undefined {
  return newest && { conversationId, watermark: newest.watermark };
}
