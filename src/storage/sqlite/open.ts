import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { StorageError } from '../errors.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations.ts';
import { newsDesk } from '../news.ts';
import type { Tables } from '../schema.ts';
import type { Storage } from '../storage.ts';
import { transactionScope } from '../transact.ts';
import { checkFile } from './check.ts';
import { sqliteDialect } from './dialect.ts';
import { explain } from './explain.ts';
import { transactTogether } from './group-commit.ts';
import { openReader } from './reader.ts';
import { textIndex } from './text-index.ts';
import { refuseOldSqlite } from './version.ts';

/** "Loby" in ASCII: marks a file as ours. */
const APPLICATION_ID = 0x4c6f6279;

/**
 * Opens the one-file store, creating and migrating it when needed. Durable: WAL with `synchronous=FULL`.
 * @throws StorageError when the file is not ours, is damaged, was written by a newer version or cannot be written, or when
 *   this SQLite is too old. Damage found later by the check of a large file comes to `onError`.
 */
export async function openSqlite(file: string, onError: (error: unknown) => void): Promise<Storage> {
  refuseOldSqlite(process.versions.sqlite);
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    database = new DatabaseSync(file, { timeout: 5000 });
    takePossession(database, file);
    const check = await checkFile(database, file, onError);
    return await storeOn(database, file, check.stop, onError);
  } catch (error) {
    if (database?.isOpen) database.close();
    throw explain(file, error);
  }
}

async function storeOn(
  database: DatabaseSync,
  file: string,
  stopCheck: () => Promise<void>,
  onError: (error: unknown) => void,
): Promise<Storage> {
  const scope = transactionScope();
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, scope) });
  try {
    await migrate(db as unknown as Kysely<never>, migrations({ bytes: 'blob', number: 'integer', textIndex }));
  } catch (error) {
    await stopCheck();
    throw error;
  }
  const reader = openReader(file);
  const desk = newsDesk(onError);
  const announce: Storage['announce'] = (news) => desk.tell(news, 'here');
  const together = transactTogether(database, db, announce, scope);
  return {
    engine: 'sqlite',
    db,
    reader: reader.db,
    textIndex,
    transact: together.transact,
    locking: (query) => query,
    announce,
    listen: desk.listen,
    async close() {
      await stopCheck();
      await reader.close();
      await together.idle();
      await db.destroy();
    },
  };
}

/** Nothing is written, not even a pragma, before the file is known to be ours. */
function takePossession(database: DatabaseSync, file: string): void {
  const empty = database.prepare('select count(*) as n from sqlite_schema').get()?.n === 0;
  const mark = database.prepare('pragma application_id').get()?.application_id;
  if (mark !== APPLICATION_ID && !(empty && mark === 0)) {
    throw new StorageError(
      'not-ours',
      `${file} is a database of another program. Move it away, or set DATA_DIR to another folder.`,
    );
  }
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = fast; pragma cache_size = -16000',
  );
  if (mark === 0) database.exec(`pragma application_id = ${APPLICATION_ID}`);
}
