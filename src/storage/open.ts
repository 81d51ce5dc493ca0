import { join } from 'node:path';
import { openPostgres } from './postgres/open.ts';
import { openSqlite } from './sqlite/open.ts';
import type { Storage } from './storage.ts';

/** Opens PostgreSQL when a URL is given, otherwise the file `lobby.db` in `dataDir`. */
export function openStorage(options: {
  databaseUrl?: string;
  dataDir: string;
  onError(error: unknown): void;
}): Promise<Storage> {
  return options.databaseUrl
    ? openPostgres(options.databaseUrl, options.onError)
    : openSqlite(join(options.dataDir, 'lobby.db'), options.onError);
}
