import { DatabaseSync } from 'node:sqlite';

/**
 * The whole lobby as `lobby-in-child.ts` opens it, which ends by `kill -9` at the first statement that fits DIE_AT (a regular
 * expression): `before` it is run, or `after` it is durable, as DIE_WHEN says.
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

await import('../../faults/lobby-in-child.ts');
