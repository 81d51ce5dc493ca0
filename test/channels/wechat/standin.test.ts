import { expect } from 'chai';
import { FAILURE_NOTICE } from './standin/phone.ts';
import { type Standin, type StandinSettings, startStandin } from './standin/standin.ts';
import { ACCOUNT, type Behave, reply, startTinyDesk, type TinyDesk } from './standin/tiny-desk.ts';
import { textOf } from './standin/xml.ts';

const NOTICE = `【notice】${FAILURE_NOTICE}`;

describe('the stand-in of WeChat, pushing', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  async function start(
    behave: Behave,
    settings: Partial<StandinSettings> = {},
  ): Promise<{ wechat: Standin; desk: TinyDesk }> {
    const desk = await startTinyDesk(ACCOUNT, behave);
    const wechat = await startStandin({ ...ACCOUNT, deskUrl: desk.url, ...settings });
    open.push(wechat, desk);
    return { wechat, desk };
  }
  const echo: Behave = (message) => `您说：${textOf(message, 'Content')}`;
  const never: Behave = () => undefined;

  for (const mode of ['plain', 'compatible', 'secure'] as const) {
    it(`shows the resident the reply in ${mode} mode`, async () => {
      const { wechat, desk } = await start(echo, { mode });
      const lin = wechat.resident('oLin');
      const delivery = await lin.says('水管漏了]]>');
      expect(lin.screen()).to.deep.equal(['【passive】您说：水管漏了]]>']);
      expect(delivery.outcome).to.equal('replied');
      expect(desk.queries[0]?.encrypt_type).to.equal(mode === 'plain' ? undefined : 'aes');
      expect(desk.received[0]).to.include({ FromUserName: 'oLin', ToUserName: ACCOUNT.ghId, MsgId: delivery.id });
      expect(wechat.complaints).to.deep.equal([]);
    });
  }

  it('checks a desk by its echo', async () => {
    const { wechat } = await start(echo);
    expect((await wechat.verify()).ok).to.equal(true);
    expect((await wechat.verify({ token: 'forged' })).ok).to.equal(false);
  });

  it('drops the connection after five seconds and tries three times with the same message', async () => {
    const { wechat, desk } = await start(never);
    const lin = wechat.resident('oLin');
    const began = wechat.clock.now();
    const said = lin.says('有人吗');
    await wechat.advance(4_999);
    expect(desk.received).to.have.lengthOf(1);
    await wechat.advance(1);
    expect(desk.received).to.have.lengthOf(2);
    await wechat.advance(9_999);
    expect([desk.received.length, lin.screen()]).to.deep.equal([3, []]);
    await wechat.advance(1);
    const { attempts, outcome, id } = await said;
    expect(attempts.map(({ at }) => at - began)).to.deep.equal([0, 5_000, 10_000]);
    expect(attempts.map((each) => each.outcome)).to.deep.equal(['timed-out', 'timed-out', 'timed-out']);
    expect(desk.received.map((each) => each.MsgId)).to.deep.equal([id, id, id]);
    expect([outcome, lin.screen()]).to.deep.equal(['failed', [NOTICE]]);
    await wechat.advance(60_000);
    expect(desk.received).to.have.lengthOf(3);
  });

  it('goes through all three tries in one step of time, and lets nothing that comes late through', async () => {
    const answers: (() => void)[] = [];
    const { wechat, desk } = await start((message, res) => {
      answers.push(() => res.end(reply(message, '迟到的话', ACCOUNT)));
      return undefined;
    });
    const lin = wechat.resident('oLin');
    const said = lin.says('有人吗');
    await wechat.advance(20_000);
    for (const answer of answers) answer();
    await said;
    expect([desk.received.length, lin.screen()]).to.deep.equal([3, [NOTICE]]);
  });

  it('shows the answer to the third try', async () => {
    let tries = 0;
    const { wechat } = await start(() => {
      tries += 1;
      return tries < 3 ? undefined : '好了';
    });
    const lin = wechat.resident('oLin');
    const said = lin.says('有人吗');
    await wechat.advance(10_000);
    expect((await said).outcome).to.equal('replied');
    expect(lin.screen()).to.deep.equal(['【passive】好了']);
  });

  it('runs on the desk’s own timers when they share the clock', async () => {
    const { wechat } = await start(async () => {
      await new Promise<void>((resolve) => wechat.clock.after(4_000, resolve));
      return '四秒';
    });
    const lin = wechat.resident('oLin');
    const said = lin.says('多久');
    await wechat.advance(5_000);
    expect([(await said).attempts.length, lin.screen()]).to.deep.equal([1, ['【passive】四秒']]);
  });

  it('tries again after a broken connection and after a status other than 200', async () => {
    let tries = 0;
    const { wechat } = await start((_message, res) => {
      tries += 1;
      if (tries === 3) return '好了';
      if (tries === 1) res.destroy();
      else res.writeHead(503).end();
      return undefined;
    });
    const lin = wechat.resident('oLin');
    const said = lin.says('有人吗');
    await wechat.advance(10_000);
    expect((await said).attempts.map(({ outcome, status }) => [outcome, status])).to.deep.equal([
      ['broken', undefined],
      ['answered', 503],
      ['answered', 200],
    ]);
    expect(lin.screen()).to.deep.equal(['【passive】好了']);
  });

  it('is content with success and with nothing', async () => {
    const { wechat } = await start((message, res) => {
      if (textOf(message, 'Content') === '一') return '';
      res.end('success');
      return undefined;
    });
    const lin = wechat.resident('oLin');
    expect([(await lin.says('一')).outcome, (await lin.says('二')).outcome]).to.deep.equal(['silent', 'silent']);
    expect(lin.screen()).to.deep.equal([]);
  });

  const bad: Record<string, Behave> = {
    JSON: (_, res) => void res.end('{"errcode":0}'),
    'spaces around success': (_, res) => void res.end('success\n'),
    'a reply in clear': (message, res) => void res.end(reply(message, '明文')),
    'a reply signed with another token': (message, res) =>
      void res.end(reply(message, '伪', { ...ACCOUNT, token: 'B' })),
    'a reply sealed for another account': (message, res) =>
      void res.end(reply(message, '伪', { ...ACCOUNT, appId: 'B' })),
    'an empty text': (message, res) => void res.end(reply(message, ' ', ACCOUNT)),
    'a text too long': (message, res) => void res.end(reply(message, '长'.repeat(683), ACCOUNT)),
    'a reply to somebody else': (message, res) =>
      void res.end(reply({ ...message, FromUserName: 'oElse' }, '错', ACCOUNT)),
  };
  for (const [name, behave] of Object.entries(bad)) {
    it(`shows the failure notice for ${name}`, async () => {
      const { wechat } = await start(behave);
      const lin = wechat.resident('oLin');
      expect((await lin.says('你好')).attempts).to.have.lengthOf(1);
      expect(lin.screen()).to.deep.equal([NOTICE]);
      expect(wechat.complaints).to.have.lengthOf(1);
    });
  }

  it('sends a message several times at once when told to, and shows one reply', async () => {
    const { wechat, desk } = await start(echo);
    const lin = wechat.resident('oLin');
    wechat.pushes.duplicate(3);
    const { id } = await lin.says('你好');
    expect(desk.received.map(({ MsgId }) => MsgId)).to.deep.equal([id, id, id]);
    expect([lin.screen(), wechat.complaints]).to.deep.equal([['【passive】您说：你好'], []]);
    await lin.says('再见');
    expect(desk.received).to.have.lengthOf(4);
  });

  it('complains when copies of a message get different replies', async () => {
    let count = 0;
    const { wechat } = await start(() => `第${++count}次`);
    wechat.pushes.duplicate(2);
    await wechat.resident('oLin').says('你好');
    expect(wechat.resident('oLin').screen()).to.have.lengthOf(1);
    expect(wechat.complaints).to.deep.equal(['two different replies to one text']);
  });

  it('delivers in another order when told to', async () => {
    const { wechat, desk } = await start(echo);
    wechat.pushes.hold();
    const said = ['一', '二', '三'].map((text) => wechat.resident('oLin').says(text));
    await wechat.settle();
    expect(desk.received).to.have.lengthOf(0);
    await wechat.pushes.release([2, 0]);
    await Promise.all(said);
    expect(desk.received.map(({ Content }) => Content)).to.deep.equal(['三', '一', '二']);
  });

  it('goes round the nodes of a desk', async () => {
    const { wechat, desk } = await start(never);
    const other = await startTinyDesk(ACCOUNT, echo);
    open.push(other);
    wechat.pointAt([desk.url, other.url]);
    const said = wechat.resident('oLin').says('你好');
    await wechat.advance(5_000);
    expect((await said).outcome).to.equal('replied');
    expect([desk.received.length, other.received.length]).to.deep.equal([1, 1]);
  });

  it('hands a forged or altered envelope over as it is', async () => {
    const { wechat, desk } = await start(echo);
    const xml = wechat.textXml('oLin', '你好');
    expect((await wechat.post(wechat.envelope(xml))).status).to.equal(200);
    expect((await wechat.post(wechat.envelope(xml, { appId: 'wx-other' }))).status).to.equal(403);
    expect((await wechat.post({ ...wechat.envelope(xml), body: '<xml>' })).status).to.equal(403);
    expect(desk.received).to.have.lengthOf(1);
  });

  it('takes no reply to an event that has none, and shows no notice for it', async () => {
    const { wechat } = await start(() => '再见');
    const lin = wechat.resident('oLin');
    await lin.unfollows();
    expect([lin.following, lin.screen()]).to.deep.equal([false, []]);
    expect(wechat.complaints).to.deep.equal(['unsubscribe takes no reply']);
    expect(await lin.says('还在吗').catch(String)).to.contain('only followers');
  });

  it('lets real time pass when asked to', async () => {
    const { wechat } = await start(echo, { clock: 'real' });
    const lin = wechat.resident('oLin');
    await lin.says('你好');
    expect(lin.screen()).to.deep.equal(['【passive】您说：你好']);
    expect(Math.abs(wechat.clock.now() - Date.now())).to.be.lessThan(1_000);
  });
});
