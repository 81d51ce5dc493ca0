import { expect } from 'chai';
import { claimChat, sendAsStaff } from '#records/handoffs/handoffs.ts';
import type { WechatDesk } from './desk.ts';
import type { Resident } from './standin/resident.ts';
import { useDesk } from './use-desk.ts';

const SEND = '/cgi-bin/message/custom/send';

describe('Words that WeChat does not take at once', function () {
  this.timeout(60_000);
  const room = useDesk();
  let desk: WechatDesk;
  let lin: Resident;
  const clerk = { id: 'staff-chen', name: '小陈' };
  const say = async (...texts: string[]) => {
    const { storage, wechat } = desk;
    const { id: conversationId } = await storage.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow();
    for (const text of texts) {
      await storage.transact((tx) =>
        sendAsStaff(tx, { conversationId, estateId: 'qinghu' }, clerk, { text }, wechat.clock.now()),
      );
    }
  };
  const open = async (wish: Parameters<typeof room.open>[0] = {}) => {
    desk = await room.open(wish);
    lin = desk.wechat.resident('oLinSecretOpenid');
    await lin.says('人工');
    const { id: conversationId } = await desk.storage.db
      .selectFrom('conversation')
      .select('id')
      .executeTakeFirstOrThrow();
    await desk.storage.transact((tx) =>
      claimChat(tx, { conversationId, estateId: 'qinghu' }, clerk, desk.wechat.clock.now()),
    );
    await desk.advance(1000);
    return desk.wechat;
  };
  const heard = (words: string) => lin.phone.filter(({ way, text }) => way !== 'own' && text.includes(words)).length;
  const states = async () => (await desk.outbox()).map(({ state, last_error }) => [state, last_error]).slice(-1)[0];

  for (const errcode of [40001, 40014, 42001, -1, 45011, 40013, 40164, 45009])
    it(`arrive once after ${errcode}`, async () => {
      const wechat = await open();
      wechat.faults.next(SEND, { errcode, errmsg: 'invalid ip 203.0.113.7' });
      await say('师傅到了');
      await desk.advance(errcode === 45009 ? 86_400_000 : 900_000);
      expect(heard('师傅到了')).to.equal(1);
      if (errcode === 40164)
        expect(desk.lines.map(({ facts }) => facts)).to.deep.include({ errcode: 40164, address: '203.0.113.7' });
    });

  for (const errcode of [45015, 45047, 48001])
    it(`wait for the resident after ${errcode}`, async () => {
      const wechat = await open();
      wechat.faults.next(SEND, { errcode });
      await say('师傅到了', '请开门');
      await desk.advance(20_000);
      expect(heard('师傅到了')).to.equal(0);
      expect((await states())?.[0]).to.equal('held');
      await lin.says('好');
      expect([heard('师傅到了'), heard('请开门')]).to.deep.equal([1, 1]);
    });

  for (const errcode of [40003, 43004, 48002, 50005, 70000, 45008, 99999])
    it(`are given up, and a person told, after ${errcode}`, async () => {
      const wechat = await open();
      wechat.faults.next(SEND, { errcode });
      await say('师傅到了');
      await desk.advance(20_000);
      expect((await states())?.[0]).to.equal('dead');
      expect(desk.lines.some(({ code }) => code === 'gave-up')).to.equal(true);
    });

  it('are cut shorter when they are too long', async () => {
    const wechat = await open();
    wechat.faults.next(SEND, { errcode: 45002 });
    await say('请带好身份证。'.repeat(60));
    await desk.advance(20_000);
    expect(
      lin.phone
        .filter(({ text }) => text.includes('身份证'))
        .map(({ text }) => text)
        .join(''),
    ).to.equal('请带好身份证。'.repeat(60));
  });

  for (const kind of ['reset-after', 'silence-after', 'html', 'truncated'] as const)
    it(`are never sent twice when the answer is lost (${kind})`, async () => {
      room.expectTrouble();
      const wechat = await open();
      wechat.faults.next(SEND, { kind });
      await say('师傅到了');
      // The limit of one call is real time.
      for (let n = 0; n < 40 && (await states())?.[0] !== 'unknown'; n++) {
        await desk.advance(1000);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      expect(await states()).to.deep.equal(['unknown', 'no-answer']);
      await desk.advance(600_000);
      expect(heard('师傅到了')).to.be.at.most(1);
      expect(wechat.calls.filter(({ path }) => path === SEND)).to.have.length(2);
    });

  it('arrive although the platform puts control characters into its answer', async () => {
    const wechat = await open();
    wechat.faults.next(SEND, { kind: 'control-character' });
    await say('师傅到了');
    await desk.advance(20_000);
    expect([heard('师傅到了'), (await states())?.[0]]).to.deep.equal([1, 'sent']);
  });

  it('arrive with one new token, however many wait, when the old one has ended or was replaced', async () => {
    const wechat = await open();
    const fetched = () => wechat.calls.filter(({ path }) => path === '/cgi-bin/stable_token').length;
    const before = fetched();
    wechat.tokens.expire();
    await say('第一句');
    await desk.advance(5000);
    wechat.tokens.replace();
    await say('第二句');
    await desk.advance(40_000);
    expect([heard('第一句'), heard('第二句')]).to.deep.equal([1, 1]);
    expect(fetched() - before).to.be.at.most(4);
  });

  it('wait while the platform cannot be reached, and answers go on', async () => {
    room.expectTrouble();
    const wechat = await open({ settings: { apiBase: 'http://127.0.0.1:9' } });
    await say('师傅到了');
    await desk.advance(10_000);
    expect((await states())?.[0]).to.be.oneOf(['pending', 'leased']);
    expect((await lin.says('好的')).outcome).to.equal('replied');
    expect(heard('师傅到了')).to.equal(1);
    expect(wechat.complaints).to.deep.equal([]);
  });

  it('leave no token, secret or openid in the log', async () => {
    room.expectTrouble();
    const wechat = await open();
    for (const fault of [
      { errcode: 40164, errmsg: 'oLinSecretOpenid' },
      { kind: 'html' as const },
      { errcode: 99999, errmsg: 'x' },
    ]) {
      wechat.faults.next(SEND, fault);
      await say('师傅到了');
      await desk.advance(700_000);
    }
    const written = JSON.stringify([desk.lines, (await desk.outbox()).map(({ last_error }) => last_error)]);
    const { token } = await desk.storage.db.selectFrom('wechat_token').select('token').executeTakeFirstOrThrow();
    for (const secret of ['oLinSecretOpenid', 'a-made-up-secret', token]) expect(written).to.not.contain(secret);
  });
});
