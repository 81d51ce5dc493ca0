import { Worker } from 'node:worker_threads';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Tables } from '../schema.ts';
import { storable } from '../storable.ts';
import type { Db } from '../storage.ts';

type Answer = { id: number; rows?: unknown[]; error?: { message: string; errcode?: number } };
type Waiting = { resolve(rows: unknown[]): void; reject(error: Error): void };

/**
 * A second, read-only connection in a worker thread: `node:sqlite` is synchronous, and a search over a million rows on the
 * main thread would make every turn wait. The thread starts with the first long read.
 */
export function openReader(file: string): { db: Db; close(): Promise<void> } {
  let worker: Worker | undefined;
  let closed = false;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  const fail = (error: Error) => {
    worker = undefined;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  const hear = ({ id, rows, error }: Answer) => {
    const one = waiting.get(id);
    waiting.delete(id);
    // The thread keeps the process alive only as long as somebody waits for it.
    if (waiting.size === 0) worker?.unref();
    if (error) one?.reject(Object.assign(new Error(error.message), { errcode: error.errcode }));
    else one?.resolve(rows ?? []);
  };
  const start = () => {
    const started = new Worker(new URL('./reader-thread.ts', import.meta.url), { workerData: { file } });
    started.on('message', hear);
    started.on('error', fail);
    return started;
  };
  const ask = (query: CompiledQuery): Promise<unknown[]> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new Error('The store was closed.'));
      worker ??= start();
      worker.ref();
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ id: lastId, sql: query.sql, parameters: storable(query.parameters) });
    });
  const db = new Kysely<Tables>({ dialect: readerDialect(ask) });
  return {
    db,
    async close() {
      closed = true;
      const last = worker;
      fail(new Error('The store was closed.'));
      await last?.terminate();
    },
  };
}

class Adapter extends SqliteAdapter {
  /** The thread answers one after the other by itself; several questions may be on their way. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

function readerDialect(ask: (query: CompiledQuery) => Promise<unknown[]>): Dialect {
  const refuse = async () => {
    throw new Error('The reader only reads.');
  };
  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => ({ rows: (await ask(query)) as R[] }),
    // biome-ignore lint/correctness/useYield: rows come at once; nothing here streams.
    async *streamQuery() {
      throw new Error('Streaming is not used on SQLite.');
    },
  };
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => ({
      async init() {},
      acquireConnection: async () => connection,
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      async releaseConnection() {},
      async destroy() {},
    }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
