import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { fewAtOnce } from '#bot/few-at-once.ts';
import { ROOT } from '#src/root.ts';
import { openStorage } from '#storage/open.ts';
import { fitModel } from '../../faults/fitted-model.ts';
import { ACCOUNT, load, open, settled, type Told } from './lives.ts';
import { startStandin } from './standin/standin.ts';

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
      const { acknowledged, bubbles, turns, greeted, states, complaints } = (await fates.get(title)) as Fate;
      if (!acknowledged) return expect(title).to.equal('before the message is written');
      expect([turns, greeted]).to.deep.equal([1, 1]);
      expect(bubbles, states.join()).to.be.at.most(1);
      if (bubbles === 0) {
        expect(step.maybeUnknown).to.equal(true);
        expect(states).to.deep.equal(['unknown: The desk ended', 'unknown: The desk ended']);
      }
      expect(complaints).to.deep.equal([]);
    });
});

interface Fate extends Told {
  /** False when the platform has it on record that the desk never had the message. */
  acknowledged: boolean;
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
  wechat.pointAt(first.url);
  const lin = wechat.resident('oLin');
  const said = lin.says('厨房水龙头漏水');
  await first.gone;
  if (step.downFor) await pause(step.downFor);
  const second = await open(loaded);
  wechat.pointAt(second.url);
  const acknowledged = (await said).outcome !== 'failed' || when === 'after';
  const storage = await openStorage({ dataDir, onError: () => {} });
  try {
    const told = acknowledged ? await settled(storage, lin) : { bubbles: 0, turns: 0, greeted: 0, states: [] };
    return { ...told, acknowledged, complaints: wechat.complaints };
  } finally {
    await storage.close();
    await second.kill();
    await wechat.close();
  }
}
