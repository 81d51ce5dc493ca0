import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** The reader's thread: answers queries on a read-only connection, one after the other. */
const database = new DatabaseSync(workerData.file, { readOnly: true, timeout: 5000 });
database.exec('pragma query_only = on; pragma cache_size = -16000');

parentPort?.on('message', ({ id, sql, parameters }: { id: number; sql: string; parameters: SQLInputValue[] }) => {
  try {
    parentPort?.postMessage({ id, rows: database.prepare(sql).all(...parameters) });
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number };
    parentPort?.postMessage({ id, error: { message, errcode } });
  }
});
