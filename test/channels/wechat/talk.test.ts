import { expect } from 'chai';
import sharp from 'sharp';
import { KNOWN_TO_ERASURE } from '#records/wechat/erasure.ts';
import { until } from '../../storage/engines.ts';
import type { DeskWish, WechatDesk } from './desk.ts';
import { useDesk } from './use-desk.ts';

describe('A resident on WeChat', function () {
  this.timeout(60_000);
  const room = useDesk();
  let desk: WechatDesk;
  const open = async (wish: Partial<DeskWish> = {}) => {
    desk = await room.open(wish);
    return desk.wechat;
  };

  it('is answered on the spot, encrypted, and it costs nothing', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    const delivery = await lin.says('厨房水龙头漏水');
    expect(delivery.outcome).to.equal('replied');
    expect(lin.screen()).to.have.length(1);
    expect(lin.screen()[0]).to.match(/^【passive】.*物业前台/);
    expect(lin.screen()[0]).to.contain('报修');
    await desk.advance(30_000);
    expect(lin.screen()).to.have.length(1);
    expect(wechat.calls).to.deep.equal([]);
    expect((await desk.outbox()).every(({ state }) => state === 'sent')).to.equal(true);
  });

  for (const ms of [1000, 3900, 4500, 7000, 12_000, 16_000]) {
    it(`has one turn and one reply when the desk thinks for ${ms / 1000} s`, async () => {
      const wechat = await open();
      const lin = wechat.resident('oLin');
      desk.think.ms = ms;
      const said = lin.says('厨房水龙头漏水');
      await desk.advance(40_000);
      await said;
      const way = ms < 4000 ? 'passive' : 'custom';
      expect(lin.screen().filter((line) => line.includes('物业前台'))).to.have.length(1);
      expect(lin.screen()).to.have.length(1);
      expect(lin.screen()[0]).to.match(new RegExp(`^【${way}】`));
      const turns = await desk.storage.db.selectFrom('activity').selectAll().where('role', '=', 'resident').execute();
      expect(turns).to.have.length(1);
      expect((await desk.outbox()).map(({ state }) => state)).to.not.include.members(['pending', 'held', 'unknown']);
    });

    it(`without the right to send is answered at a later try, or the next message, after ${ms / 1000} s`, async () => {
      const wechat = await open({ settings: { verified: false } });
      wechat.account.verified = false;
      const lin = wechat.resident('oLin');
      desk.think.ms = ms;
      const said = lin.says('厨房水龙头漏水');
      await desk.advance(40_000);
      await said;
      expect(lin.screen()).to.have.length(1);
      if (ms > 14_000) {
        expect(lin.screen()[0]).to.contain('稍后回复任意内容');
        desk.think.ms = 0;
        await lin.says('好了吗');
      }
      expect(lin.screen().filter((line) => line.includes('物业前台'))).to.have.length(1);
      expect(wechat.calls).to.deep.equal([]);
    });
  }

  it('gets one reply when the platform posts the message five times at once', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    wechat.pushes.duplicate(5);
    await lin.says('你好');
    await desk.advance(20_000);
    expect(lin.screen()).to.have.length(1);
    expect(
      await desk.storage.db.selectFrom('activity').selectAll().where('role', '=', 'resident').execute(),
    ).to.have.length(1);
  });

  it('is greeted when they follow, without any sending, and once', async () => {
    const wechat = await open();
    const lin = wechat.resident('oNew', { following: false });
    await lin.follows('qinghu');
    expect(lin.screen()).to.have.length(1);
    await lin.scans('qinghu');
    await lin.event('LOCATION', { Latitude: '23.1', Longitude: '113.3', Precision: '65' });
    await lin.event('VIEW', { EventKey: 'https://example.com' });
    expect(lin.screen()).to.have.length(1);
    expect(wechat.calls).to.deep.equal([]);
  });

  it('chooses by number', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    await lin.says('你好');
    await lin.says('天上的云');
    expect(lin.screen().at(-1)).to.match(/\n1\. .+\n2\. /);
    await lin.says('１');
    expect(lin.screen().at(-1)).to.contain('什么坏了');
  });

  it('sends a photo, which is written anew and kept', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } })
      .withExif({ IFD0: { Copyright: 'hidden-words' } })
      .jpeg()
      .toBuffer();
    await lin.sendsPhoto(bytes);
    expect(lin.screen().at(-1)).to.contain('照片收到了');
    const [file] = await desk.storage.db.selectFrom('attachment').selectAll().execute();
    expect(file?.content_type).to.equal('image/jpeg');
    expect(Buffer.from(file?.bytes ?? []).includes('hidden-words')).to.equal(false);
    const [row] = await desk.storage.db.selectFrom('activity').select('body').where('role', '=', 'resident').execute();
    expect(row?.body).to.contain(`lobby-file:${file?.id}`);
    await lin.sendsPhoto(Buffer.from('<svg onload="alert(1)"/>'));
    expect(lin.screen().at(-1)).to.contain('没能打开');
    expect(await desk.storage.db.selectFrom('attachment').select('id').execute()).to.have.length(1);
  });

  it('sends a photo while the platform is away, which is fetched later', async () => {
    room.expectTrouble();
    const wechat = await open();
    const lin = wechat.resident('oLin');
    wechat.faults.next('/cgi-bin/media/get', { kind: 'http', status: 502 }, 2);
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } })
      .png()
      .toBuffer();
    await lin.sendsPhoto(bytes);
    expect(lin.screen().at(-1)).to.contain('照片收到了');
    await desk.advance(20_000);
    await until(async () => (await desk.storage.db.selectFrom('attachment').select('id').execute()).length === 1);
  });

  it('is asked to type when a voice message, a video, a file or a sticker cannot be read; words in it are', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    await lin.sendsVoice();
    expect(lin.screen().at(-1)).to.match(/听不了语音.*0571-0000 0000/);
    expect((await desk.storage.db.selectFrom('attachment').select('content_type').execute())[0]?.content_type).to.equal(
      'audio/amr',
    );
    await lin.sendsVideo(Buffer.from('x'));
    expect(lin.screen().at(-1)).to.contain('看不了视频');
    await lin.sendsFile({ title: '合同.docx', bytes: 9 });
    expect(lin.screen().at(-1)).to.contain('打不开文件');
    await lin.says('【收到不支持的消息类型，暂无法显示】');
    expect(lin.screen().at(-1)).to.contain('看不到内容');
    await lin.sendsVoice({ recognition: '厨房水龙头漏水' });
    expect(lin.screen().at(-1)).to.contain('报修');
    await lin.sendsLocation({ latitude: 30.2, longitude: 120.1, label: '3栋2单元501' });
    expect(lin.screen()).to.have.length(6);
    await lin.message('hologram', { Content: 'x' });
    expect(lin.screen()).to.have.length(6);
    expect(desk.lines.map(({ code, facts }) => [code, facts])).to.deep.include(['wechat-unread', { type: 'hologram' }]);
  });

  it('sends a voice message while the desk thinks: only the words around it have a turn', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    await lin.says('你好');
    desk.think.ms = 6000;
    const first = lin.says('厨房水龙头漏水');
    await wechat.settle();
    const voice = lin.sendsVoice();
    await wechat.settle();
    const second = lin.says('3栋2单元501');
    await desk.advance(30_000);
    await Promise.all([first, voice, second]);
    expect(lin.screen().join('\n')).to.contain('听不了语音').and.contain('3栋2单元501');
    const log = await desk.storage.db.selectFrom('activity').selectAll().orderBy('seq').execute();
    const heard = log.find(({ body, role }) => role === 'resident' && body.includes('audio/amr'));
    expect(log.filter(({ body }) => JSON.parse(body).replyToId === heard?.id)).to.deep.equal([]);
  });

  it('is erased from every table that names conversations', async () => {
    await open();
    const tables = await desk.storage.db.introspection.getTables();
    const named = tables.filter(({ columns }) => columns.some(({ name }) => name === 'conversation_id'));
    expect(named.map(({ name }) => name).filter((name) => !KNOWN_TO_ERASURE.includes(name))).to.deep.equal([]);
  });

  it('who unfollows is erased, and may come back as somebody new', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLinSecretOpenid');
    await lin.says('厨房水龙头漏水，3栋2单元501');
    await lin.says('昨天晚上');
    expect(await search(desk.storage, 'oLinSecretOpenid')).to.deep.equal(['conversation.user_id']);
    await lin.unfollows();
    expect(await search(desk.storage, 'oLinSecretOpenid')).to.deep.equal([]);
    expect(await search(desk.storage, '水龙头')).to.deep.equal([]);
    expect(await search(desk.storage, 'wechat|')).to.deep.equal(['wechat_erased.conversation_id']);
    expect(JSON.stringify(desk.lines)).to.not.contain('oLinSecretOpenid');
    await desk.advance(2000);
    await lin.follows();
    expect(lin.screen().at(-1)).to.contain('物业前台');
  });
});

/** Columns in which a word stands. */
async function search(storage: WechatDesk['storage'], word: string): Promise<string[]> {
  const tables = await storage.db.introspection.getTables({ withInternalKyselyTables: true });
  const found = new Set<string>();
  for (const { name, columns } of tables) {
    const rows = (await storage.db
      .selectFrom(name as 'activity')
      .selectAll()
      .execute()) as Record<string, unknown>[];
    for (const row of rows)
      for (const column of columns) if (String(row[column.name]).includes(word)) found.add(`${name}.${column.name}`);
  }
  return [...found];
}
