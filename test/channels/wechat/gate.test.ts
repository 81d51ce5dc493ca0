import { request } from 'node:http';
import { expect } from 'chai';
import { ACCOUNT, type WechatDesk } from './desk.ts';
import { useDesk } from './use-desk.ts';

const OTHER_KEY = 'ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210zyxwvut';

describe('The WeChat door lets in', function () {
  this.timeout(60_000);
  const room = useDesk();
  let desk: WechatDesk;
  const log = async () => (await desk.storage.db.selectFrom('activity').selectAll().execute()).length;
  const post = (query: Record<string, string>, body: string) => desk.wechat.post({ query, body });
  const refused = async (answer: Promise<{ status: number; body: string }>, what: string) => {
    const { status, body } = await answer;
    expect([what, status, body]).to.deep.equal([what, 403, 'Forbidden']);
    expect(await log(), what).to.equal(0);
  };

  it('the platform’s own check of the address, and nobody else’s', async () => {
    desk = await room.open();
    expect(await desk.wechat.verify()).to.include({ ok: true, status: 200 });
    expect((await desk.wechat.verify()).type).to.match(/^text\/plain/);
    expect(await desk.wechat.verify({ token: 'other' })).to.include({ ok: false, status: 403 });
    for (const query of ['', '?echostr=<script>', '?signature=a&signature=b&timestamp=1&nonce=1&echostr=1'])
      expect((await fetch(desk.url + query)).status, query).to.equal(403);
  });

  it('no forged, changed, downgraded or old post', async () => {
    desk = await room.open();
    const { wechat } = desk;
    const xml = wechat.textXml('oLin', '转接人工');
    const good = wechat.envelope(xml);
    const seconds = Math.floor(wechat.clock.now() / 1000);
    const wrong: [string, ReturnType<typeof wechat.envelope>][] = [
      ['another token', wechat.envelope(xml, { token: 'other' })],
      ['another key', wechat.envelope(xml, { aesKey: OTHER_KEY })],
      ['another account', wechat.envelope(xml, { appId: 'wx0000000000000000' })],
      ['plain text', wechat.envelope(xml, { mode: 'plain' })],
      ['plain text that says aes', { ...good, body: xml }],
      [
        'plain text beside the signature of another',
        { query: good.query, body: xml.replace('</xml>', '<Encrypt>AAAA</Encrypt></xml>') },
      ],
      ['six minutes ago', wechat.envelope(xml, { timestamp: seconds - 360 })],
      ['in six minutes', wechat.envelope(xml, { timestamp: seconds + 360 })],
      [
        'a changed byte',
        {
          ...good,
          body: good.body
            .replace(/CDATA\[(.)([A-Za-z0-9+/]{20})/, 'CDATA[A$2')
            .replace(/(.)(={0,2}\]\]><\/Encrypt>)/, (_, c, end) => (c === 'A' ? 'B' : 'A') + end),
        },
      ],
      ['no signature', { ...good, query: { ...good.query, msg_signature: '' } }],
      [
        'an upper-case signature',
        { ...good, query: { ...good.query, msg_signature: (good.query.msg_signature ?? '').toUpperCase() } },
      ],
      ['a short signature', { ...good, query: { ...good.query, msg_signature: 'ab' } }],
      ['a document type', { ...good, body: `<!DOCTYPE xml [<!ENTITY a "b">]>${good.body}` }],
      ['nothing', { ...good, body: '' }],
      ['too much', { ...good, body: ' '.repeat(70_000) + good.body }],
    ];
    for (const [what, { query, body }] of wrong) await refused(post(query, body), what);
    const many = desk.lines.filter(({ code }) => code === 'wechat-refused');
    expect(many).to.have.length(wrong.length);
    expect((await post(good.query, good.body)).status).to.equal(200);
    expect(await log()).to.be.greaterThan(0);
  });

  it('a replayed post without a second turn, with the same answer', async () => {
    desk = await room.open();
    const { wechat } = desk;
    wechat.resident('oLin');
    const { query, body } = wechat.envelope(wechat.textXml('oLin', '厨房水龙头漏水'));
    const first = await post(query, body);
    const before = await log();
    const second = await post(query, body);
    expect(await log()).to.equal(before);
    expect(first.body).to.match(/^<xml><Encrypt>/);
    expect(second.body).to.match(/^<xml><Encrypt>/);
  });

  it('posts under the key before, answered under the same, while keys change', async () => {
    desk = await room.open({ settings: { aesKey: OTHER_KEY, previousAesKey: ACCOUNT.aesKey } });
    const lin = desk.wechat.resident('oLin');
    expect((await lin.says('你好')).outcome).to.equal('replied');
    desk.wechat.account.aesKey = OTHER_KEY;
    expect((await lin.says('报修')).outcome).to.equal('replied');
  });

  it('of a compatible post only what is sealed', async () => {
    desk = await room.open({ settings: { mode: 'compatible' }, standin: { mode: 'compatible' } });
    const lin = desk.wechat.resident('oLin');
    expect((await lin.says('你好')).outcome).to.equal('replied');
    const { query, body } = desk.wechat.envelope(desk.wechat.textXml('oLin', '厨房水龙头漏水'));
    await post(query, body.replace('厨房水龙头漏水', '转接人工'));
    const said = await desk.storage.db.selectFrom('activity').select('text').where('role', '=', 'resident').execute();
    expect(said.map(({ text }) => text)).to.deep.equal(['你好', '厨房水龙头漏水']);
    expect((await post(query, desk.wechat.textXml('oLin', 'x'))).status).to.equal(403);
  });

  it('plain posts where the office insists, and says so at the start', async () => {
    desk = await room.open({ settings: { mode: 'plain' }, standin: { mode: 'plain' } });
    expect(desk.lines.map(({ code }) => code)).to.contain('wechat-plain-mode');
    const lin = desk.wechat.resident('oLin');
    expect((await lin.says('你好')).outcome).to.equal('replied');
    expect(
      (await desk.wechat.post(desk.wechat.envelope(desk.wechat.textXml('oLin', 'x'), { token: 'other' }))).status,
    ).to.equal(403);
  });

  it('only its own account, when that is set', async () => {
    desk = await room.open({ settings: { originalId: 'gh_other' } });
    const { query, body } = desk.wechat.envelope(desk.wechat.textXml('oLin', '你好'));
    await refused(post(query, body), 'another account');
  });

  it('nobody who takes for ever', async () => {
    desk = await room.open();
    const { query } = desk.wechat.envelope(desk.wechat.textXml('oLin', '你好'));
    const slow = request(`${desk.url}?${new URLSearchParams(query)}`, {
      method: 'POST',
      headers: { 'content-length': 500 },
    });
    const answered = new Promise<number | undefined>((resolve) => {
      slow.on('response', ({ statusCode }) => resolve(statusCode));
      slow.on('error', () => resolve(undefined));
    });
    slow.write('<xml>');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await desk.wechat.advance(4000);
    expect(await answered).to.equal(403);
    slow.destroy();
  });
});
