import type { Common, Contents, Estate } from './documents.ts';
import { calendarProblems } from './hours.ts';
import { type Library, openLibrary, type Stocktaking, sameMarks } from './library.ts';
import { HandbookError, type Problem } from './problem.ts';
import { openShelf } from './shelf.ts';

export type { Common, Estate } from './documents.ts';
export { describeProblem, HandbookError, type Problem } from './problem.ts';

/** What the office has written down, as far as it is in force. Every object handed out is frozen. */
export interface Handbook {
  common(): Common;
  /** Undefined for an id that is not, or no longer, among the estates. */
  estate(id: string): Estate | undefined;
  /** At least one, by folder name. */
  estates(): Estate[];
  /** What is refused at present (severity `error`) and what the office should know (`warning`). */
  problems(): Problem[];
  /** Calls the listener after a new version has come into force; returns what ends that. */
  onChange(listener: () => void): () => void;
  /** Ends watching; resolves when a reading under way is over. What is in force can still be asked for. */
  close(): Promise<void>;
}

/** Settings of `openHandbook`. `dir` holds `common/` and `estates/`; `watch` is on unless switched off. */
export interface HandbookOptions {
  readonly dir: string;
  readonly watch?: boolean;
  /** Told once about every error that keeps an edit out of force. */
  readonly onRefused?: (problem: Problem) => void;
  readonly now?: () => Date;
}

/** The parts of an open handbook that `updateDocument` works with. */
export interface Insides {
  readonly library: Library;
  /** Runs one reading or writing after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Puts what was read in force, or keeps its errors. */
  settle(stock: Stocktaking): void;
}

const insides = new WeakMap<Handbook, Insides>();
/** Editors write in several steps; this long after the last one the shelf is read. */
const quietMs = 100;
/** Hints get lost on network disks, so the shelf is looked at anyway. */
const lookEveryMs = 2000;

/** Opens the handbook in a folder. Throws a HandbookError with every problem when it cannot be used as it stands. */
export async function openHandbook(options: HandbookOptions): Promise<Handbook> {
  const library = openLibrary(openShelf(options.dir));
  const first = await library.takeStock();
  if (!first.contents) throw new HandbookError(first.problems.filter(isError));
  const { handbook, inside, stop } = keep(library, { ...first, contents: first.contents }, options);
  insides.set(handbook, inside);
  if (options.watch !== false) stop.push(watchShelf(inside));
  return handbook;
}

/** The insides of a handbook that `openHandbook` returned. */
export function insidesOf(handbook: Handbook): Insides {
  const found = insides.get(handbook);
  if (!found) throw new TypeError('This handbook was not opened by openHandbook.');
  return found;
}

type Kept = { handbook: Handbook; inside: Insides; stop: (() => void)[] };

function keep(library: Library, first: Stocktaking & { contents: Contents }, options: HandbookOptions): Kept {
  const { onRefused, now = () => new Date() } = options;
  const listeners = new Set<() => void>();
  const stop: (() => void)[] = [];
  let inForce = first;
  let latest: Stocktaking = first;
  let queue: Promise<unknown> = Promise.resolve();

  function settle(stock: Stocktaking): void {
    const before = new Set(latest.problems.map(identity));
    const changed = !sameMarks(stock.marks, inForce.marks);
    latest = stock;
    if (stock.contents) {
      inForce = { ...stock, contents: stock.contents };
      if (changed) for (const listener of listeners) tell(listener);
      return;
    }
    const fresh = stock.problems.filter((problem) => isError(problem) && !before.has(identity(problem)));
    for (const problem of fresh) tell(() => onRefused?.(problem));
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  const handbook: Handbook = {
    common: () => inForce.contents.common,
    estate: (id) => inForce.contents.estates.get(id),
    estates: () => [...inForce.contents.estates.values()],
    problems: () => [...latest.problems, ...calendarProblems(inForce.contents.common, now())],
    onChange(listener) {
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    async close() {
      for (const end of stop.splice(0)) end();
      await queue;
    },
  };
  return { handbook, inside: { library, inTurn, settle }, stop };
}

function watchShelf({ library, inTurn, settle }: Insides): () => void {
  let timer: NodeJS.Timeout | undefined;
  const look = () => void inTurn(async () => settle(await library.takeStock())).catch(complain);
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, quietMs).unref();
  };
  const unwatch = library.shelf.watch(soon);
  const interval = setInterval(look, lookEveryMs).unref();
  return () => {
    clearTimeout(timer);
    clearInterval(interval);
    unwatch();
  };
}

/** A listener that fails must not keep the others from hearing, nor the handbook from being in force. */
function tell(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    complain(error);
  }
}

function complain(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function identity({ file, key, code }: Problem): string {
  return JSON.stringify([file, key, code]);
}
