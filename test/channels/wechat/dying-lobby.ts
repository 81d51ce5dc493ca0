import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/**
 * The whole lobby as `lobby-in-child.ts` opens it, which ends by `kill -9` at the first statement that fits DIE_AT (a regular
 * expression): `before` it is run, or `after` it is durable, as DIE_WHEN says. On either engine.
 */
const { DIE_AT, DIE_WHEN } = process.env;
const place = DIE_AT ? new RegExp(DIE_AT) : undefined;
const die = () => void process.kill(process.pid, 'SIGKILL');
let doomed = false;

const { prepare, exec } = DatabaseSync.prototype;
DatabaseSync.prototype.prepare = function (sql: string) {
  const statement = prepare.call(this, sql);
  if (!place?.test(sql)) return statement;
  for (const name of ['run', 'all'] as const) {
    const work = statement[name].bind(statement) as (...values: unknown[]) => never;
    const watched = (...values: unknown[]) => {
      if (DIE_WHEN === 'before') die();
      const result = work(...values);
      doomed = true;
      if (!this.isTransaction) die();
      return result;
    };
    Object.assign(statement, { [name]: watched });
  }
  return statement;
};
DatabaseSync.prototype.exec = function (sql: string) {
  exec.call(this, sql);
  if (doomed && sql === 'commit') die();
};

/** Connections with a transaction open, and those of them that have run the statement. */
const inTransaction = new WeakSet<object>();
const doomedOnes = new WeakSet<object>();
const query = pg.Client.prototype.query as (...parts: unknown[]) => unknown;
const watched = async function (this: object, ...parts: unknown[]) {
  const sql = String(parts[0]);
  const fits = place?.test(sql) ?? false;
  if (fits && DIE_WHEN === 'before') die();
  const result = await query.apply(this, parts);
  if (/^(begin|start transaction)/.test(sql)) inTransaction.add(this);
  if (fits) doomedOnes.add(this);
  const ends = /^(commit|rollback)$/.test(sql);
  if (doomedOnes.has(this) && (sql === 'commit' || !inTransaction.has(this))) die();
  if (ends) inTransaction.delete(this);
  return result;
};
Object.assign(pg.Client.prototype, {
  query(this: object, ...parts: unknown[]) {
    // The pool asks with callbacks of its own; the store never does.
    const plain = typeof parts[0] === 'string' && !parts.some((part) => typeof part === 'function');
    return plain && place ? watched.apply(this, parts) : query.apply(this, parts);
  },
});

await import('../../faults/lobby-in-child.ts');
