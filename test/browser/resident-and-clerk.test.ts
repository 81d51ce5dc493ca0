import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { ROOT } from '#src/root.ts';
import { staffCommand } from '#src/staff.ts';
import { openStorage } from '#storage/open.ts';
import { PASSWORD } from '../lobby/staff-client.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aResident, type Resident } from '../web/chat/resident.ts';
import { aClerk, type Clerk, setUp, signIn } from './clerk.ts';

describe('resident and clerk, each in a real browser', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-browser-'));
  let lobby: RunningLobby;
  let browser: Browser;
  let resident: Resident;
  let chen: Clerk;
  let lin: Clerk;
  let pictures: string;

  before(async () => {
    lobby = await startTestLobby({ dataDir });
    browser = await startBrowser();
    pictures = await pictureFolder('journey');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('the resident reports a dripping tap in her own words, with a photo, and gets a number', async () => {
    resident = await aResident(browser, `${lobby.base}/`, { viewport: PHONE });
    await resident.sees(/我是自动助手/);
    for (const words of ['厨房水龙头一直在滴水', '不是吧还没问我住哪', '3栋2单元501', '昨天晚上开始的'])
      await talk(resident, words);
    await talk(resident, '不是3栋，是5栋');
    await resident.sees('5栋2单元501');
    for (const words of ['随时都行', '我姓王，13800138000']) await talk(resident, words);
    await sendPhoto(resident);
    await resident.sees(/请您核对一下/);
    await resident.page.screenshot({ path: join(pictures, 'resident-confirms.png') });
    await talk(resident, '对');
    await resident.sees(/R\d{8}-0001/);
    await resident.page.screenshot({ path: join(pictures, 'resident-filed.png') });
  });

  it('the first account is made with the one-time link, a second clerk from the shell', async () => {
    chen = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(chen, 'chen.xiao', '小陈');
    const storage = await openStorage({ dataDir, onError: console.error });
    const args = ['add', 'lin', '--role', 'agent', '--display-name', '小林', '--password-stdin'];
    const terminal = { password: async () => PASSWORD, say: () => {} };
    await staffCommand(args, { storage, handbookDir: join(ROOT, 'data') }, terminal);
    await storage.close();
    lin = await aClerk(browser, `${lobby.base}/console/`);
    await signIn(lin, 'lin');
    await chen.sees('现在没有人排队');
  });

  it('both see the chat at once when she asks for a person; one gets it, the other is told who', async () => {
    await talk(resident, '人工');
    for (const clerk of [chen, lin]) {
      await clerk.sees(/住户要求人工/);
      await clerk.page
        .getByText(/住户要求人工/)
        .first()
        .click();
      await clerk.page.locator('.claim-bar button').waitFor();
    }
    await Promise.all([claim(chen), claim(lin)]);
    await resident.sees(/为您服务/);
    await expectOneOwner(chen, lin);
  });

  it('they write to each other live; the clerk sees everything said before, the photo too', async () => {
    const owner = await ownerOf(chen, lin);
    await owner.sees('厨房水龙头一直在滴水');
    await owner.page.locator('.thumb img').first().waitFor();
    await owner.writes('王女士您好，师傅明天下午三点到，方便吗？');
    await resident.sees('师傅明天下午三点到');
    await talk(resident, '可以的，谢谢');
    await owner.sees('可以的，谢谢');
    const below = await owner.page
      .locator('.log')
      .evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
    expect(below, 'the newest words are in sight').to.be.lessThan(60);
    await owner.page.screenshot({ path: join(pictures, 'clerk-chats.png') });
    await resident.page.screenshot({ path: join(pictures, 'resident-with-clerk.png') });
  });

  it('the clerk sends a photo, which the resident sees; what is no photo is not sent, and says why', async () => {
    const owner = await ownerOf(chen, lin);
    const buffer = await aPhoto('#3a7ca5');
    const chooser = owner.page.locator('.composer input[type=file]');
    await chooser.setInputFiles({ name: '水阀位置.jpg', mimeType: 'image/jpeg', buffer });
    await owner.page.locator('.message.staff .thumb img').first().waitFor();
    await resident.page
      .locator('.webchat__bubble__content img[alt*="水阀"], #room img[src*="/files/"]')
      .last()
      .waitFor();
    await chooser.setInputFiles({ name: 'broken.jpg', mimeType: 'image/jpeg', buffer: buffer.subarray(0, 90) });
    await owner.sees(/只能发 JPEG/);
    await owner.page.screenshot({ path: join(pictures, 'clerk-sends-photo.png') });
    await owner.page.setViewportSize(PHONE);
    await owner.page.screenshot({ path: join(pictures, 'clerk-sends-photo-phone.png') });
    await owner.page.setViewportSize(DESKTOP);
    await resident.page.screenshot({ path: join(pictures, 'resident-sees-photo.png') });
    await owner.page.locator('.composer .fate.failed button').last().click();
    expect(await owner.page.locator('.composer .fate').count()).to.equal(0);
  });

  it('the page is reloaded in the middle: the history is there, and the chat goes on', async () => {
    await resident.page.reload();
    await resident.sees('师傅明天下午三点到');
    await talk(resident, '我家门铃坏了，请打电话');
    await (await ownerOf(chen, lin)).sees('我家门铃坏了，请打电话');
  });

  it('the server is restarted: both go on where they were', async () => {
    const port = new URL(lobby.base).port;
    await lobby.stop();
    lobby = await startTestLobby({ dataDir, port });
    const owner = await ownerOf(chen, lin);
    await talk(resident, '你们还在吗');
    await owner.sees('你们还在吗');
    await owner.writes('在的，您放心。');
    await resident.sees('在的，您放心');
  });

  it('handed back, the bot goes on; the clerk finds case and conversation', async () => {
    const owner = await ownerOf(chen, lin);
    await owner.presses('交回助手');
    await owner.presses(/^交\s?回$/);
    await resident.sees(/我是自动助手，接着为您服务/);
    await talk(resident, '我的报修怎么样了');
    await resident.sees(/已受理/);
    await owner.page.goto(`${lobby.base}/console/#/tickets`);
    await owner.sees(/R\d{8}-0001/);
    await owner.page.screenshot({ path: join(pictures, 'clerk-tickets.png') });
    await owner.page.goto(`${lobby.base}/console/#/conversations`);
    await owner.page
      .getByRole('searchbox')
      .or(owner.page.locator('input[type=search], .filters input').first())
      .first()
      .fill('门铃坏了');
    await owner.sees(/门铃坏了/);
    await owner.page.screenshot({ path: join(pictures, 'clerk-finds.png') });
  });

  it('no page breaks its content policy or throws', () => {
    const policy = resident.complaints.filter((one) => !/Failed to load resource|WebSocket|net::ERR/.test(one));
    expect(policy).to.deep.equal([]);
    expect([...chen.complaints, ...lin.complaints]).to.deep.equal([]);
  });

  it('in English on a desktop, the same desk serves Daniel', async () => {
    const daniel = await aResident(browser, `${lobby.base}/?lang=en`, { viewport: DESKTOP, locale: 'en-GB' });
    await daniel.sees(/automatic assistant/);
    await talk(daniel, 'the socket in my bedroom is not working');
    await daniel.sees(/sparks|smoke|hot/i);
    await talk(daniel, 'no');
    await daniel.sees(/Which home is it/);
    await talk(daniel, 'Building 5, Unit 1, Room 302');
    await daniel.sees(/Since when/);
    await talk(daniel, 'cancel');
    await daniel.sees(/Cancelled/);
    await daniel.page.screenshot({ path: join(pictures, 'daniel-desktop.png') });
    await daniel.leaves();
  });
});

/** Says something and waits until the desk, or the log, has taken it. */
async function talk(resident: Resident, words: string): Promise<void> {
  await resident.says(words);
  await resident.page.locator('.webchat__bubble__content').getByText(words, { exact: true }).last().waitFor();
  await resident.page.waitForTimeout(300);
}

function aPhoto(background: string): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

async function sendPhoto(resident: Resident): Promise<void> {
  const buffer = await aPhoto('#8fb9b1');
  await resident.page.locator('input[type=file]').setInputFiles({ name: '漏水.jpg', mimeType: 'image/jpeg', buffer });
  await resident.page.press('[data-id="webchat-sendbox-input"]', 'Enter').catch(() => {});
}

async function claim({ page }: Clerk): Promise<void> {
  await page
    .locator('.claim-bar button')
    .click({ timeout: 3000 })
    // The slower one may find the button gone already.
    .catch(() => {});
}

async function expectOneOwner(a: Clerk, b: Clerk): Promise<void> {
  const owner = await ownerOf(a, b);
  const other = owner === a ? b : a;
  await other.sees(/(小陈|小林).*接待/);
  expect(await other.page.getByText('您接待中').filter({ visible: true }).count()).to.equal(0);
}

async function ownerOf(a: Clerk, b: Clerk): Promise<Clerk> {
  const shown = ({ page }: Clerk) => page.getByText('您接待中').filter({ visible: true }).first();
  return Promise.any([
    shown(a)
      .waitFor({ timeout: 15_000 })
      .then(() => a),
    shown(b)
      .waitFor({ timeout: 15_000 })
      .then(() => b),
  ]);
}
