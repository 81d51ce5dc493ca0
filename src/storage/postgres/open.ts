import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { StorageError } from '../errors.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations.ts';
import { newsDesk } from '../news.ts';
import type { Tables } from '../schema.ts';
import { storable } from '../storable.ts';
import type { Storage } from '../storage.ts';
import { transactionScope, transactOn } from '../transact.ts';
import { startNotices } from './notices.ts';
import { textIndex } from './text-index.ts';

const BIGINT = 20;
/** What `sum` of a bigint comes as. */
const NUMERIC = 1700;
pg.types.setTypeParser(BIGINT, safeInteger);
pg.types.setTypeParser(NUMERIC, Number);

/** Rather an error than a number that is nearly right; SQLite's driver does the same. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('The database holds an integer beyond 2^53.');
  return value;
}

/** A connection is made within two seconds or not at all; waiting for a free one under load may take longer. */
class Client extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super({ ...config, connectionTimeoutMillis: 2000 });
    // The pool listens while a connection is idle. One that breaks in use rejects its query; unheard, it would end the process too.
    this.on('error', () => {});
  }
}

/** node-postgres has no limits of its own: a connection that went silent would hang for ever. Milliseconds. */
const CONNECT = { Client, connectionTimeoutMillis: 30_000, keepAlive: true };
const SHORT = {
  ...CONNECT,
  statement_timeout: 5000,
  // Later than the server's own limit, which leaves the connection usable.
  query_timeout: 6000,
  idle_in_transaction_session_timeout: 10_000,
};
const LONG = { ...SHORT, statement_timeout: 30_000, query_timeout: 31_000 };

/**
 * Opens the store on PostgreSQL, creating and migrating its tables when needed.
 * @throws StorageError when the server cannot be reached or its tables are of a newer version
 */
export async function openPostgres(url: string, onError: (error: unknown) => void): Promise<Storage> {
  await prepareTables(url, onError);
  const pool = poolOf(url, { ...SHORT, max: 10 }, onError);
  const onConnect = (client: pg.ClientBase) => client.query('set session characteristics as transaction read only');
  const readers = poolOf(url, { ...LONG, max: 3, onConnect }, onError);
  const db = kyselyOn(pool);
  const scope = transactionScope();
  const desk = newsDesk(onError);
  const notices = await startNotices(url, (news) => desk.tell(news, 'elsewhere'), onError);
  const announce: Storage['announce'] = (news) => {
    desk.tell(news, 'here');
    notices.send(news);
  };
  return {
    engine: 'postgres',
    db,
    reader: kyselyOn(readers),
    textIndex,
    transact: transactOn(db, announce, scope),
    locking: (query) => query.forUpdate(),
    announce,
    listen: desk.listen,
    async close() {
      await notices.close();
      // Kysely would end a pool only after its first query.
      await readers.end();
      await pool.end();
    },
  };
}

/** On a connection without time limits: a migration of large tables, or waiting for another node's, may take minutes. */
async function prepareTables(url: string, onError: (error: unknown) => void): Promise<void> {
  const pool = poolOf(url, { ...CONNECT, max: 1 }, onError);
  const db = kyselyOn(pool);
  try {
    await pool.query('select 1');
    await migrate(db as unknown as Kysely<never>, migrations({ bytes: 'bytea', number: 'bigint', textIndex }));
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(
      'unreachable',
      'PostgreSQL cannot be reached at DATABASE_URL. Check the address, the account and that the server runs.',
      error,
    );
  } finally {
    await pool.end();
  }
}

function poolOf(url: string, limits: pg.PoolConfig, onError: (error: unknown) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, ...limits });
  pool.on('error', onError);
  return pool;
}

function kyselyOn(pool: pg.Pool): Kysely<Tables> {
  const dialect = new PostgresDialect({
    pool,
    async onCreateConnection(connection) {
      const run = connection.executeQuery.bind(connection);
      connection.executeQuery = (query) => run({ ...query, parameters: storable(query.parameters) });
    },
  });
  return new Kysely<Tables>({ dialect });
}
