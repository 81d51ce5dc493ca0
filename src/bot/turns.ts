import { setTimeout as wait } from 'node:timers/promises';
import { readDeskState } from '#dialogs/desk-state.ts';
import { requestHandoff } from '#records/handoffs.ts';
import { countAttempt, dueConversations, finishTurn, holdConversation } from '#records/turns.ts';
import { isDiskFull } from '#storage/errors.ts';
import { localeOf, nextDue, runTurn, type TurnTools } from './turn.ts';

/** Tries of one message before it is parked with a person. */
const TRIES = 3;
/** A node looks this often (milliseconds) for turns that nobody runs: another node's, or news that got lost. */
const SWEEP_EVERY = 5000;
const SWEEP_AT_ONCE = 200;
const RETRY_AFTER = 200;

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
  readonly #running = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #stopped = false;

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#timer = setInterval(() => {
      const before = tools.clock.now() - SWEEP_EVERY;
      this.#sweep(before, false).catch((error) => tools.onError('sweep-failed', error));
    }, SWEEP_EVERY);
    this.#timer.unref();
  }

  wake(id: string): void {
    if (this.#stopped) return;
    if (this.#running.has(id)) {
      this.#again.add(id);
      return;
    }
    const run = this.#runAll(id).finally(() => {
      this.#running.delete(id);
      if (this.#again.delete(id)) this.wake(id);
    });
    this.#running.set(id, run);
  }

  recover(): Promise<void> {
    return this.#sweep(this.#tools.clock.now(), true);
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.idle();
  }

  async #runAll(id: string): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#again.delete(id);
        if ((await runTurn(this.#tools, id)) === 'done') return;
      } catch (error) {
        if (!(await this.#retryOrPark(id, error))) return;
      }
    }
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

  /** After a crash each waiting turn counts as tried once: a message that ends the process must not do so for ever. */
  async #sweep(before: number, crashed: boolean): Promise<void> {
    const { storage } = this.#tools;
    for (const id of await dueConversations(storage.db, before, SWEEP_AT_ONCE)) {
      if (crashed && (await countAttempt(storage.db, id)) > TRIES) await park(this.#tools, id);
      this.wake(id);
    }
  }
}

/** Gives a message that cannot be handled to a person and tells the resident; the next message goes on normally. */
async function park(tools: TurnTools, conversationId: string): Promise<void> {
  const due = await nextDue(tools.storage, conversationId);
  if (!due) return;
  const { conversation, message } = due;
  const say = tools.speech.say(localeOf(conversation));
  await tools.storage.transact(async (tx) => {
    const held = await holdConversation(tools.storage, tx, conversation);
    if (!held) return;
    const wish = { conversationId, estateId: held.estate_id, reason: 'failed-turn' as const, level: 'urgent' as const };
    await requestHandoff(tx, wish, tools.clock);
    await finishTurn(
      tx,
      held,
      {
        state: keepIfReadable(held.state, localeOf(held)),
        locale: held.locale,
        service: held.service,
        replies: [{ type: 'message', role: 'desk', fromId: 'desk', text: say('handoff:turnFailed') }],
        turnedSeq: message.seq,
      },
      tools.clock.now(),
    );
  });
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
