import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StorageError } from '../errors.ts';
import { explain } from './explain.ts';

/** "Lsp1" in ASCII: marks a file as a spool of ours. */
const APPLICATION_ID = 0x4c737031;

/** Something kept until the store can take it. */
export interface Spooled {
  id: number;
  body: string;
  /** When it came, in milliseconds since 1970. */
  at: number;
  /** How often it could not be handed over although the store was there. */
  failures: number;
}

/** A file of this node that keeps what came in while the store of all nodes is away. Everything is durable when a call returns. */
export interface Spool {
  /** Keeps one for its holder; a second with the same key is not kept. */
  put(one: { holder: string; key: string; body: string; at: number }): void;
  /** Those of whom something waits that may be tried by `now`, who waits longest first. */
  holders(now: number): string[];
  /** What waits for a holder first. */
  first(holder: string): Spooled | undefined;
  /** Forgets one: the store has it. */
  drop(id: number): void;
  /** Counts a failure; the holder is left alone until then. */
  defer(id: number, until: number): void;
  close(): void;
}

/**
 * Opens a spool, creating its file when needed. Readable by the desk's own user only; what is dropped is overwritten.
 * @throws StorageError
 */
export function openSpool(file: string): Spool {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file, { timeout: 5000 });
    chmodSync(file, 0o600);
    refuseForeign(database, file);
    // No write-ahead file, which would keep words that were dropped.
    database.exec(`
      pragma journal_mode = truncate; pragma synchronous = full; pragma secure_delete = on; pragma application_id = ${APPLICATION_ID};
      create table if not exists spooled (
        id integer primary key autoincrement, holder text not null, key text not null, body text not null, at integer not null,
        failures integer not null default 0, not_before integer not null default 0, unique (holder, key)
      ) strict`);
    return spoolIn(database);
  } catch (error) {
    throw explain(file, error);
  }
}

/** Nothing is written before the file is known to be ours. */
function refuseForeign(database: DatabaseSync, file: string): void {
  const empty = database.prepare('select count(*) as n from sqlite_schema').get()?.n === 0;
  const mark = database.prepare('pragma application_id').get()?.application_id;
  if (mark === APPLICATION_ID || (empty && mark === 0)) return;
  throw new StorageError('not-ours', `${file} is a database of another program. Move it away, then start again.`);
}

function spoolIn(database: DatabaseSync): Spool {
  const insert = database.prepare(
    'insert into spooled (holder, key, body, at) values (?, ?, ?, ?) on conflict do nothing',
  );
  const holders = database.prepare(
    'select holder from spooled group by holder having max(not_before) <= ? order by min(id)',
  );
  const first = database.prepare('select id, body, at, failures from spooled where holder = ? order by id limit 1');
  const drop = database.prepare('delete from spooled where id = ?');
  const defer = database.prepare('update spooled set failures = failures + 1, not_before = ? where id = ?');
  return {
    put: ({ holder, key, body, at }) => void insert.run(holder, key, body, at),
    holders: (now) => holders.all(now).map((row) => String(row.holder)),
    first: (holder) => first.get(holder) as Spooled | undefined,
    drop: (id) => void drop.run(id),
    defer: (id, until) => void defer.run(until, id),
    close: () => database.close(),
  };
}
