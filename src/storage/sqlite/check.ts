import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { damaged } from './explain.ts';
import { openReader } from './reader.ts';

/** Checked before anything else up to this size: some milliseconds, 0.1 s from a cold disk. */
const SMALL_BYTES = 16 * 1024 * 1024;
const GRACE_MS = 500;

/**
 * SQLite's own `quick_check` of the file. A small one is checked at once. A large one (a million activities: 0.7 s, and 13 s
 * from a cold disk) is checked in a thread: damage found within half a second refuses the start, later it goes to `onError`.
 * @throws StorageError `corrupt`
 */
export async function checkFile(
  database: DatabaseSync,
  file: string,
  onError: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  if (statSync(file).size <= SMALL_BYTES) {
    if (database.prepare('pragma quick_check(1)').get()?.quick_check !== 'ok') throw damaged(file);
    return { stop: async () => {} };
  }
  const reader = openReader(file);
  let stopped = false;
  const stop = () => {
    stopped = true;
    return reader.close();
  };
  const found = sql<{ quick_check: string }>`pragma quick_check(1)`
    .execute(reader.db)
    .then(({ rows }) => (rows[0]?.quick_check === 'ok' ? undefined : damaged(file)))
    .catch((error) => (stopped ? undefined : damaged(file, error)))
    .finally(() => reader.close());
  const early = await Promise.race([found, grace()]);
  if (early) throw early;
  void found.then((late) => late && onError(late));
  return { stop };
}

function grace(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, GRACE_MS));
}
