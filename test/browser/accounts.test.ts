import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { TOTP } from 'otpauth';
import type { Browser } from 'playwright-core';
import { PASSWORD } from '../lobby/staff-client.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aClerk, type Clerk, setUp } from './clerk.ts';

const FRESH = 'two herons by the lake';

describe('accounts, in a real browser', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-accounts-'));
  let lobby: RunningLobby;
  let browser: Browser;
  let wang: Clerk;
  let lin: Clerk;
  let pictures: string;
  let secret = '';
  let recovery = '';
  const picture = (clerk: Clerk, name: string) => clerk.page.screenshot({ path: join(pictures, `${name}.png`) });
  const goTo = (clerk: Clerk, hash: string) => clerk.page.goto(`${lobby.base}/console/${hash}`);

  before(async () => {
    lobby = await startTestLobby({ dataDir });
    browser = await startBrowser();
    pictures = await pictureFolder('accounts');
    wang = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(wang, 'wang', '王经理');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const linkShown = (clerk: Clerk) => clerk.page.getByLabel('链接', { exact: true }).inputValue();

  it('a manager invites a colleague, who opens the link, chooses name and password, and is at the desk', async () => {
    await wang.presses('账号');
    await picture(wang, 'account-panel');
    await wang.page.keyboard.press('Escape');
    await wang.page.getByRole('link', { name: '同事' }).click();
    await wang.sees('王经理');
    await wang.page.getByRole('link', { name: '邀请同事' }).click();
    await wang.page.getByLabel('给谁').fill('工程部小林');
    await wang.page.getByLabel('角色').last().selectOption('agent');
    await wang.page.getByText('全部小区').last().click();
    await picture(wang, 'invite');
    await wang.presses('生成邀请链接');
    await wang.sees('链接只显示这一次');
    await picture(wang, 'invite-link');
    const link = await linkShown(wang);
    await wang.presses('已经发出');
    await wang.sees('待用的邀请');
    await picture(wang, 'staff-list');
    lin = await aClerk(browser, link, { viewport: PHONE });
    await lin.sees('您被邀请为“前台”');
    await picture(lin, 'join-phone');
    await setUp(lin, 'lin', '小林');
    await lin.sees('现在没有人排队');
    expect(lin.page.url()).to.not.include('token');
    expect(await lin.page.getByRole('link', { name: '同事' }).count()).to.equal(0);
    const late = await aClerk(browser, link);
    await late.sees('这个链接已经用过');
    await picture(late, 'link-dead');
    await late.leaves();
  });

  it('she turns the second factor on with her telephone, and keeps the recovery codes', async () => {
    await goTo(lin, '#/account');
    await picture(lin, 'own-phone');
    await lin.presses('开始设置');
    await lin.page.locator('.own-part input[autocomplete=current-password]').first().fill(PASSWORD);
    await lin.presses('开始设置');
    await lin.page.locator('.factor-picture svg').waitFor();
    await picture(lin, 'enrol-phone');
    secret = (await lin.page.locator('.factor-key').innerText()).replaceAll(' ', '');
    await lin.page.locator('input[autocomplete=one-time-code]').fill(new TOTP({ secret }).generate());
    await lin.presses('开启');
    await lin.sees('备用码，只显示这一次');
    await picture(lin, 'codes-phone');
    recovery = (await lin.page.locator('.recovery-codes li').first().innerText()).trim();
    await lin.presses('我已收好');
    await lin.sees('备用码还剩 10 个');
    await picture(lin, 'own-factor-on');
  });

  it('signing in asks for the second step, and a recovery code stands in for the telephone', async () => {
    const again = await aClerk(browser, `${lobby.base}/console/`);
    await again.page.locator('input[autocomplete=username]').fill('lin');
    await again.page.locator('input[autocomplete=current-password]').fill(PASSWORD);
    await again.page.locator('button[type=submit]').click();
    await again.sees('还差一步');
    await again.page.locator('input[autocomplete=one-time-code]').fill('000000');
    await again.page.locator('button[type=submit]').click();
    await again.sees('验证码已失效或不对');
    await picture(again, 'code-step');
    await again.page.locator('input[autocomplete=one-time-code]').fill(recovery);
    await again.page.locator('button[type=submit]').click();
    await again.page.locator('.shell').waitFor();
    await goTo(again, '#/account');
    await again.sees('备用码还剩 9 个');
    await again.sees('验证码不对');
    await picture(again, 'own-desktop');
    expect(again.complaints).to.deep.equal([]);
    await again.leaves();
  });

  it('the manager changes her role, which her open page shows at once, and gives her a link to a new password', async () => {
    await goTo(wang, '#/staff');
    await wang.page.getByRole('link', { name: '小林' }).click();
    await wang.sees('密码和备用码');
    await picture(wang, 'staff-pane');
    await wang.presses('改角色和小区');
    await wang.page.getByLabel('角色').last().selectOption('archivist');
    await wang.page.getByLabel('原因').fill('转岗');
    await picture(wang, 'role');
    await wang.presses('保存修改');
    await wang.sees('已保存');
    await goTo(lin, '#/desk');
    await lin.page.getByRole('link', { name: '接待' }).waitFor({ state: 'detached' });
    await picture(lin, 'archivist-phone');
    await wang.presses('重设密码链接');
    await wang.page.getByLabel('原因').fill('忘了密码');
    await wang.presses('生成链接');
    const link = await linkShown(wang);
    await wang.presses('已经发出');
    const reset = await aClerk(browser, link);
    await picture(reset, 'reset');
    await reset.page.locator('input[autocomplete=new-password]').fill(FRESH);
    await reset.presses('保存新密码');
    await reset.sees('新密码已保存');
    await reset.leaves();
    await lin.sees('登录已失效');
  });

  it('shut, her open page closes by itself; the audit says who, when and why', async () => {
    await lin.page.locator('input[autocomplete=username]').fill('lin');
    await lin.page.locator('input[autocomplete=current-password]').fill(FRESH);
    await lin.page.locator('button[type=submit]').click();
    await lin.sees('还差一步');
    const next = new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 });
    await lin.page.locator('input[autocomplete=one-time-code]').fill(next);
    await lin.page.locator('button[type=submit]').click();
    await lin.page.locator('.shell').waitFor();
    await wang.presses('停用账号');
    await wang.page.getByLabel('原因').fill('离职');
    await picture(wang, 'disable');
    await wang.presses(/^停\s?用$/);
    await lin.page.locator('.door').waitFor({ timeout: 5_000 });
    await wang.page.getByRole('link', { name: '修改记录' }).last().click();
    await wang.sees('原因：离职');
    await wang.sees('原因：转岗');
    await picture(wang, 'audit-of-lin');
    await goTo(wang, '#/audit');
    await wang.sees('开启两步验证');
    await picture(wang, 'audit');
    await wang.page.setViewportSize(PHONE);
    await picture(wang, 'audit-phone');
    await goTo(wang, '#/staff');
    await wang.sees('已停用');
    await picture(wang, 'staff-phone');
  });

  it('the pages hold in English, and none breaks its content policy or throws', async () => {
    const english = await aClerk(browser, `${lobby.base}/console/#/staff`, {
      locale: 'en-US',
      storageState: await wang.page.context().storageState(),
    });
    await english.sees('Invite');
    await picture(english, 'english-staff');
    await goTo(english, '#/audit');
    await english.sees('Two-step sign-in on');
    await picture(english, 'english-audit');
    await goTo(english, '#/account');
    await english.sees('Change password');
    await picture(english, 'english-own');
    expect([...wang.complaints, ...lin.complaints, ...english.complaints]).to.deep.equal([]);
  });
});
