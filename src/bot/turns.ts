import { setTimeout as wait } from 'node:timers/promises';
import { readDeskState } from '#dialogs/desk-state.ts';
import type { NewActivity } from '#records/activities.ts';
import { findConversation } from '#records/conversations.ts';
import { requestHandoff } from '#records/handoffs/handoffs.ts';
import { countAttempt, dueConversations, finishTurn, holdConversation } from '#records/turns.ts';
import { isDiskFull } from '#storage/errors.ts';
import type { ActivityRow } from '#storage/schema.ts';
import { fewAtOnce } from './few-at-once.ts';
import { localeOf, nextDue, runTurn, type TurnTools } from './turn.ts';

/** Turns side by side: in a rush, messages that are to be accepted do not queue behind more for the processor and the store. */
const AT_ONCE = 32;
/** Tries of one message before it is parked with a person. */
const TRIES = 3;
/** A node looks this often (milliseconds) for turns that nobody runs: another node's, or news that got lost. */
const SWEEP_EVERY = 5000;
const SWEEP_AT_ONCE = 200;
const RETRY_AFTER = 200;
/** Later than any clock: what waits at a start is run even when the clock was set back meanwhile. */
const ANY_TIME = Number.MAX_SAFE_INTEGER;

/** Runs turns as messages come in. */
export interface Turns {
  /** A conversation has something waiting. */
  wake(conversationId: string): void;
  /** Runs what was left waiting when the last process ended. Resolves when it is started. */
  recover(): Promise<void>;
  /** Resolves when no turn runs. */
  idle(): Promise<void>;
  /** Lets the running turns finish and starts no more. */
  stop(): Promise<void>;
}

type Tools = TurnTools & { onError(code: string, error: unknown): void };

/** One conversation at a time, in order; different conversations side by side. */
export function createTurns(tools: Tools): Turns {
  return new TurnRunner(tools);
}

class TurnRunner implements Turns {
  readonly #tools: Tools;
  readonly #few = fewAtOnce(AT_ONCE);
  readonly #running = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  /** Conversations of which one may have ended the process more than once: each waits to be run alone. */
  readonly #suspects = new Set<string>();
  /** Conversations that wait for the rest of a saying. */
  readonly #resting = new Map<string, NodeJS.Timeout>();
  #recovering: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;
  #stopped = false;

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#timer = setInterval(() => {
      const before = tools.clock.now() - SWEEP_EVERY;
      this.#sweep(before).catch((error) => tools.onError('sweep-failed', error));
    }, SWEEP_EVERY);
    this.#timer.unref();
  }

  wake(id: string): void {
    if (this.#stopped || this.#suspects.has(id)) return;
    if (this.#running.has(id)) {
      this.#again.add(id);
      return;
    }
    clearTimeout(this.#resting.get(id));
    this.#resting.delete(id);
    const run = this.#runAll(id).finally(() => {
      this.#running.delete(id);
      if (this.#again.delete(id)) this.wake(id);
    });
    this.#running.set(id, run);
  }

  /**
   * A message that ends the process must not do so for ever, and nobody else is to be parked for it. After one crash all that
   * waits is run at once. What has waited through two is run alone, counted just before: only the guilty one is counted again.
   */
  async recover(): Promise<void> {
    const { storage } = this.#tools;
    const first: string[] = [];
    for (const id of await dueConversations(storage.db, ANY_TIME, SWEEP_AT_ONCE)) {
      const conversation = await findConversation(storage.db, id);
      if (conversation?.attempts === 0) first.push(id);
      else this.#suspects.add(id);
    }
    for (const id of first) {
      await countAttempt(storage.db, id);
      this.wake(id);
    }
    if (this.#suspects.size > 0) this.#recovering = this.#runSuspects(first);
  }

  async idle(): Promise<void> {
    await this.#recovering;
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    for (const timer of this.#resting.values()) clearTimeout(timer);
    await this.idle();
  }

  async #runAll(id: string): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#again.delete(id);
        const result = await this.#few(() => runTurn(this.#tools, id));
        if (result === 'done') return;
        if (typeof result === 'number') return this.#rest(id, result);
      } catch (error) {
        if (!(await this.#retryOrPark(id, error))) return;
      }
    }
  }

  /** What waits is durable: a process that ends meanwhile leaves it to the next. */
  #rest(id: string, milliseconds: number): void {
    if (this.#stopped) return;
    this.#resting.set(
      id,
      setTimeout(() => this.wake(id), milliseconds),
    );
  }

  /** True when the conversation should be looked at again now. */
  async #retryOrPark(id: string, error: unknown): Promise<boolean> {
    const { storage, onError } = this.#tools;
    onError('turn-failed', error);
    if (isDiskFull(error)) return false;
    try {
      if ((await countAttempt(storage.db, id)) >= TRIES) await park(this.#tools, id);
      else await wait(RETRY_AFTER);
      return true;
    } catch (second) {
      // The store itself is away: the sweep comes back to this conversation.
      onError('turn-not-parked', second);
      return false;
    }
  }

  async #runSuspects(before: string[]): Promise<void> {
    const { storage, onError } = this.#tools;
    await Promise.all(before.map((id) => this.#running.get(id)));
    for (const id of this.#suspects) {
      if (this.#stopped) return;
      try {
        if ((await countAttempt(storage.db, id)) > TRIES) await park(this.#tools, id);
      } catch (error) {
        onError('turn-not-parked', error);
      }
      this.#suspects.delete(id);
      this.wake(id);
      await this.#running.get(id);
    }
  }

  async #sweep(before: number): Promise<void> {
    for (const id of await dueConversations(this.#tools.storage.db, before, SWEEP_AT_ONCE)) this.wake(id);
  }
}

/** Gives a message that cannot be handled to a person and tells the resident; the next message goes on normally. */
async function park(tools: TurnTools, conversationId: string): Promise<void> {
  const due = await nextDue(tools.storage, conversationId);
  if (!due) return;
  const {
    conversation,
    waiting: [message],
  } = due;
  const say = tools.speech.say(localeOf(conversation));
  await tools.storage.transact(async (tx) => {
    const held = await holdConversation(tools.storage, tx, conversation);
    if (!held) return;
    const wish = { conversationId, estateId: held.estate_id, reason: 'failed-turn' as const, level: 'urgent' as const };
    const put = await requestHandoff(tx, wish, tools.clock);
    await finishTurn(
      tx,
      held,
      {
        state: keepIfReadable(held.state, localeOf(held)),
        locale: held.locale,
        service: held.service,
        replies: apology(say('handoff:turnFailed'), message, put),
        turnedSeq: message.seq,
      },
      tools.clock.now(),
    );
  });
}

/** What the resident hears of a parked message; `queued` shows on their page that they wait for a person now. */
function apology(text: string, message: ActivityRow, queued: boolean): NewActivity[] {
  const desk = { role: 'desk', fromId: 'desk' } as const;
  const notice = { ...desk, type: 'event', body: { name: 'lobby.notice', value: { kind: 'queue' } } };
  const words = { ...desk, type: 'message', text, body: message.type === 'message' ? { replyToId: message.id } : {} };
  return queued ? [notice, words] : [words];
}

/** State that cannot be read is what made the turn fail: it starts afresh. */
function keepIfReadable(state: string, locale: 'zh-CN' | 'en'): string {
  try {
    readDeskState(state, locale);
    return state;
  } catch {
    return '{}';
  }
}
