import { withdrawReply } from '#records/wechat/replies.ts';
import { isUnreachable } from '#storage/errors.ts';
import type { Spool, Spooled } from '#storage/sqlite/spool.ts';
import type { AccessToken } from './access-token.ts';
import { after, type WechatDoor } from './door.ts';
import type { Push } from './read-push.ts';
import { conversationIdOf, type TakenIn, takeIn } from './take-in.ts';

/** Between two tries (milliseconds) to hand over what waits. */
const TRY_EVERY = 1000;
const LONGEST_REST = 5 * 60_000;

/** The store did not take a push in time. */
export class StoreAway extends Error {}

/** Whether the store is away, or too slow to be waited for. */
export function isAway(error: unknown): boolean {
  return error instanceof StoreAway || isUnreachable(error);
}

/** Takes pushes in, or keeps them on this node while the store of all nodes is away. */
export interface Intake {
  /** Puts a push into the log, after what waits of the same resident. Undefined when there is nothing to answer. */
  take(push: Push, late: Promise<void>): Promise<TakenIn | undefined>;
  /** Keeps a push until the store can take it; durable when this returns. False where this node keeps nothing. */
  keep(push: Push): boolean;
  /** Hands over no more; resolves when nothing is on its way. */
  close(): Promise<void>;
}

/** Makes the way in. Without a spool the platform itself is the one who tries again. */
export function createIntake(door: WechatDoor, tokens: AccessToken): Intake {
  const spool = door.away?.spool;
  if (spool) return new SpooledIntake({ door, tokens, spool });
  return { take: (push) => takeIn(door, tokens, push), keep: () => false, close: async () => {} };
}

class SpooledIntake implements Intake {
  readonly #parts: { door: WechatDoor; tokens: AccessToken; spool: Spool };
  /** One at a time for each resident: what they said stays in order. */
  readonly #handing = new Map<string, Promise<void>>();
  #stopTimer = () => {};
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(parts: { door: WechatDoor; tokens: AccessToken; spool: Spool }) {
    this.#parts = parts;
    this.#look();
  }

  async take(push: Push, late: Promise<void>): Promise<TakenIn | undefined> {
    const work = this.#inOrder(push).then((taken) => ({ taken }));
    const inTime = await Promise.race([work, late]);
    if (inTime) return inTime.taken;
    // It may still come in; kept as well, it is found there.
    work.catch(() => {});
    throw new StoreAway('The store did not answer in time.');
  }

  keep(push: Push): boolean {
    const { door, spool } = this.#parts;
    const body = JSON.stringify({ ...push, fields: [...push.fields] });
    spool.put({ holder: this.#holderOf(push), key: push.key, body, at: door.clock.now() });
    door.log.warn('wechat-spooled');
    this.#rest();
    return true;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer();
    await this.#looking;
    await Promise.all(this.#handing.values()).catch(() => {});
    this.#parts.spool.close();
  }

  #holderOf({ from }: Push): string {
    return conversationIdOf(this.#parts.door.settings.appId, from);
  }

  async #inOrder(push: Push): Promise<TakenIn | undefined> {
    const { door, tokens, spool } = this.#parts;
    const holder = this.#holderOf(push);
    if (spool.first(holder)) await this.#handOver(holder);
    if (spool.first(holder)) throw new StoreAway('What was said before waits still.');
    return takeIn(door, tokens, push);
  }

  #handOver(holder: string): Promise<void> {
    const running = this.#handing.get(holder);
    if (running) return running;
    const run = this.#handOverAll(holder).finally(() => this.#handing.delete(holder));
    this.#handing.set(holder, run);
    return run;
  }

  /** @throws when the store is still away */
  async #handOverAll(holder: string): Promise<void> {
    const { spool } = this.#parts;
    for (let one = spool.first(holder); one && !this.#closed; one = spool.first(holder)) {
      try {
        await this.#handOverOne(one);
      } catch (error) {
        if (isAway(error)) throw error;
        return this.#defer(one, error);
      }
      spool.drop(one.id);
    }
  }

  /** The platform has been told that the answer comes later, so that none goes by its request. */
  async #handOverOne({ body, at }: Spooled): Promise<void> {
    const { door, tokens } = this.#parts;
    const kept = JSON.parse(body) as Push & { fields: [string, string][] };
    const taken = await takeIn(door, tokens, { ...kept, fields: new Map(kept.fields) }, at);
    if (taken) await withdrawReply(door.storage, taken, door.clock.now());
  }

  /** What the store refuses is tried again, ever more seldom, and does not keep others waiting. */
  #defer({ id, failures }: Spooled, error: unknown): void {
    const { door, spool } = this.#parts;
    door.log.error('wechat-spool-failed', error);
    spool.defer(id, door.clock.now() + Math.min(LONGEST_REST, TRY_EVERY * 2 ** Math.min(failures, 10)));
  }

  #look(): void {
    if (this.#closed || this.#looking) return;
    this.#looking = this.#handOverEveryone().finally(() => {
      this.#looking = undefined;
    });
  }

  async #handOverEveryone(): Promise<void> {
    const { door, spool } = this.#parts;
    try {
      for (const holder of spool.holders(door.clock.now())) {
        if (this.#closed) return;
        await this.#handOver(holder);
      }
    } catch (error) {
      if (!isAway(error)) door.log.error('wechat-spool-failed', error);
    }
    if (spool.holders(Number.MAX_SAFE_INTEGER).length > 0) this.#rest();
  }

  #rest(): void {
    this.#stopTimer();
    if (!this.#closed) this.#stopTimer = after(this.#parts.door, TRY_EVERY, () => this.#look());
  }
}
