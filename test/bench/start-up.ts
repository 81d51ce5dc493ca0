import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '#src/root.ts';
import { buildPages } from '#web/build.ts';
import { type Figure, median, shown } from './figures.ts';
import { sizes } from './sizes.ts';

const BUDGET = { seconds: 2, idle: 220, full: 300 };
const MEGABYTE = 1024 * 1024;

/** Time from the start of `src/main.ts` to its first ready answer, and its memory at rest, on a fresh and on a full store. */
export async function measureStartUp(fullDir: string): Promise<Figure[]> {
  await buildPages({});
  const fresh = await startOnce(mkdtempSync(join(tmpdir(), 'lobby-bench-')), sizes.rest);
  rmSync(fresh.dataDir, { recursive: true });
  const seconds: number[] = [];
  for (let start = 1; start < sizes.starts; start++) seconds.push((await startOnce(fullDir, 0)).seconds);
  const full = await startOnce(fullDir, sizes.rest);
  seconds.push(full.seconds);
  const stored = `${shown(sizes.stored)} conversations stored`;
  const slowest = seconds.length > 1 ? ` (slowest of ${seconds.length}: ${shown(Math.max(...seconds), 2)} s)` : '';
  return [
    { what: 'start to ready, first start with an empty folder', measured: `${shown(fresh.seconds, 2)} s` },
    {
      what: `start to ready with ${stored}`,
      measured: `${shown(median(seconds), 2)} s${slowest}`,
      budget: `≤ ${BUDGET.seconds} s`,
      met: median(seconds) <= BUDGET.seconds,
    },
    memory('resident memory, idle', fresh.bytes, BUDGET.idle),
    memory(`resident memory with ${stored}`, full.bytes, BUDGET.full),
  ];
}

function memory(what: string, bytes: number, budget: number): Figure {
  const megabytes = bytes / MEGABYTE;
  return { what, measured: `${shown(megabytes)} MB`, budget: `≤ ${budget} MB`, met: megabytes <= budget };
}

/** Starts the program, waits until it is ready, lets it rest and asks for its memory. */
async function startOnce(dataDir: string, rest: number) {
  const port = await freePort();
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error' };
  const memory = join(import.meta.dirname, 'tell-memory.ts');
  const began = performance.now();
  const child = spawn(process.execPath, ['--expose-gc', '--import', memory, ...startArguments()], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await ready(child, `http://127.0.0.1:${port}/readyz`);
  const seconds = (performance.now() - began) / 1000;
  await wait(rest * 1000);
  child.send('memory');
  const [bytes] = (await once(child, 'message')) as [number];
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { dataDir, seconds, bytes };
}

/** What `npm start` gives to Node: flags and program. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await wait(10);
  }
  throw new Error('The program ended before it was ready.');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
