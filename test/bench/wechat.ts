import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadXml, readXml } from '#channels/wechat/read-xml.ts';
import { ROOT } from '#src/root.ts';
import { bombs } from '../channels/wechat/bombs.ts';
import { type Standin, startStandin } from '../channels/wechat/standin/standin.ts';
import vectors from '../channels/wechat/standin/vectors.json' with { type: 'json' };
import { fitModel } from '../faults/fitted-model.ts';
import { seeded } from '../faults/seeded.ts';
import { type Figure, percentile, shown } from './figures.ts';
import { describeMachine } from './machine.ts';
import { shownFigure } from './results.ts';

/**
 * `node test/bench/wechat.ts [RESIDENTS]`: hostile XML is read, and so many residents write to the Official Account at the same moment. The platform and
 * the phones are played in this process, the desk runs in one of its own. Nothing is asserted. PROFILE=folder leaves a profile.
 */
const RESIDENTS = Number(process.argv[2] ?? 1000);
const BUDGET = 4500;
const ACCOUNT = {
  token: 'aTokenOfTheOffice',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  appId: 'wxba5fad812f8e6fb9',
  appSecret: 'a-made-up-secret',
};

console.log(`${describeMachine()}\n`);
console.log(shownFigure(measureXml()));
for (const quietMs of [0]) for (const figure of await measureRush(quietMs)) console.log(shownFigure(figure));

/** The slowest document, of those built to be slow and of samples with random changes. Each is read three times, the best counts. */
function measureXml(): Figure {
  const samples = vectors.inbound_xml.map(({ xml }) => xml);
  const random = seeded(1);
  const changed = Array.from({ length: 5000 }, (_, n) => {
    const text = samples[n % samples.length] ?? '';
    const at = Math.floor(random() * text.length);
    return (
      text.slice(0, at) + String.fromCodePoint(Math.floor(random() * 0x3000)).repeat(1 + (n % 50)) + text.slice(at)
    );
  });
  const documents = [
    ...Object.entries(bombs(256 * 1024)),
    ...changed.map((text) => ['a changed sample', text] as const),
  ];
  const slowest = documents
    .map(([name, text]) => ({ name, took: Math.min(...[1, 2, 3].map(() => timeOf(text))) }))
    .reduce((a, b) => (b.took > a.took ? b : a));
  return {
    what: 'WeChat: reading XML of up to 256 KB, the slowest of 5,000 changed samples and all built to be slow',
    measured: `${shown(slowest.took, 1)} ms (${slowest.name})`,
    budget: '≤ 50 ms',
    met: slowest.took <= 50,
  };
}

function timeOf(text: string): number {
  const began = performance.now();
  try {
    readXml(text);
  } catch (error) {
    if (!(error instanceof BadXml)) throw error;
  }
  return performance.now() - began;
}

async function measureRush(quietMs: number): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-bench-'));
  const wechat = await startStandin({ ...ACCOUNT, ghId: 'gh_97417a04a28d', mode: 'secure', clock: 'real' });
  const desk = await openDesk(wechat, { dataDir, quietMs });
  wechat.pointAt(`${desk.url}/wechat`);
  try {
    await wechat.resident('oFirst').says('你好');
    const before = await desk.processor();
    const residents = Array.from({ length: RESIDENTS }, (_, n) => wechat.resident(`o${n}`));
    const rush = await Promise.all(
      residents.map(async (one) => {
        const began = performance.now();
        const { outcome, attempts } = await one.says('厨房水龙头漏水');
        return { took: performance.now() - began, outcome, tries: attempts.length };
      }),
    );
    const spent = (await desk.processor()) - before;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const times = rush.map(({ took }) => took);
    const count = (outcome: string) => rush.filter((one) => one.outcome === outcome).length;
    const heard = residents.filter((one) => one.screen().length === 1).length;
    const deciles = Array.from({ length: 11 }, (_, n) => shown(percentile(times, n / 10) / 1000, 1)).join(' ');
    return [
      {
        what: `WeChat: ${shown(RESIDENTS)} residents at once, answer or "success", quiet time ${quietMs} ms`,
        measured: `p50 ${shown(percentile(times, 0.5))} ms, p99 ${shown(percentile(times, 0.99))} ms`,
        budget: `p99 < ${shown(BUDGET)} ms`,
        met: percentile(times, 0.99) < BUDGET,
      },
      { what: '  deciles (s)', measured: deciles },
      {
        what: '  answered passively / "success" / failed / asked again / one bubble on the phone',
        measured: [
          count('replied'),
          count('silent'),
          count('failed'),
          rush.filter(({ tries }) => tries > 1).length,
          heard,
        ].join(' / '),
      },
      { what: '  processor time of the desk for each', measured: `${shown(spent / RESIDENTS, 2)} ms` },
    ];
  } finally {
    await desk.close();
    await wechat.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function openDesk(wechat: Standin, { dataDir, quietMs }: { dataDir: string; quietMs: number }) {
  const { PATH = '', HOME = '', PROFILE } = process.env;
  const env = {
    ...{ PATH, HOME, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', DATA_DIR: dataDir, QUIET_MS: String(quietMs) },
    ...{ WECHAT_APP_ID: ACCOUNT.appId, WECHAT_APP_SECRET: ACCOUNT.appSecret, WECHAT_TOKEN: ACCOUNT.token },
    ...{ WECHAT_AES_KEY: ACCOUNT.aesKey, WECHAT_API_BASE: wechat.apiBase },
    MODEL: await fitModel(join(ROOT, 'data'), dataDir),
  };
  const execArgv = PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${PROFILE}`] : [];
  const child = fork(join(import.meta.dirname, '../faults/lobby-in-child.ts'), { env, execArgv });
  child.send('open');
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `http://127.0.0.1:${port}`,
    /** Milliseconds of processor time so far. */
    async processor(): Promise<number> {
      child.send('processor');
      const [{ processor }] = (await once(child, 'message')) as [{ processor: number }];
      return processor;
    },
    async close() {
      child.send('stop');
      await once(child, 'close');
    },
  };
}
