import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aResident, type Resident } from '../web/chat/resident.ts';
import { aClerk, type Clerk, setUp } from './clerk.ts';

describe('a household bound at the desk, and a case worked on, each in a real browser', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-household-'));
  let lobby: RunningLobby;
  let browser: Browser;
  let resident: Resident;
  let chen: Clerk;
  let pictures: string;
  let code = '';
  const picture = (name: string) => chen.page.screenshot({ path: join(pictures, `${name}.png`) });

  before(async () => {
    lobby = await startTestLobby({ dataDir });
    browser = await startBrowser();
    pictures = await pictureFolder('household');
    chen = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(chen, 'chen.xiao', '小陈');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('the clerk finds the home by its number and issues a code, which is shown once', async () => {
    await chen.page.goto(`${lobby.base}/console/#/households`);
    await chen.sees('还没有住户绑定');
    await picture('empty');
    await chen.page.locator('.filters input[type=search]').fill('3-2-501');
    await chen.page.getByText('3栋2单元501').first().click();
    await chen.sees('这一户还没有绑定的住户');
    await chen.page.getByLabel('姓名').fill('李先生');
    await chen.page.getByLabel(/^电话/).fill('13800138000');
    await chen.page.getByLabel('依据').fill('核对身份证和购房合同');
    await picture('issue');
    await chen.presses('发绑定码');
    code = (await chen.page.locator('.slip-code').innerText()).trim();
    expect(code).to.match(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    await picture('code');
    await chen.page.emulateMedia({ media: 'print' });
    await picture('slip-on-paper');
    await chen.page.emulateMedia({ media: null });
    await chen.presses('已经交给住户');
    await chen.sees('待用的绑定码');
    expect(await chen.page.content()).to.not.contain(code);
  });

  it('the resident types it on a phone, and stands on the clerk’s page', async () => {
    resident = await aResident(browser, `${lobby.base}/`, { viewport: PHONE });
    await resident.sees(/我是自动助手/);
    await resident.says(`我的绑定码是${code}`);
    await resident.sees(/绑定好了：李先生，3栋2单元501（业主）/);
    await resident.page.screenshot({ path: join(pictures, 'resident-bound.png') });
    await chen.page.reload();
    await chen.sees('1 个对话');
    await chen.sees('138****8000');
    await picture('member');
  });

  it('a case moves on at the clerk’s hand, with a reason, and the resident is told', async () => {
    for (const words of ['我要删除我的个人信息', '聊天记录', '对']) {
      const before = (await resident.bubbles()).length;
      await resident.says(words);
      while ((await resident.bubbles()).length < before + 2) await resident.page.waitForTimeout(20);
    }
    await resident.sees(/P\d{8}-0001/);
    await chen.page.goto(`${lobby.base}/console/#/tickets`);
    await chen.page
      .getByText(/P\d{8}-0001/)
      .first()
      .click();
    await chen.sees('办理');
    await picture('case');
    await chen.page.getByLabel('进度改为').selectOption('declined');
    await chen.page.getByLabel('原因').fill('维修记录按规定要保留');
    await picture('case-reason');
    await chen.presses('更新进度');
    await chen.sees('已告诉住户');
    await resident.sees(/原因：维修记录按规定要保留/);
    await chen.page.getByLabel('备注或要告诉住户的话').fill('聊天记录明天删完，删完告诉您。');
    await chen.presses('发给住户');
    await resident.sees(/小陈说/);
    await chen.presses('显示号码');
    await chen.sees(/13800138000/);
    await picture('case-done');
    await resident.page.screenshot({ path: join(pictures, 'resident-told.png') });
  });

  it('a belonging ends with a reason, and the resident sees nothing of the home any more', async () => {
    await chen.page.goto(`${lobby.base}/console/#/households/3-2-501/qinghu`);
    await chen.sees('李先生');
    await chen.presses(/^结\s?束$/);
    await chen.page.getByLabel('原因，如：租期已满').fill('房子卖了');
    await picture('ending');
    await chen.page.locator('.member-end button').first().click();
    await chen.page.locator('.member[data-over=true]').waitFor();
    await resident.says('我绑定了吗');
    await resident.sees(/目前没有登记在住的房子/);
  });

  it('the pages hold on a phone and in English, and none breaks its content policy or throws', async () => {
    await chen.page.setViewportSize(PHONE);
    await chen.page.goto(`${lobby.base}/console/#/households`);
    await chen.page.locator('.filters input[type=search]').fill('3-2-5');
    await chen.sees('3栋2单元501');
    await picture('phone-list');
    await chen.page.getByText('3栋2单元501').first().click();
    await chen.page.locator('.issue').waitFor();
    await picture('phone-home');
    const english = await aClerk(browser, `${lobby.base}/console/`, {
      locale: 'en-US',
      viewport: DESKTOP,
      storageState: await chen.page.context().storageState(),
    });
    await english.page.goto(`${lobby.base}/console/#/households/3-2-501/qinghu`);
    await english.sees(/Building 3, Unit 2, Room 501/);
    await english.page.screenshot({ path: join(pictures, 'english-home.png') });
    await english.page.goto(`${lobby.base}/console/#/tickets`);
    await english.page
      .getByText(/P\d{8}-0001/)
      .first()
      .click();
    await english.sees(/Work on it/);
    await english.page.screenshot({ path: join(pictures, 'english-case.png') });
    expect([...chen.complaints, ...english.complaints]).to.deep.equal([]);
  });
});
