import type { Log, LogEntry } from '#console/api.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';

/** A stretch of one conversation's log, without gaps, as far as it has been read. */
export interface LogState {
  entries: readonly LogEntry[];
  /** The newest `seq` known to exist. */
  newest: number;
  opened: boolean;
  busy: 'older' | 'newer' | undefined;
  refusal: Refusal | undefined;
}

/** Reads a log piece by piece: the end first, then older pieces on wish and newer ones as they come. */
export interface LogStore {
  state(): LogState;
  watch(changed: () => void): () => void;
  /** Begins at the end, or around `at`. */
  open(newest: number, at?: number): void;
  older(): void;
  newer(): void;
  /** Something newer exists; it is read at once when everything before it has been. */
  heard(seq: number): void;
  /** Tries again what failed. */
  again(): void;
  close(): void;
}

/** How many entries are read at once. */
export const PIECE = 100;

interface Range {
  after: number;
  limit: number;
}

type ReadLog = (range: Range, signal: AbortSignal) => Promise<Log>;

/** Opens the log of one conversation; `seq` is dense, so a piece is named by the `seq` before it. */
export function logStore(read: ReadLog): LogStore {
  return new PiecewiseLog(read);
}

/** Its public functions are fields, not methods: React is handed them one by one. */
class PiecewiseLog implements LogStore {
  readonly #read: ReadLog;
  readonly #watchers = new Set<() => void>();
  readonly #leave = new AbortController();
  #state: LogState = { entries: [], newest: 0, opened: false, busy: undefined, refusal: undefined };
  #failed = async (): Promise<void> => {};
  /** At the end: what comes is read without being asked for. */
  #following = false;

  constructor(read: ReadLog) {
    this.#read = read;
  }

  readonly state = (): LogState => this.#state;

  readonly watch = (changed: () => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };

  readonly open = (newest: number, at?: number): void => {
    if (this.#state.busy || this.#state.opened) return;
    const end = at === undefined ? newest : Math.min(newest, at + PIECE / 2);
    this.#following = at === undefined;
    this.#state = { ...this.#state, newest: Math.max(this.#state.newest, newest) };
    this.#fetch('newer', { after: Math.max(0, end - PIECE), limit: PIECE });
  };

  readonly older = (): void => {
    const first = firstOf(this.#state);
    const after = Math.max(0, first - 1 - PIECE);
    this.#fetch('older', { after, limit: first - 1 - after });
  };

  readonly newer = (): void => {
    const after = lastOf(this.#state);
    if (this.#state.newest > after) this.#fetch('newer', { after, limit: PIECE });
  };

  readonly heard = (seq: number): void => {
    if (seq > this.#state.newest) this.#set({ newest: seq });
    if (this.#following && this.#state.opened) this.newer();
  };

  readonly again = (): void => void this.#failed();

  readonly close = (): void => this.#leave.abort();

  async #fetch(busy: 'older' | 'newer', range: Range): Promise<void> {
    if (this.#state.busy || range.limit <= 0) return;
    this.#set({ busy, refusal: undefined });
    try {
      const piece = await this.#read(range, this.#leave.signal);
      const read = joined(this.#state, piece);
      this.#set({ ...read, opened: true, busy: undefined });
      if (lastOf(this.#state) >= read.newest) this.#following = true;
      if (this.#following && piece.activities.length > 0) this.newer();
    } catch (error) {
      if (this.#leave.signal.aborted) return;
      this.#failed = () => this.#fetch(busy, range);
      this.#set({ busy: undefined, refusal: asRefusal(error) });
    }
  }

  #set(change: Partial<LogState>): void {
    this.#state = { ...this.#state, ...change };
    for (const changed of this.#watchers) changed();
  }
}

function firstOf({ entries, newest }: LogState): number {
  return entries[0]?.seq ?? newest + 1;
}

function lastOf({ entries }: LogState): number {
  return entries.at(-1)?.seq ?? 0;
}

/** The stretch with what is new of a piece on either side. */
function joined(state: LogState, { activities, lastSeq }: Log): Pick<LogState, 'entries' | 'newest'> {
  const before = activities.filter((entry) => state.entries.length > 0 && entry.seq < firstOf(state));
  const after = activities.filter((entry) => entry.seq > lastOf(state));
  return {
    entries: [...before, ...state.entries, ...after],
    newest: Math.max(state.newest, lastSeq, after.at(-1)?.seq ?? 0),
  };
}
