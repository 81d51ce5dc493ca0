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

type ReadLog = (range: { after: number; limit: number }, signal: AbortSignal) => Promise<Log>;

/** Opens the log of one conversation; `seq` is dense, so a piece is named by the `seq` before it. */
export function logStore(read: ReadLog): LogStore {
  const watchers = new Set<() => void>();
  const leave = new AbortController();
  let state: LogState = { entries: [], newest: 0, opened: false, busy: undefined, refusal: undefined };

  function set(change: Partial<LogState>): void {
    state = { ...state, ...change };
    for (const changed of watchers) changed();
  }

  const first = () => state.entries[0]?.seq ?? state.newest + 1;
  const last = () => state.entries.at(-1)?.seq ?? 0;

  async function fetchPiece(busy: 'older' | 'newer', range: { after: number; limit: number }): Promise<void> {
    if (state.busy || range.limit <= 0) return;
    set({ busy, refusal: undefined });
    try {
      const piece = await read(range, leave.signal);
      const before = piece.activities.filter((entry) => state.entries.length > 0 && entry.seq < first());
      const after = piece.activities.filter((entry) => entry.seq > last());
      const newest = Math.max(state.newest, piece.lastSeq, after.at(-1)?.seq ?? 0);
      set({ entries: [...before, ...state.entries, ...after], newest, opened: true, busy: undefined });
      if (last() >= newest) following = true;
      if (following && piece.activities.length > 0) newer();
    } catch (error) {
      if (leave.signal.aborted) return;
      failed = () => fetchPiece(busy, range);
      set({ busy: undefined, refusal: asRefusal(error) });
    }
  }

  let failed = async (): Promise<void> => {};
  /** At the end: what comes is read without being asked for. */
  let following = false;

  function newer(): void {
    if (state.newest > last()) fetchPiece('newer', { after: last(), limit: PIECE });
  }

  return {
    state: () => state,
    watch: (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    open: (newest, at) => {
      if (state.busy || state.opened) return;
      const end = at === undefined ? newest : Math.min(newest, at + PIECE / 2);
      following = at === undefined;
      state = { ...state, newest: Math.max(state.newest, newest) };
      fetchPiece('newer', { after: Math.max(0, end - PIECE), limit: PIECE });
    },
    older: () => {
      const after = Math.max(0, first() - 1 - PIECE);
      fetchPiece('older', { after, limit: first() - 1 - after });
    },
    newer,
    heard: (seq) => {
      if (seq > state.newest) set({ newest: seq });
      if (following && state.opened) newer();
    },
    again: () => void failed(),
    close: () => leave.abort(),
  };
}
