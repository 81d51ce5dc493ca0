import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createAccessToken } from '#channels/wechat/access-token.ts';
import { ROOT } from '#src/root.ts';
import { doctor } from '#src/wechat.ts';
import { settingsOf, ACCOUNT as USUAL } from './desk.ts';
import { type Standin, startStandin } from './standin/standin.ts';
import { useDesk } from './use-desk.ts';

describe('The doctor of the WeChat door', function () {
  this.timeout(60_000);
  const room = useDesk();
  const report = async (line: Parameters<typeof doctor>[0]) => {
    const lines: string[] = [];
    const well = await doctor(line, (one) => lines.push(one));
    return { well, text: lines.join('\n') };
  };

  it('finds nothing wrong with an account that is well', async () => {
    const { wechat } = await room.open();
    const settings = settingsOf(wechat);
    const { storage } = await room.open({ wechat });
    const clock = { now: () => Date.now(), id: () => 'id' };
    const tokens = createAccessToken({ settings, storage, clock });
    expect((await report({ wechat: settings, tokens })).text).to.contain('✓ access_token');
    wechat.account.ipAllowed = false;
    const other = createAccessToken({ settings: { ...settings, appId: 'wxother' }, storage, clock });
    const wrong = await report({ wechat: settings, tokens: other });
    expect(wrong.well).to.equal(false);
    expect(wrong.text).to.match(/✗ access_token：.*(IP 白名单|WECHAT_APP_ID)/);
    room.expectTrouble();
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
