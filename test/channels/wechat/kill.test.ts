import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { fewAtOnce } from '#bot/few-at-once.ts';
import { ROOT } from '#src/root.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { endProcess } from '../../faults/desk-process.ts';
import { fitModel } from '../../faults/fitted-model.ts';
import { ACCOUNT as USUAL } from './desk.ts';
import type { Resident } from './standin/resident.ts';
import { startStandin } from './standin/standin.ts';

const ACCOUNT = { ...USUAL, token: 'aTokenOfTheOffice' };
/** Longer than any answer may wait: what the desk says then goes out by the outbox. */
const LATE = '4600';

/** Where a life ends, how long nobody is there afterwards (milliseconds), and what may become of the answer. */
interface Step {
  title: string;
  at: string;
  late?: boolean;
  downFor?: number;
  /** True where nobody can know whether the answer arrived; then it is never repeated. */
  maybeUnknown?: boolean;
}

const STEPS: Step[] = [
  { title: 'the message is written', at: '^insert into "wechat_inbound"' },
  {
    title: 'the message is written, and the platform has given up',
    at: '^insert into "wechat_inbound"',
    downFor: 16_000,
  },
  { title: 'the turn is written', at: '^update "conversation" set "state" = ' },
  { title: 'the answer is decided', at: '^update "wechat_inbound" set "reply"' },
  {
    title: 'the answer is decided, and the platform has given up',
    at: '^update "wechat_inbound" set "reply"',
    downFor: 16_000,
    maybeUnknown: true,
  },
  { title: 'it is written that the answer left', at: '^update "outbox" set "state" = \\?, "ended_at"' },
  { title: 'a worker takes the message', at: '^update "outbox" .*"attempts" = "attempts" \\+', late: true },
  {
    title: 'the allowance is taken',
    at: '^update "wechat_quota" set "message_sent" = "message_sent" \\+',
    late: true,
    maybeUnknown: true,
  },
  {
    title: 'it is written that it was sent',
    at: '^update "outbox" set "state" = \\?, "due_at" = \\?, "ended_at"',
    late: true,
  },
];

const CASES = (['before', 'after'] as const).flatMap((when) =>
  STEPS.filter(({ downFor }) => !downFor || when === 'after').map((step) => ({
    step,
    when,
    title: `${when} ${step.title}`,
  })),
);

describe('A desk that ends by kill -9 while it answers on WeChat', function () {
  this.timeout(300_000);
  let folder: string;
  const fates = new Map<string, Promise<Fate>>();
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lobby-wechat-kill-'));
    const model = await fitModel(join(ROOT, 'data'), folder);
    // They wait for the platform more than they work.
    const few = fewAtOnce(3);
    for (const { step, when, title } of CASES) {
      const dataDir = mkdtempSync(join(folder, 'desk-'));
      const fate = few(() => dieAndComeBack({ step, when, dataDir, model }));
      fate.catch(() => {});
      fates.set(title, fate);
    }
  });
  after(async () => {
    await Promise.allSettled(fates.values());
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { step, title } of CASES)
    it(`has answered once, or says that nobody knows: ${title}`, async () => {
      const { acknowledged, bubbles, turns, states, complaints } = (await fates.get(title)) as Fate;
      if (!acknowledged) return expect(title).to.equal('before the message is written');
      expect(turns).to.equal(1);
      expect(bubbles, states.join()).to.be.at.most(1);
      if (bubbles === 0) {
        expect(step.maybeUnknown).to.equal(true);
        expect(states).to.deep.equal(['unknown: The desk ended', 'unknown: The desk ended']);
      }
      expect(complaints).to.deep.equal([]);
    });
});

interface Fate {
  /** False when the platform has it on record that the desk never had the message. */
  acknowledged: boolean;
  /** How often the resident reads the desk's greeting. */
  bubbles: number;
  turns: number;
  /** What became of what the desk said, with the first words of the reason. */
  states: string[];
  complaints: readonly string[];
}

async function dieAndComeBack({
  step,
  when,
  dataDir,
  model,
}: {
  step: Step;
  when: string;
  dataDir: string;
  model: string;
}): Promise<Fate> {
  const wechat = await startStandin({ ...ACCOUNT, clock: 'real' });
  const settings = {
    DATA_DIR: dataDir,
    MODEL: model,
    QUIET_MS: step.late ? LATE : '0',
    WECHAT_API_BASE: wechat.apiBase,
  };
  const loaded = load(settings);
  const first = await open(load({ ...settings, DIE_AT: step.at, DIE_WHEN: when }));
  wechat.pointAt(`${first.url}/wechat`);
  const lin = wechat.resident('oLin');
  const said = lin.says('厨房水龙头漏水');
  await first.gone;
  if (step.downFor) await pause(step.downFor);
  const second = await open(loaded);
  wechat.pointAt(`${second.url}/wechat`);
  const acknowledged = (await said).outcome !== 'failed' || when === 'after';
  const storage = await openStorage({ dataDir, onError: () => {} });
  try {
    const told = acknowledged ? await settled(storage, lin) : { bubbles: 0, turns: 0, states: [] };
    return { ...told, acknowledged, complaints: wechat.complaints };
  } finally {
    await storage.close();
    await second.kill();
    await wechat.close();
  }
}

/** Waits until nothing is on its way any more. */
async function settled(storage: Storage, lin: Resident): Promise<Omit<Fate, 'acknowledged' | 'complaints'>> {
  for (;;) {
    const rows = await storage.db.selectFrom('outbox').selectAll().where('kind', '=', 'wechat-send').execute();
    const turns = await storage.db.selectFrom('activity').select('id').where('role', '=', 'resident').execute();
    const open = rows.some(({ state }) => state === 'pending' || state === 'leased');
    if (rows.length > 0 && !open) {
      // A second bubble would come at once.
      await pause(500);
      const states = rows.map(({ state, last_error }) => `${state}: ${(last_error ?? '').slice(0, 14)}`);
      const bubbles = lin.screen().filter((line) => line.includes('物业前台')).length;
      return { bubbles, turns: turns.length, states };
    }
    await pause(100);
  }
}

interface Loaded {
  child: ChildProcess;
  gone: Promise<unknown>;
}

/** One life of the whole desk, loaded and not yet open. */
function load(settings: Record<string, string>): Loaded {
  const { PATH = '', HOME = '' } = process.env;
  const account = {
    WECHAT_APP_ID: ACCOUNT.appId,
    WECHAT_APP_SECRET: ACCOUNT.appSecret,
    WECHAT_TOKEN: ACCOUNT.token,
    WECHAT_AES_KEY: ACCOUNT.aesKey,
  };
  const env = { PATH, HOME, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', ...account, ...settings };
  const child = fork(join(import.meta.dirname, 'dying-lobby.ts'), {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return { child, gone: once(child, 'close') };
}

async function open({ child, gone }: Loaded) {
  child.send('open');
  const opened = once(child, 'message');
  const [answer] = await Promise.race([opened, gone.then(() => Promise.reject(new Error('The lobby did not open.')))]);
  return {
    url: `http://127.0.0.1:${(answer as { port: number }).port}`,
    gone,
    kill: () => endProcess(child, 'SIGKILL'),
  };
}
