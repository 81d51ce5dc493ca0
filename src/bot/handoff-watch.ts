import type { Handbook } from '#handbook/handbook.ts';
import { isOpen } from '#handbook/hours.ts';
import type { Clock } from '#records/clock.ts';
import { tellDesk } from '#records/desk-events.ts';
import { queueTime } from '#records/due-rows.ts';
import { requeueChat } from '#records/handoffs/moves.ts';
import { notePlace, PLACE_MOVED, readPlaces, readTold, type WaitingPlace } from '#records/handoffs/places.ts';
import { readUnattended } from '#records/handoffs/vanished.ts';
import { readPresent } from '#records/staff/presence.ts';
import { maySendMore } from '#records/wechat/spare.ts';
import type { Storage } from '#storage/storage.ts';
import { nextTold, type PlaceNow } from './place-news.ts';

/** So often (milliseconds) a node looks by itself; a change in the queue makes it look sooner. */
const LOOK_EVERY = 5_000;
const SOON = 400;

/** What the watch is started with. */
export interface WatchOptions {
  storage: Storage;
  handbook: Pick<Handbook, 'estate' | 'estates' | 'common'>;
  clock: Clock;
  onError(error: unknown): void;
}

/** Keeps chats from hanging on clerks who are gone, and residents from waiting without knowing how long. */
export interface HandoffWatch {
  /** Looks now; resolves when everything found has been done. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the watch of one node. Several may look at once: each thing found is done by one of them. */
export function startHandoffWatch(options: WatchOptions): HandoffWatch {
  const watch = new Watch(options);
  let running = Promise.resolve();
  let soon: NodeJS.Timeout | undefined;
  const run = () => {
    running = running.then(() => watch.look()).catch(options.onError);
  };
  const timer = setInterval(run, LOOK_EVERY);
  timer.unref();
  const stopListening = options.storage.listen(({ about }) => {
    if (about !== 'queue' || soon) return;
    soon = setTimeout(() => {
      soon = undefined;
      run();
    }, SOON);
    soon.unref();
  });
  return {
    async look() {
      await running;
      await watch.look();
    },
    async stop() {
      stopListening();
      clearInterval(timer);
      clearTimeout(soon);
      await running;
    },
  };
}

class Watch {
  readonly #options: WatchOptions;
  /** Since when this node has looked without a gap: after a sleep, or while the store was away, nobody could be heard. */
  #since: number | undefined;
  #lookedAt = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  async look(): Promise<void> {
    const { storage, clock } = this.#options;
    const now = await queueTime(storage, clock);
    if (this.#since === undefined || now < this.#lookedAt || now - this.#lookedAt > 3 * LOOK_EVERY) this.#since = now;
    this.#lookedAt = now;
    await this.#freeChats(now, this.#since);
    await this.#tellPlaces(now);
  }

  async #freeChats(now: number, since: number): Promise<void> {
    const { storage, handbook, clock } = this.#options;
    const graces = handbook.estates().map(({ desks }) => desks.graceSeconds * 1000);
    if (graces.length === 0) return;
    for (const chat of await readUnattended(storage.db, now - Math.min(...graces))) {
      const grace = (handbook.estate(chat.estateId)?.desks.graceSeconds ?? 0) * 1000;
      if (Math.max(chat.heardAt, since) > now - grace) continue;
      await storage.transact((tx) => requeueChat(tx, chat, { from: chat.clerk, why: 'vanished' }, clock.now()));
    }
  }

  async #tellPlaces(now: number): Promise<void> {
    const places = await readPlaces(this.#options.storage.db, now);
    const there = new Map<string, boolean>();
    for (const place of places) {
      if (!there.has(place.estateId)) there.set(place.estateId, await this.#isSomebodyThere(place.estateId, now));
      await this.#tellPlace(place, now, there.get(place.estateId) === true);
    }
  }

  async #isSomebodyThere(estateId: string, now: number): Promise<boolean> {
    return (await readPresent(this.#options.storage.db, estateId, now)).length > 0;
  }

  async #tellPlace(place: WaitingPlace, now: number, there: boolean): Promise<void> {
    const { storage, handbook, clock } = this.#options;
    const estate = handbook.estate(place.estateId);
    if (!estate) return;
    const away: PlaceNow['away'] = isOpen(estate, handbook.common(), clock.now())
      ? there
        ? undefined
        : 'nobody'
      : 'closed';
    const { ahead, minutes } = place;
    const shown = { ahead, ...(minutes !== undefined && !away && { minutes }), ...(away && { away }) } as const;
    const news = nextTold(
      readTold(place.stored),
      { ...shown, channel: place.channel, waited: now - place.requestedAt },
      now,
    );
    if (!news) return;
    await storage.transact(async (tx) => {
      const noted = await notePlace(tx, place, news.told, news.silent ? undefined : shown);
      if (!noted || !news.inWords || !(await maySendMore(tx.db, place))) return;
      await tellDesk(tx, { conversationId: place.conversationId, name: PLACE_MOVED, value: shown }, clock.now());
    });
  }
}
