import { expect } from 'chai';
import { type Caller, createCaller, SEND } from './caller.ts';
import { type Standin, startStandin } from './standin.ts';
import { ACCOUNT, startTinyDesk, type TinyDesk } from './tiny-desk.ts';

const HOUR = 3_600_000;

describe("the stand-in of WeChat's API, judging", () => {
  let wechat: Standin;
  let desk: TinyDesk;
  let caller: Caller;
  beforeEach(async () => {
    desk = await startTinyDesk(ACCOUNT, () => '');
    wechat = await startStandin({ ...ACCOUNT, deskUrl: desk.url });
    caller = await createCaller(wechat);
  });
  afterEach(async () => {
    await wechat.close();
    await desk.close();
  });

  it('gives the same stable token until five minutes before its end, then both are good', async () => {
    wechat.resident('oLin').says('你好');
    await wechat.settle();
    expect((await caller.stable()).access_token).to.equal(caller.token);
    await wechat.advance(7_200_000 - 299_000);
    const next = await caller.stable();
    expect(next.access_token).to.not.equal(caller.token);
    expect(next.expires_in).to.equal(7_200);
    expect((await caller.say('旧的还行')).errcode).to.equal(0);
    await wechat.advance(299_000);
    expect((await caller.say('旧的不行')).errcode).to.equal(42001);
    caller.token = String(next.access_token);
    expect((await caller.say('新的行')).errcode).to.equal(0);
    expect(wechat.tokens.issued).to.equal(2);
  });

  it('forces a new token at most once in 30 seconds', async () => {
    const forced = await caller.stable({ force_refresh: true });
    expect((await caller.say('旧')).errcode).to.equal(42001);
    expect((await caller.stable({ force_refresh: true })).errcode).to.equal(45011);
    expect((await caller.stable()).access_token).to.equal(forced.access_token);
  });

  it('keeps the two kinds of token apart; a fresh one ends the one before in five minutes', async () => {
    const fresh = () =>
      caller.call('/cgi-bin/token', undefined, {
        grant_type: 'client_credential',
        appid: ACCOUNT.appId,
        secret: ACCOUNT.appSecret,
      });
    const old = await fresh();
    expect((await fresh()).access_token).to.not.equal(old.access_token);
    expect((await caller.stable()).access_token).to.equal(caller.token);
    const ips = () => caller.call('/cgi-bin/getcallbackip', undefined, { access_token: String(old.access_token) });
    expect(await ips()).to.deep.equal({ ip_list: ['127.0.0.1'] });
    await wechat.advance(300_000);
    expect((await ips()).errcode).to.equal(42001);
  });

  it('refuses wrong accounts, wrong tokens and unknown addresses', async () => {
    expect((await caller.stable({ appid: 'wx-other' })).errcode).to.equal(40013);
    expect((await caller.stable({ secret: 'guess' })).errcode).to.equal(40125);
    expect((await caller.stable({ appid: undefined })).errcode).to.equal(41002);
    expect((await caller.stable({ secret: '' })).errcode).to.equal(41004);
    wechat.account.ipAllowed = false;
    expect(await caller.stable()).to.deep.include({ errcode: 40164 });
    wechat.tokens.replace();
    expect((await caller.say('好')).errcode).to.equal(40001);
    caller.token = '';
    expect((await caller.say('好')).errcode).to.equal(41001);
  });

  it('lets five messages through in the 48 hours after a message', async () => {
    const lin = wechat.resident('oLin');
    expect(await caller.codes(1)).to.deep.equal([45015]);
    await lin.says('你好');
    expect(await caller.codes(6)).to.deep.equal([0, 0, 0, 0, 0, 45047]);
    await lin.says('还有吗');
    await wechat.advance(48 * HOUR - 1);
    await caller.renew();
    expect(await caller.codes(1)).to.deep.equal([0]);
    await wechat.advance(1);
    expect(await caller.codes(1)).to.deep.equal([45015]);
    expect(lin.phone.filter(({ way }) => way === 'custom')).to.have.lengthOf(6);
  });

  for (const action of ['follows', 'clicksMenu', 'scans'] as const) {
    it(`lets three messages through in the minute after a resident ${action}`, async () => {
      await wechat.resident('oLin')[action]('X');
      expect(await caller.codes(4)).to.deep.equal([0, 0, 0, 45047]);
      await wechat.resident('oLin')[action]('X');
      await wechat.advance(60_000);
      expect(await caller.codes(1)).to.deep.equal([45015]);
    });
  }

  it('counts a touched menu line as a menu click', async () => {
    const lin = wechat.resident('oLin');
    await lin.clicksMenu('X');
    await caller.call(SEND, {
      touser: 'oLin',
      msgtype: 'msgmenu',
      msgmenu: { head_content: '满意吗', list: [{ id: '1', content: '满意' }] },
    });
    expect(lin.screen()).to.deep.equal(['【custom】满意吗\n满意']);
    await lin.picks('1');
    expect(desk.received[1]).to.include({ Content: '满意', bizmsgmenuid: '1' });
    expect(lin.quotaLeft).to.equal(3);
  });

  it('sends nothing to those who left, to strangers or for an unverified account', async () => {
    const lin = wechat.resident('oLin');
    await lin.says('你好');
    expect((await caller.say('好', 'oNobody')).errcode).to.equal(40003);
    await lin.unfollows();
    expect((await caller.say('好')).errcode).to.equal(45015);
    wechat.account.verified = false;
    expect((await caller.say('好')).errcode).to.equal(48001);
  });

  it('judges what is sent', async () => {
    await wechat.resident('oLin').says('你好');
    expect((await caller.say('')).errcode).to.equal(44004);
    expect((await caller.say('长'.repeat(683))).errcode).to.equal(45002);
    expect((await caller.call(SEND, { touser: 'oLin', msgtype: 'image', image: { media_id: 'x' } })).errcode).to.equal(
      40007,
    );
    expect(
      (await caller.call(SEND, { touser: 'oLin', msgtype: 'news', news: { articles: [{}, {}] } })).errcode,
    ).to.equal(45008);
    expect((await caller.call(SEND, { touser: 'oLin', msgtype: 'smell', smell: {} })).errcode).to.equal(40008);
    const link = {
      touser: 'oLin',
      msgtype: 'text',
      text: { content: '<a href="https://a.cn">看</a>' },
      aimsgcontext: { is_ai_msg: 1 },
    };
    expect((await caller.call(SEND, link)).errcode).to.equal(0);
    expect(wechat.resident('oLin').phone.at(-1)).to.deep.include({
      text: '看',
      links: [{ text: '看', href: 'https://a.cn' }],
      ai: true,
    });
  });
});
