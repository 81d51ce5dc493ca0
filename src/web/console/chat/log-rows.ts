import type { LogEntry } from '#console/api.ts';
import { dayKey } from '../text/times.ts';

/** What the log shows, line by line. */
export type LogRow =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'event'; key: string; entry: LogEntry }
  /** `first` begins what one person says: it carries the name. */
  | { kind: 'message'; key: string; entry: LogEntry; first: boolean };

const PAUSE_MS = 5 * 60_000;
/** Events that only tell a page what the log already says. */
const QUIET = ['lobby.notice', 'webchat/join', 'handoff.placeMoved'];
/** Entries kept together as one piece of the page; pieces out of sight are not laid out. */
const TOGETHER = 50;

/** Entries as lines, in pieces by `seq` so that a new message changes only the last piece. */
export function logPieces(entries: readonly LogEntry[], zone: string): { key: number; rows: LogRow[] }[] {
  const pieces: { key: number; rows: LogRow[] }[] = [];
  let before: LogEntry | undefined;
  for (const entry of entries) {
    if (!isShown(entry)) continue;
    const key = Math.floor(entry.seq / TOGETHER);
    let piece = pieces.at(-1);
    if (piece?.key !== key) {
      piece = { key, rows: [] };
      pieces.push(piece);
    }
    const newDay = !before || dayKey(before.at, zone) !== dayKey(entry.at, zone);
    if (newDay) piece.rows.push({ kind: 'day', key: `day ${entry.seq}`, at: entry.at });
    if (entry.type === 'event') piece.rows.push({ kind: 'event', key: entry.id, entry });
    else {
      const first = newDay || !before || !followsOn(before, entry);
      piece.rows.push({ kind: 'message', key: entry.id, entry, first });
    }
    before = entry;
  }
  return pieces;
}

/** Joining, typing and signals meant for the resident's page say nothing to staff. */
function isShown(entry: LogEntry): boolean {
  if (entry.type === 'event') return entry.name !== null && !QUIET.includes(entry.name);
  return entry.text !== null || entry.files.length > 0 || entry.removed !== undefined || entry.choices.length > 0;
}

function followsOn(before: LogEntry, entry: LogEntry): boolean {
  return (
    before.type !== 'event' &&
    before.role === entry.role &&
    before.fromName === entry.fromName &&
    before.visibility === entry.visibility &&
    entry.at - before.at < PAUSE_MS
  );
}
