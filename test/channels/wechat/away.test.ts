import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { toText } from '#channels/wechat/to-text.ts';
import type { ActivityRow } from '#storage/schema.ts';
import { type Place, postgresPlace, until } from '../../storage/engines.ts';
import { startOwnPostgres } from '../../storage/postgres.ts';
import { layLine, type SilentLine } from '../../storage/silent-line.ts';
import type { WechatDesk } from './desk.ts';
import type { Resident } from './standin/resident.ts';
import { useDesk } from './use-desk.ts';

const KEPT = /^您的消息收到了。系统正在恢复/;

// In real time, on a PostgreSQL of their own, which is stopped and started for real.
describe('Residents who write to WeChat while PostgreSQL is away', function () {
  this.timeout(180_000);
  const room = useDesk();
  let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
  beforeEach(async () => {
    // The desk reports that its store went away.
    room.expectTrouble();
    postgres = await startOwnPostgres();
  });
  afterEach(() => postgres.stop());
  const wish = () => ({ databaseUrl: postgres.url, spooled: true, standin: { clock: 'real' as const } });

  it('hear that their words are kept, in danger whom to ring, and are answered once it is back', async () => {
    const desk = await room.open(wish());
    const { wechat } = desk;
    const [lin, wang, zhao] = ['oLin', 'oWang', 'oZhao'].map((name) => wechat.resident(name)) as [
      Resident,
      Resident,
      Resident,
    ];
    await lin.says('你好');
    await settled(desk);
    await postgres.down();
    for (const text of ['厨房水龙头漏水', '3栋2单元501']) {
      expect((await lin.says(text)).outcome).to.equal('replied');
      expect(lin.phone.at(-1)?.text).to.match(KEPT).and.contain('前台电话');
    }
    await wang.says('What are your office hours today?');
    expect(wang.phone.at(-1)?.text).to.match(/^I have your message\./);
    await zhao.says('家里着火了！');
    expect(zhao.phone.at(-1)?.text).to.contain('119').and.contain('没法直接呼叫值班人员');
    await postgres.up();
    await settled(desk);
    expect(await heard(desk, lin)).to.deep.equal(['你好', '厨房水龙头漏水', '3栋2单元501']);
    expect(await heard(desk, wang)).to.deep.equal(['What are your office hours today?']);
    expect(await heard(desk, zhao)).to.deep.equal(['家里着火了！']);
    for (const one of [lin, wang, zhao]) expect(shown(one), one.openid).to.deep.equal(await said(desk, one));
    const pages = await desk.storage.db.selectFrom('duty_page').select('kind').execute();
    expect(pages.map(({ kind }) => kind)).to.deep.equal(['fire']);
    expect(wechat.complaints).to.deep.equal([]);
    expect(JSON.stringify(desk.lines)).to.not.contain('水龙头').and.not.contain('oLin');
  });

  it('lose nothing when the desk ends before the store is back', async () => {
    const first = await room.open(wish());
    const lin = first.wechat.resident('oLin');
    await lin.says('你好');
    await postgres.down();
    await lin.says('厨房水龙头漏水');
    await lin.unfollows();
    await pause(5);
    const wang = first.wechat.resident('oWang');
    await wang.says('电梯按钮不亮');
    await first.stop();
    await postgres.up();
    const second = await room.restart(first, { ...wish(), standin: undefined });
    await settled(second);
    expect(await heard(second, wang)).to.deep.equal(['电梯按钮不亮']);
    expect(shown(wang)).to.deep.equal(await said(second, wang));
    // Who unfollowed meanwhile is erased, with what was kept.
    expect(await heard(second, lin)).to.deep.equal([]);
  });

  it('lose nothing and hear nothing twice, whenever it goes and comes back', async () => {
    const desk = await room.open(wish());
    const { wechat, think } = desk;
    think.ms = 300;
    const residents = Array.from({ length: 8 }, (_, n) => wechat.resident(`o${n}`));
    let writing = true;
    const wrote = new Map<string, string[]>();
    const talks = residents.map(async (one, n) => {
      const own: string[] = [];
      wrote.set(one.openid, own);
      for (let k = 1; writing; k++) {
        own.push(`厨房水龙头漏水 ${k}`);
        expect((await one.says(own.at(-1) ?? '')).outcome).to.not.equal('failed');
        await pause(100 + 40 * n);
      }
    });
    for (let round = 0; round < 3; round++) {
      await pause(700 + round * 130);
      await postgres.down();
      await pause(400);
      await postgres.up();
    }
    await pause(500);
    writing = false;
    await Promise.all(talks);
    await settled(desk);
    expect(residents.some((one) => one.phone.some(({ text }) => KEPT.test(text)))).to.equal(true);
    for (const one of residents) {
      expect(await heard(desk, one), one.openid).to.deep.equal(wrote.get(one.openid));
      expect(shown(one), one.openid).to.deep.equal(await said(desk, one));
    }
    expect(wechat.complaints).to.deep.equal([]);
  });
});

