import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fewAtOnce } from '#bot/few-at-once.ts';
import { ROOT } from '#src/root.ts';
import { fitModel } from '../../faults/fitted-model.ts';
import { postgresPlace } from '../../storage/engines.ts';
import { ACCOUNT, load, open, settled, type Told } from './lives.ts';
import { startStandin } from './standin/standin.ts';

/** Longer than any answer may wait: what the desk says then goes out by the outbox, or at a later try. */
const LATE = '4600';

/** Where the first node ends, and what may become of the answer. */
interface Step {
  title: string;
  at: string;
  late?: boolean;
  /** False for what only accounts do that may send. */
  answersOnly?: false;
  /** True where nobody can know whether it was sent; then it is never repeated. */
  maybeUnknown?: boolean;
}

const STEPS: Step[] = [
  { title: 'the message is written', at: '^insert into "wechat_inbound"' },
  { title: 'the turn is written', at: '^update "conversation" set "state" = ' },
  { title: 'the turn is written, late', at: '^update "conversation" set "state" = ', late: true },
  { title: 'the answer is decided', at: '^update "wechat_inbound" set "reply"' },
  { title: 'it is written that the answer left', at: '^update "outbox" set "state" = [^,]*, "ended_at"' },
  {
    title: 'the allowance is taken',
    at: '^update "wechat_quota" set "message_sent" = "message_sent" \\+',
    late: true,
    answersOnly: false,
    maybeUnknown: true,
  },
];

const CASES = STEPS.flatMap((step) =>
  [true, false]
    .filter((verified) => verified || step.answersOnly !== false)
    .flatMap((verified) =>
      (['before', 'after'] as const).map((when) => ({
        ...{ step, when, verified },
        title: `${when} ${step.title}, ${verified ? 'verified' : 'answers only'}`,
      })),
    ),
);

// The platform's first and third try go to the node that ends, the second to the one that stays.
describe('Two nodes on one PostgreSQL, of which one ends by kill -9 while it answers on WeChat', function () {
  this.timeout(400_000);
  let folder: string;
  const fates = new Map<string, Promise<Fate>>();
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lobby-wechat-nodes-'));
    const model = await fitModel(join(ROOT, 'data'), folder);
    // They wait for the platform more than they work.
    const few = fewAtOnce(4);
    for (const one of CASES) {
      const dataDir = mkdtempSync(join(folder, 'desk-'));
      const fate = few(() => dieBesideAnother({ ...one, dataDir, model }));
      fate.catch(() => {});
      fates.set(one.title, fate);
    }
  });
  after(async () => {
    await Promise.allSettled(fates.values());
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { step, title, when } of CASES)
    it(`give one turn and one answer: ${title}`, async () => {
      const { turns, greeted, bubbles, states, complaints, ended } = (await fates.get(title)) as Fate;
      expect(ended, 'the node that was to end').to.equal(true);
      expect([turns, greeted]).to.deep.equal([1, 1]);
      const unknown = step.maybeUnknown && when === 'after' && bubbles === 0;
      if (unknown) expect(states.join()).to.contain('unknown: ');
      else expect(bubbles, states.join()).to.equal(1);
      expect(complaints).to.deep.equal([]);
    });
});

interface Fate extends Told {
  complaints: readonly string[];
  /** Whether the first node came to the place where it ends. */
  ended: boolean;
}

async function dieBesideAnother({
  step,
  when,
  verified,
  dataDir,
  model,
}: {
  step: Step;
  when: string;
  verified: boolean;
  dataDir: string;
  model: string;
}): Promise<Fate> {
  const wechat = await startStandin({ ...ACCOUNT, clock: 'real' });
  wechat.account.verified = verified;
  const place = await postgresPlace();
  const settings = {
    ...{ DATA_DIR: dataDir, DATABASE_URL: place.at, MODEL: model, WECHAT_API_BASE: wechat.apiBase },
    ...{ QUIET_MS: step.late ? LATE : '0', WECHAT_VERIFIED: String(verified) },
  };
  const first = await open(load({ ...settings, DIE_AT: step.at, DIE_WHEN: when }));
  const second = await open(load({ ...settings, DATA_DIR: mkdtempSync(join(dataDir, 'second-')) }));
  const storage = await place.open();
  try {
    wechat.pointAt([first.url, second.url]);
    const lin = wechat.resident('oLin');
    const { outcome } = await lin.says('厨房水龙头漏水');
    let told = await settled(storage, lin);
    // What no try could carry comes with the next message, where nothing may be sent.
    const asksAgain = !verified && outcome !== 'replied';
    if (asksAgain) {
      wechat.pointAt(second.url);
      await lin.says('好了吗');
      told = await settled(storage, lin);
      told.turns -= 1;
    }
    return { ...told, ended: first.hasEnded(), complaints: wechat.complaints };
  } finally {
    await storage.close();
    await first.kill();
    await second.kill();
    await wechat.close();
    await place.remove();
  }
}
