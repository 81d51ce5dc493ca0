import { StorageError } from '../errors.ts';

/** Before it, a rare race of two connections could damage a WAL file (sqlite.org, "WAL-reset bug"). */
const SAFE = [3, 51, 3] as const;

/** @throws StorageError `too-old-engine` when SQLite is older than 3.51.3, or does not say how old it is */
export function refuseOldSqlite(version: string | undefined): void {
  const parts = (version ?? '').split('.').map(Number);
  for (const [place, least] of SAFE.entries()) {
    const part = parts[place] ?? 0;
    if (part > least) return;
    if (!(part === least)) {
      throw new StorageError(
        'too-old-engine',
        `This Node carries SQLite ${version}, which can damage its files. Use Node 24.21 or newer (SQLite ${SAFE.join('.')}).`,
      );
    }
  }
}