describe('Residents who write to WeChat while PostgreSQL says nothing', function () {
  this.timeout(120_000);
  const room = useDesk();
  let place: Place;
  let line: SilentLine;
  before(async () => {
    place = await postgresPlace();
    line = await layLine(place.at);
  });
  after(async () => {
    await line.close();
    await place.remove();
  });

  it('hear within the platform’s time that their words are kept, and are answered once when it speaks again', async () => {
    room.expectTrouble();
    const desk = await room.open({ databaseUrl: line.url, spooled: true, standin: { clock: 'real' } });
    const { wechat } = desk;
    const [lin, wang] = [wechat.resident('oLin'), wechat.resident('oWang')];
    await lin.says('你好');
    await settled(desk);
    line.silence();
    const deliveries = await Promise.all([lin.says('厨房水龙头漏水'), wang.says('我家电梯坏了')]);
    expect(deliveries.map(({ outcome, attempts }) => [outcome, attempts.length])).to.deep.equal([
      ['replied', 1],
      ['replied', 1],
    ]);
    for (const one of [lin, wang]) expect(one.phone.at(-1)?.text).to.match(KEPT);
    line.speak();
    await settled(desk);
    expect(await heard(desk, lin)).to.deep.equal(['你好', '厨房水龙头漏水']);
    expect(await heard(desk, wang)).to.deep.equal(['我家电梯坏了']);
    for (const one of [lin, wang]) expect(shown(one), one.openid).to.deep.equal(await said(desk, one));
    expect(wechat.complaints).to.deep.equal([]);
  });
});

/** Waits until the store is there, everything kept is in it, every message has had its turn, and nothing is to be sent. */
async function settled({ storage: { db }, wechat, kept }: WechatDesk): Promise<void> {
  await until(async () => {
    if (kept() > 0) return false;
    try {
      const owed = await db.selectFrom('outbox').select('id').where('state', 'in', ['pending', 'leased']).execute();
      const due = await db.selectFrom('conversation').select('id').whereRef('turned_seq', '<', 'inbound_seq').execute();
      return owed.length + due.length === 0;
    } catch {
      return false;
    }
  });
  await wechat.settle();
}

async function logOf({ storage }: WechatDesk, { openid }: Resident, role: ActivityRow['role']): Promise<ActivityRow[]> {
  const rows = await storage.db
    .selectFrom('activity')
    .innerJoin('conversation', 'conversation.id', 'activity.conversation_id')
    .selectAll('activity')
    .where('conversation.user_id', '=', openid)
    .where('activity.role', '=', role)
    .where('activity.type', '=', 'message')
    .where('visibility', '=', 'all')
    .orderBy('activity.seq')
    .execute();
  return rows as ActivityRow[];
}

/** What the desk's log has of a resident's words. */
async function heard(desk: WechatDesk, resident: Resident): Promise<(string | null)[]> {
  return (await logOf(desk, resident, 'resident')).map(({ text }) => text);
}

const lines = (texts: string[]) => texts.flatMap((text) => text.split('\n')).filter((line) => line !== '');

/** What the desk's log says the resident was told, line by line. */
async function said(desk: WechatDesk, resident: Resident): Promise<string[]> {
  return lines((await logOf(desk, resident, 'desk')).map(toText));
}

/** What stands on their phone, but for what was said without the store. */
function shown({ phone }: Resident): string[] {
  const kept = phone.filter(({ way, text }) => way !== 'own' && !isAway(text));
  return lines(kept.map(({ text }) => text));
}

function isAway(text: string): boolean {
  return KEPT.test(text) || text.startsWith('I have your message.') || text.includes('没法直接呼叫值班人员，请您一定');
}
