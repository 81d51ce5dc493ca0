import { setTimeout as wait } from 'node:timers/promises';
import type { ScriptPhrases } from '#records/staff/steps.ts';
import type { Storage } from '#storage/storage.ts';
import { indexSome } from './search-index.ts';

/** Conversations in one slice: a few milliseconds of work, after which turns have their go. */
const SLICE = 20;
/** Rests so many times as long as it worked: little while residents are quiet, long while turns want the processor. */
const REST = { quiet: 1, busy: 15 };
/** What is said is found by its words after about this long (milliseconds); until then a search reads it as it stands. */
const AFTER = 1000;
/** Another node's, or what got lost, is looked for so often (milliseconds). */
const LOOK_EVERY = 30_000;

/** Takes into the index what is said, beside the turns. */
export interface Indexer {
  /** Resolves when nothing is left to take in. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

/** What the indexer is started with. */
export interface IndexerOptions {
  storage: Storage;
  /** The phrases in force. */
  phrases(): ScriptPhrases;
  onError(error: unknown): void;
}

/** Starts taking in what is said, what waits from earlier first. */
export function startIndexer(options: IndexerOptions): Indexer {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let running: Promise<void> | undefined;
  let heard = false;

  const soon = (after: number) => {
    const at = performance.now() + after;
    if (ending.signal.aborted || running || at >= due) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(run, after).unref();
  };
  /** How long to rest after so many milliseconds of work. */
  const rest = (worked: number) => {
    const factor = heard ? REST.busy : REST.quiet;
    heard = false;
    return worked * factor;
  };
  const run = (): Promise<void> => {
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
    heard = false;
    running ??= takeInAll(options, { ending: ending.signal, rest })
      .catch(options.onError)
      .finally(() => {
        running = undefined;
        soon(heard ? AFTER : LOOK_EVERY);
      });
    return running;
  };
  const stopListening = options.storage.listen((news, origin) => {
    if (news.about !== 'conversation' || origin !== 'here') return;
    heard = true;
    soon(AFTER);
  });
  soon(AFTER);
  return {
    async catchUp() {
      await running;
      await run();
    },
    async stop() {
      stopListening();
      ending.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

async function takeInAll(
  { storage, phrases }: IndexerOptions,
  { ending, rest }: { ending: AbortSignal; rest(worked: number): number },
): Promise<void> {
  while (!ending.aborted) {
    const began = performance.now();
    const taken = await indexSome(storage, phrases(), SLICE);
    if (taken < SLICE) return;
    // Cut short by the end of the desk, which waits for it; nothing else may keep the process alive for it.
    await wait(rest(performance.now() - began), undefined, { ref: false, signal: ending }).catch(() => undefined);
  }
}
