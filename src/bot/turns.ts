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

/** One conversation at a time, in order; different conversations side by side. */
export function createTurns(tools: TurnTools & { onError(code: string, error: unknown): void }): Turns {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let stopped = false;

  const wake = (id: string): void => {
    if (stopped) return;
    if (running.has(id)) {
      again.add(id);
      return;
    }
    const run = runAll(id).finally(() => {
      running.delete(id);
      if (again.delete(id)) wake(id);
    });
    running.set(id, run);
  };

  const runAll = async (id: string): Promise<void> => {
    for (;;) {
      if (stopped) return;
      try {
        again.delete(id);
        if ((await runTurn(tools, id)) === 'done') return;
      } catch (error) {
        if (!(await retryOrPark(id, error))) return;
      }
    }
  };

  /** True when the conversation should be looked at again now. */
  const retryOrPark = async (id: string, error: unknown): Promise<boolean> => {
    tools.onError('turn-failed', error);
    if (isDiskFull(error)) return false;
    try {
      if ((await countAttempt(tools.storage.db, id)) >= TRIES) await park(tools, id);
      else await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
      return true;
    } catch (second) {
      // The store itself is away: the sweep comes back to this conversation.
      tools.onError('turn-not-parked', second);
      return false;
    }
  };

  const sweep = async (before: number, crashed: boolean): Promise<void> => {
    const due = await dueConversations(tools.storage.db, before, SWEEP_AT_ONCE);
    for (const id of due) {
      if (crashed && (await countAttempt(tools.storage.db, id)) > TRIES) await park(tools, id);
      wake(id);
    }
  };

  const timer = setInterval(() => {
    sweep(tools.clock.now() - SWEEP_EVERY, false).catch((error) => tools.onError('sweep-failed', error));
  }, SWEEP_EVERY);
  timer.unref();

  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running.values());
  };
  return {
    wake,
    recover: () => sweep(tools.clock.now(), true),
    idle,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await idle();
    },
  };
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
