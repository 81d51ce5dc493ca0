import { expect } from 'chai';
import { append } from '#records/activities.ts';
import { claimChat, sendAsStaff } from '#records/handoffs/handoffs.ts';
import { startOwnPostgres } from '../../storage/postgres.ts';
import type { WechatDesk } from './desk.ts';
import type { Resident } from './standin/resident.ts';
import { useDesk } from './use-desk.ts';

const LABEL = '（以上内容由自动助手生成）';
const ENGLISH = '(Written by an automatic assistant)';
const CLERK = { id: 'staff-chen', name: '小陈' };

/** How often the label in words stands in each bubble, and whether the platform's own stands under it. */
const labels = ({ phone }: Resident) =>
  phone.filter(({ way }) => way !== 'own').map(({ text, way, ai }) => [way, timesOf(text, LABEL), ai]);
const timesOf = (text: string, words: string) => text.split(words).length - 1;

describe('The label that an automatic assistant wrote it, where the office wants it', function () {
  this.timeout(120_000);
  const room = useDesk();
  const chatOf = async ({ storage }: WechatDesk) => {
    const { id } = await storage.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow();
    return { conversationId: id, estateId: 'qinghu' };
  };
  const deskSays = async (desk: WechatDesk, text: string) => {
    const { conversationId } = await chatOf(desk);
    const said = { type: 'message', role: 'desk', fromId: 'desk', text } as const;
    await desk.storage.transact((tx) => append(tx, conversationId, [said], desk.wechat.clock.now()));
    await desk.advance(5000);
  };

  it('stands once under an answer, however many messages it carries, and not where it is not wanted', async () => {
    for (const [aiLabel, times] of [
      [true, 1],
      [false, 0],
    ] as const) {
      const { wechat } = await room.open({ settings: { aiLabel } });
      const lin = wechat.resident(`oLin${times}`);
      await lin.says('厨房水龙头漏水');
      expect(labels(lin)).to.deep.equal([['passive', times, false]]);
      if (aiLabel) expect(lin.screen()[0]?.endsWith(LABEL)).to.equal(true);
    }
  });

  it('is the platform’s own under each piece that is sent, and is never said twice', async () => {
    const desk = await room.open({ settings: { aiLabel: true } });
    const lin = desk.wechat.resident('oLin');
    await lin.says('你好');
    await deskSays(desk, '停水通知已经贴在单元门口。'.repeat(150));
    const [, ...sent] = labels(lin);
    expect(sent.length).to.be.greaterThan(2);
    for (const one of sent) expect(one).to.deep.equal(['custom', 0, true]);
  });

  it('stands under each piece where nothing may be sent, and under the word that the answer comes later', async () => {
    const desk = await room.open({ settings: { aiLabel: true, verified: false } });
    desk.wechat.account.verified = false;
    const lin = desk.wechat.resident('oLin');
    await lin.says('你好');
    await deskSays(desk, '停水通知已经贴在单元门口。'.repeat(150));
    await lin.says('报修');
    await lin.says('继续');
    desk.think.ms = 16_000;
    const late = lin.says('好了吗');
    await desk.advance(40_000);
    await late;
    const said = labels(lin);
    expect(said.length).to.be.greaterThan(3);
    for (const one of said) expect(one).to.deep.equal(['passive', 1, false]);
    expect(lin.screen().join()).to.contain('稍后回复任意内容');
  });

  it('does not stand under what a person wrote', async () => {
    const desk = await room.open({ settings: { aiLabel: true } });
    const lin = desk.wechat.resident('oLin');
    await lin.says('人工');
    const chat = await chatOf(desk);
    const { storage, wechat } = desk;
    await storage.transact((tx) => claimChat(tx, chat, CLERK, wechat.clock.now()));
    await storage.transact((tx) => sendAsStaff(tx, chat, CLERK, { text: '师傅到了' }, wechat.clock.now()));
    await desk.advance(5000);
    const written = lin.phone.filter(({ text }) => text.includes('师傅到了'));
    expect(written.map(({ text, ai }) => [timesOf(text, LABEL), ai])).to.deep.equal([[0, false]]);
  });

  it('stands once, in their language, under what residents hear while PostgreSQL is away', async () => {
    room.expectTrouble();
    const postgres = await startOwnPostgres();
    try {
      const wish = { databaseUrl: postgres.url, spooled: true, standin: { clock: 'real' as const } };
      const desk = await room.open({ ...wish, settings: { aiLabel: true } });
      const { wechat } = desk;
      const [lin, wang, zhao] = ['oLin', 'oWang', 'oZhao'].map((name) => wechat.resident(name)) as [
        Resident,
        Resident,
        Resident,
      ];
      await postgres.down();
      await lin.says('厨房水龙头漏水');
      await wang.says('What are your office hours today?');
      await zhao.says('家里着火了！');
      expect(labels(lin)).to.deep.equal([['passive', 1, false]]);
      expect(labels(zhao)).to.deep.equal([['passive', 1, false]]);
      const english = wang.screen()[0] ?? '';
      expect([timesOf(english, ENGLISH), timesOf(english, LABEL)]).to.deep.equal([1, 0]);
      await desk.stop();
    } finally {
      await postgres.stop();
    }
  });
});
