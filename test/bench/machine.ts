import { mkdtempSync, rmSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { median, shown } from './figures.ts';

/** The machine in words, for whoever compares figures. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const cores = `${availableParallelism()} cores (${cpu?.model.trim() || 'unnamed'})`;
  const memory = `${shown(totalmem() / 1024 ** 3)} GB of memory`;
  const engines = `Node ${process.versions.node}, SQLite ${process.versions.sqlite}`;
  return `${platform()} on ${arch()}, ${cores}, ${memory}; ${engines}; ${disk()}; load before the run ${shown(loadavg()[0] ?? 0, 1)}`;
}

/** What one durable commit costs here: the floor under every turn. */
function disk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lobby-bench-'));
  const database = new DatabaseSync(join(folder, 'commit.db'));
  database.exec('pragma journal_mode = wal; pragma synchronous = full; create table line (text text)');
  const put = database.prepare('insert into line values (?)');
  const times = Array.from({ length: 500 }, () => {
    const began = performance.now();
    put.run('x'.repeat(300));
    return performance.now() - began;
  });
  database.close();
  rmSync(folder, { recursive: true });
  return `a durable SQLite commit of one row takes ${shown(median(times), 2)} ms`;
}
