import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import sharp from 'sharp';
import type { NewAttachment } from '#records/attachments.ts';
import { claimChat } from '#records/handoffs/handoffs.ts';
import { sendOnce } from '#records/staff/messages.ts';
import { until } from '../../storage/engines.ts';
import type { DeskWish, WechatDesk } from './desk.ts';
import { useDesk } from './use-desk.ts';

describe('A resident on WeChat who talks with a clerk', function () {
  this.timeout(60_000);
  const room = useDesk();
  let desk: WechatDesk;
  const open = async (wish: Partial<DeskWish> = {}) => {
    desk = await room.open(wish);
    return desk.wechat;
  };

  it('hears a clerk at once, in as few bubbles as fit, and photos too', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    await lin.says('人工');
    const clerk = await aClerk(desk);
    await desk.advance(1000);
    expect(lin.screen().at(-1)).to.match(/^【custom】.*小陈/);
    await clerk.writes('您好，我是小陈。', '马上为您安排师傅。');
    await desk.advance(1000);
    expect(lin.screen().at(-1)).to.equal('【custom】您好，我是小陈。\n\n马上为您安排师傅。');
    await clerk.sendsPhoto();
    await desk.advance(1000);
    expect(lin.phone.at(-1)).to.include({ way: 'custom', type: 'image' });
    const before = lin.screen().length;
    const { attempts } = await lin.says('谢谢');
    expect(attempts[0]?.body).to.equal('success');
    expect(lin.screen()).to.have.length(before);
  });

  it('gets what was too much with their next message, and the platform never has to refuse', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    await lin.says('人工');
    const clerk = await aClerk(desk);
    await desk.advance(1000);
    for (let n = 1; n <= 8; n++) {
      await clerk.writes(`第${n}句。`);
      await desk.advance(1000);
    }
    expect(lin.screen().filter((line) => line.startsWith('【custom】'))).to.have.length(5);
    const held = (await desk.outbox()).filter(({ state }) => state === 'held');
    expect(held.map(({ last_error }) => last_error)).to.deep.equal(['quota', 'quota', 'quota', 'quota']);
    await lin.says('在吗');
    expect(lin.screen().at(-1)).to.equal('【passive】第5句。\n\n第6句。\n\n第7句。\n\n第8句。');
    expect(wechat.calls.filter(({ answer }) => (answer as { errcode?: number }).errcode)).to.deep.equal([]);
    await until(async () => (await desk.outbox()).every(({ state }) => state === 'sent'));
  });

  it('gets after two days a notice, if the office has a template, and the words once they write', async () => {
    const wechat = await open({ settings: { noticeTemplate: 'T-1', noticeFields: ['thing1', 'time2'] } });
    const lin = wechat.resident('oLin');
    await lin.says('人工');
    const clerk = await aClerk(desk);
    await desk.advance(1000);
    await wechat.advance(49 * 3_600_000);
    for (const words of ['师傅明天来。', '请留人在家。']) {
      await clerk.writes(words);
      await desk.advance(6000);
    }
    expect(lin.screen().filter((line) => line.startsWith('【template】'))).to.have.length(1);
    expect((await desk.outbox()).filter(({ last_error }) => last_error === 'window')).to.have.length(2);
    await lin.says('好的');
    expect(lin.screen().at(-1)).to.equal('【passive】师傅明天来。\n\n请留人在家。');
  });

  it('reads long words in parts that come in order', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    await lin.says('人工');
    const clerk = await aClerk(desk);
    await desk.advance(1000);
    const long = Array.from({ length: 120 }, (_, n) => `第${n}条：请带好身份证和房产证明，到前台办理。`).join('');
    await clerk.writes(long);
    await desk.advance(5000);
    const parts = lin.phone.filter(({ way, text }) => way === 'custom' && text.includes('条：'));
    expect(parts.length).to.equal(Math.ceil(Buffer.byteLength(long) / 2000));
    expect(parts.map(({ text }) => text).join('')).to.equal(long);
  });
});

/** A clerk who has taken the only conversation. */
async function aClerk({ storage, wechat }: WechatDesk) {
  const { id: conversationId } = await storage.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow();
  const chat = { conversationId, estateId: 'qinghu' };
  const clerk = { id: 'staff-chen', name: '小陈' };
  const now = () => wechat.clock.now();
  await storage.transact((tx) => claimChat(tx, chat, clerk, now()));
  const send = (what: { text?: string; files?: NewAttachment[] }) =>
    sendOnce(storage, { ...chat, ...what, clientId: randomUUID() }, clerk, { now: now(), also: async () => {} });
  return {
    writes: (...texts: string[]) => Promise.all(texts.map((text) => send({ text }))),
    async sendsPhoto() {
      const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3a3' } })
        .webp()
        .toBuffer();
      await send({ files: [{ id: 'file-1', name: 'photo.webp', contentType: 'image/webp', bytes }] });
    },
  };
}
