import { expect } from 'chai';
import { type Caller, createCaller, SEND } from './caller.ts';
import type { Json } from './errors.ts';
import { type Standin, startStandin } from './standin.ts';
import { ACCOUNT, startTinyDesk, type TinyDesk } from './tiny-desk.ts';

const HOUR = 3_600_000;

describe("the stand-in of WeChat's API, called", () => {
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

  const form = (bytes: string, type = 'image/jpeg') => {
    const data = new FormData();
    data.append('media', new Blob([bytes], { type }), 'a.jpg');
    return data;
  };

  it('answers the next calls of a path with any code, and no others', async () => {
    await wechat.resident('oLin').says('你好');
    const every = [
      -1, 40001, 40003, 40007, 40013, 40014, 40164, 41002, 41004, 42001, 43004, 43019, 45002, 45008, 45009,
    ];
    every.push(
      45011,
      45015,
      45047,
      45072,
      45080,
      45081,
      48001,
      48002,
      48004,
      48008,
      50005,
      61452,
      61459,
      65400,
      65414,
      70000,
    );
    for (const errcode of every) wechat.faults.next(SEND, { errcode });
    wechat.faults.next('/cgi-bin/user/info', { errcode: -1 }, 2);
    expect(await caller.codes(every.length + 1)).to.deep.equal([...every, 0]);
    const info = async () => (await caller.call('/cgi-bin/user/info', undefined, { openid: 'oLin' })).errcode;
    expect([await info(), await info(), await info()]).to.deep.equal([-1, -1, undefined]);
    expect(wechat.resident('oLin').quotaLeft).to.equal(4);
  });

  it('breaks a call before or after it was taken', async () => {
    const lin = wechat.resident('oLin');
    await lin.says('你好');
    const outcomes: string[] = [];
    for (const kind of ['reset', 'reset-after', 'html', 'truncated', 'control-character'] as const) {
      wechat.faults.next(SEND, { kind });
      outcomes.push(
        await caller.say(kind).then(
          () => 'read',
          () => 'failed',
        ),
      );
    }
    wechat.faults.next(SEND, { kind: 'http', status: 502 });
    outcomes.push(
      await caller.say('http').then(
        () => 'read',
        () => 'failed',
      ),
    );
    expect(outcomes).to.deep.equal(Array(6).fill('failed'));
    expect(lin.screen()).to.deep.equal(
      ['reset-after', 'html', 'truncated', 'control-character'].map((kind) => `【custom】${kind}`),
    );
  });

  it('never answers a call that it has taken, when told to', async () => {
    const lin = wechat.resident('oLin');
    await lin.says('你好');
    wechat.faults.next(SEND, { kind: 'silence-after' });
    const call = caller.say('静');
    await wechat.advance(60_000);
    expect(lin.screen()).to.deep.equal(['【custom】静']);
    await wechat.close();
    expect(await call.catch(() => 'cut')).to.equal('cut');
  });

  it('lets a later call overtake a slow one', async () => {
    const lin = wechat.resident('oLin');
    await lin.says('你好');
    wechat.faults.next(SEND, { kind: 'slow', ms: 3_000 });
    const slow = caller.say('先发');
    await wechat.settle();
    await caller.say('后发');
    await wechat.advance(3_000);
    await slow;
    expect(lin.screen()).to.deep.equal(['【custom】后发', '【custom】先发']);
  });

  it('keeps photos for three days, both ways', async () => {
    const lin = wechat.resident('oLin');
    await lin.sendsPhoto(Buffer.from('jpeg'));
    const media_id = String(desk.received[0]?.MediaId);
    const get = () =>
      fetch(`${wechat.apiBase}/cgi-bin/media/get?${new URLSearchParams({ access_token: caller.token, media_id })}`);
    const photo = await get();
    expect([photo.headers.get('content-type'), await photo.text()]).to.deep.equal(['image/jpeg', 'jpeg']);
    const uploaded = await caller.call('/cgi-bin/media/upload', form('png'), { type: 'image' });
    await caller.call(SEND, { touser: 'oLin', msgtype: 'image', image: { media_id: uploaded.media_id } });
    expect(lin.phone.at(-1)).to.deep.include({ type: 'image', bytes: Buffer.from('png') });
    expect((await caller.call('/cgi-bin/media/upload', form('x'), { type: 'hat' })).errcode).to.equal(40004);
    expect((await caller.call('/cgi-bin/media/upload', form('x'.repeat(65_537)), { type: 'thumb' })).errcode).to.equal(
      45001,
    );
    await wechat.advance(72 * HOUR);
    await caller.renew();
    expect(((await (await get()).json()) as Json).errcode).to.equal(40007);
  });

  it('sends templates outside every window and tells how it went', async () => {
    wechat.resident('oLin');
    const notice = { touser: 'oLin', template_id: 't1', data: { thing1: { value: '水管维修' } } };
    const { msgid } = await caller.call('/cgi-bin/message/template/send', notice);
    expect(wechat.resident('oLin').screen()).to.deep.equal(['【template】thing1: 水管维修']);
    await wechat.advance(1_000);
    await Promise.all(wechat.announcements);
    expect(desk.received[0]).to.include({ Event: 'TEMPLATESENDJOBFINISH', MsgID: String(msgid), Status: 'success' });
    wechat.account.templates = ['t2'];
    expect((await caller.call('/cgi-bin/message/template/send', notice)).errcode).to.equal(40037);
  });

  it('knows the menu, who follows, and when typing may be shown', async () => {
    const menu = { button: [{ type: 'click', name: '报修', key: 'repair' }] };
    expect((await caller.call('/cgi-bin/menu/create', menu)).errcode).to.equal(0);
    expect((await caller.call('/cgi-bin/menu/create', { button: Array(4).fill(menu.button[0]) })).errcode).to.equal(
      40016,
    );
    expect(await caller.call('/cgi-bin/menu/get')).to.deep.equal({ menu });
    await wechat.resident('oLin').follows('12-1201');
    expect(await caller.call('/cgi-bin/user/info', undefined, { openid: 'oLin' })).to.include({
      subscribe: 1,
      qr_scene_str: '12-1201',
    });
    const typing = (command = 'Typing') => caller.call('/cgi-bin/message/custom/typing', { touser: 'oLin', command });
    const typed = [await typing(), await typing(), await typing('CancelTyping'), await typing('Sing')];
    expect(typed.map(({ errcode }) => errcode)).to.deep.equal([0, 45081, 0, 45072]);
    await wechat.advance(30_001);
    expect((await typing()).errcode).to.equal(45080);
  });

  it('takes what a resident says for its own chat while a session is open', async () => {
    wechat.account.kfAccounts.push({ account: 'wang@desk', online: true });
    const lin = wechat.resident('oLin');
    const session = { kf_account: 'wang@desk', openid: 'oLin' };
    expect((await caller.call('/customservice/kfsession/create', session)).errcode).to.equal(0);
    await lin.says('在吗');
    expect([lin.inbox, desk.received.filter(({ Content }) => Content)]).to.deep.equal([
      [{ type: 'text', text: '在吗' }],
      [],
    ]);
    expect((await caller.call('/customservice/kfsession/close', session)).errcode).to.equal(0);
    await lin.says('回来了');
    await Promise.all(wechat.announcements);
    expect(desk.received.map(({ Event, Content }) => Event ?? Content).sort()).to.deep.equal([
      'kf_close_session',
      'kf_create_session',
      '回来了',
    ]);
  });

  it('keeps a record of the calls without tokens and secrets', async () => {
    await caller.say('你好');
    expect(wechat.calls.map(({ path }) => path)).to.deep.equal(['/cgi-bin/stable_token', SEND]);
    expect(JSON.stringify(wechat.calls)).to.not.contain(caller.token).and.not.contain(ACCOUNT.appSecret);
  });
});
