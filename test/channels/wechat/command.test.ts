import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createAccessToken } from '#channels/wechat/access-token.ts';
import type { WechatSettings } from '#channels/wechat/settings.ts';
import { ROOT } from '#src/root.ts';
import { doctor } from '#src/wechat.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { settingsOf, ACCOUNT as USUAL } from './desk.ts';
import { type Standin, startStandin } from './standin/standin.ts';
import { useDesk } from './use-desk.ts';

describe('The doctor of the WeChat door', function () {
  this.timeout(60_000);
  let wechat: Standin;
  let storage: Storage;
  let dataDir: string;
  beforeEach(async () => {
    wechat = await startStandin({ ...USUAL, clock: 'real' });
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-wechat-doctor-'));
    storage = await openStorage({ dataDir, onError: () => {} });
  });
  afterEach(async () => {
    await storage.close();
    await wechat.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const report = async (more: Partial<WechatSettings> = {}, ahead = 0) => {
    const settings = settingsOf(wechat, more);
    const clock = { now: () => Date.now() + ahead, id: () => 'id' };
    const tokens = createAccessToken({ settings, storage, clock: { ...clock, now: () => Date.now() } });
    const lines: string[] = [];
    const well = await doctor({ wechat: settings, tokens, now: clock.now }, (line) => lines.push(line));
    expect(lines.join()).to.not.contain(USUAL.appSecret).and.not.contain(USUAL.token);
    expect(well).to.equal(!lines.some((line) => line.startsWith('✗')));
    return lines;
  };
  const about = (lines: string[], title: string) => lines.find((line) => line.slice(2).startsWith(title)) ?? '';

  it('finds nothing wrong with an account that is well, and says what is left to do by hand', async () => {
    const lines = await report();
    expect(lines.map((line) => line[0])).to.deep.equal(['✓', '✓', '✓', '✓', '·']);
    expect(lines[0]).to.contain(USUAL.appId).and.contain('secure').and.contain('已认证');
    expect(about(lines, '网络和时钟')).to.contain(wechat.apiBase);
    expect(about(lines, 'access_token')).to.contain('取得到');
    expect(about(lines, '回调来源')).to.match(/微信从 [1-9]\d* 个地址回调，防火墙请放行/);
    expect(lines[4]).to.contain('/wechat').and.contain('EncodingAESKey');
    expect((await report({ verified: false }))[0]).to.contain('未认证（只用被动回复）');
  });

  it('warns of plain mode', async () => {
    const lines = await report({ mode: 'plain' });
    expect(lines[1]).to.match(/^! 明文模式：.*改为安全模式/);
  });

  it('says which setting to change when the platform gives no token', async () => {
    const refusals: [number, RegExp][] = [
      [40164, /^✗ access_token：请在微信后台.*IP 白名单.*微信看到的是 203\.0\.113\.7.*40164$/],
      [40013, /^✗ access_token：.*核对 WECHAT_APP_ID 和 WECHAT_APP_SECRET.*40013$/],
      [40125, /^✗ access_token：.*密钥重置后旧的立即失效.*40125$/],
      [45009, /^✗ access_token：今天的调用次数已用完.*45009$/],
      [40243, /^✗ access_token：微信没有接受这次调用.*40243$/],
    ];
    for (const [errcode, expected] of refusals) {
      const errmsg = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist';
      wechat.faults.next('/cgi-bin/stable_token', { errcode, errmsg });
      expect(about(await report({ appId: `wx${errcode}` }), 'access_token')).to.match(expected);
    }
    wechat.account.ipAllowed = false;
    expect(about(await report(), 'access_token')).to.match(/IP 白名单/);
  });

  it('says in Chinese what is wrong when the platform answers with something else', async () => {
    for (const kind of ['html', 'truncated', 'reset'] as const) {
      wechat.faults.next('/cgi-bin/stable_token', { kind });
      const line = about(await report({ appId: `wx${kind}` }), 'access_token');
      expect(line, kind).to.match(/^✗ access_token：.*(读不懂，请检查中间的代理|连不上)/);
    }
  });

  it('says what an account without the right, or with a bad token, may do', async () => {
    const refusals: [number, number, RegExp][] = [
      [48001, 1, /^✗ 回调来源：.*WECHAT_VERIFIED=false.*48001$/],
      [40001, 2, /^✗ 回调来源：.*是否属于同一个公众号.*40001$/],
    ];
    for (const [errcode, times, expected] of refusals) {
      wechat.faults.next('/cgi-bin/getcallbackip', { errcode }, times);
      expect(about(await report(), '回调来源')).to.match(expected);
    }
  });

  it('tells a server whose clock is wrong, or which does not reach the platform', async () => {
    expect(about(await report({}, 10 * 60_000), '网络和时钟')).to.match(/^✗ .*请打开时间同步/);
    const lines = await report({ apiBase: 'http://127.0.0.1:9', appId: 'wxfar' });
    expect(about(lines, '网络和时钟')).to.match(/^✗ .*连不上 http:\/\/127\.0\.0\.1:9.*被动回复不受影响/);
    expect(about(lines, 'access_token')).to.match(/^✗ .*连不上/);
  });
});

describe('The menu of the WeChat account', function () {
  this.timeout(60_000);
  const ACCOUNT = { ...USUAL, token: 'aTokenOfTheOffice' };
  const room = useDesk();
  let wechat: Standin;
  let dataDir: string;
  beforeEach(async () => {
    wechat = await startStandin({ ...ACCOUNT, clock: 'real' });
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-wechat-menu-'));
  });
  afterEach(async () => {
    await wechat.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** `npm run wechat -- menu` as the operator runs it. */
  const publish = (more: Record<string, string> = {}): Promise<{ code: number; words: string }> => {
    const { PATH = '', HOME = '' } = process.env;
    const env = {
      ...{ PATH, HOME, DATA_DIR: dataDir, WECHAT_API_BASE: wechat.apiBase, WECHAT_APP_ID: ACCOUNT.appId },
      ...{ WECHAT_APP_SECRET: ACCOUNT.appSecret, WECHAT_TOKEN: ACCOUNT.token, WECHAT_AES_KEY: ACCOUNT.aesKey, ...more },
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [join(ROOT, 'src/wechat.ts'), 'menu'], { env }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, words: out + err }),
      );
    });
  };

  it('is created and read back, and each entry leads a resident to its service', async () => {
    const { code, words } = await publish();
    expect(words).to.contain('✓ 菜单已发布：报修、查进度、人工。');
    expect(code).to.equal(0);
    const { button } = wechat.menu as { button: { name: string; key: string; type: string }[] };
    const desk = await room.open();
    const heard = { 报修: '什么坏了', 查进度: '没有', 人工: '等' } as Record<string, string>;
    for (const { name, key, type } of button) {
      expect(type).to.equal('click');
      const lin = desk.wechat.resident(`o${name}`);
      await lin.clicksMenu(key);
      expect(lin.screen().at(-1), name).to.contain(heard[name]);
    }
  });

  it('is created with another token when the one at hand has become bad', async () => {
    expect((await publish()).code).to.equal(0);
    wechat.tokens.replace();
    expect((await publish()).code).to.equal(0);
  });

  it('says in one sentence what to do when the platform refuses, and shows no secret', async () => {
    const refusals: [() => void, RegExp][] = [
      [() => wechat.faults.next('/cgi-bin/menu/create', { errcode: 48001 }), /✗ .*WECHAT_VERIFIED=false.*48001/],
      [() => wechat.faults.next('/cgi-bin/menu/create', { errcode: 45009 }), /✗ .*45009/],
      [() => wechat.faults.next('/cgi-bin/menu/create', { errcode: 40018 }), /✗ 微信没有接受这次调用.*40018/],
      [() => wechat.faults.next('/cgi-bin/menu/create', { kind: 'html' }), /✗ /],
      [() => wechat.faults.next('/cgi-bin/menu/get', { errcode: 46003 }), /✗ .*46003/],
      [() => wechat.tokens.expire(), /✓ 菜单已发布/],
    ];
    for (const [prepare, expected] of refusals) {
      prepare();
      const { code, words } = await publish();
      expect(words).to.match(expected).and.not.contain(ACCOUNT.appSecret).and.not.contain('access_token=');
      expect(code).to.equal(words.startsWith('✓') ? 0 : 1);
    }
    wechat.account.ipAllowed = false;
    const other = await publish({ DATA_DIR: mkdtempSync(join(dataDir, 'other-')) });
    expect(other.words).to.match(/✗ .*IP 白名单/);
    expect((await publish({ WECHAT_API_BASE: 'http://127.0.0.1:9' })).words).to.match(/✗ 连不上/);
  });
});
