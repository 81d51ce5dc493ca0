import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { ACCOUNT as USUAL } from '../channels/wechat/desk.ts';
import type { Resident } from '../channels/wechat/standin/resident.ts';
import { type Standin, startStandin } from '../channels/wechat/standin/standin.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { until } from '../storage/engines.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aClerk, type Clerk, setUp } from './clerk.ts';

const SEND = '/cgi-bin/message/custom/send';

describe('a clerk in a real browser, a resident on WeChat', function () {
  this.timeout(120_000);
  const account = { ...USUAL, token: 'aTokenOfTheOffice' };
  let wechat: Standin;
  let lobby: RunningLobby;
  let browser: Browser;
  let chen: Clerk;
  let lin: Resident;
  let pictures: string;

  before(async () => {
    wechat = await startStandin({ ...account, clock: 'real' });
    const settings = {
      WECHAT_APP_ID: account.appId,
      WECHAT_APP_SECRET: account.appSecret,
      WECHAT_TOKEN: account.token,
      WECHAT_AES_KEY: account.aesKey,
      WECHAT_API_BASE: wechat.apiBase,
    };
    lobby = await startTestLobby({ settings });
    wechat.pointAt(`${lobby.base}/wechat`);
    browser = await startBrowser();
    pictures = await pictureFolder('wechat');
    chen = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(chen, 'chen.xiao', '小陈');
    lin = wechat.resident('oLin');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    await wechat?.close();
  });

  const lines = (state: string) => chen.page.locator(`.delivery[data-state="${state}"]`);
  /** The line below what the clerk wrote last says this. */
  const becomes = (state: string) =>
    chen.page.locator('.message.staff').last().locator(`.delivery[data-state="${state}"]`).waitFor();
  const shown = (words: string) => lin.phone.filter(({ way, text }) => way !== 'own' && text.includes(words)).length;

  it('takes the chat, writes, and sees that it was sent', async () => {
    await lin.says('人工');
    await chen.sees(/住户要求人工/);
    await chen.page
      .getByText(/住户要求人工/)
      .first()
      .click();
    await chen.page.locator('.claim-bar button').click();
    await chen.sees('您接待中');
    await chen.writes('您好，师傅下午到。');
    await becomes('sent');
    await until(() => shown('师傅下午到') === 1);
  });

  it('sends a photo to the phone, and sees the one that comes from there', async () => {
    const photo = (background: string) =>
      sharp({ create: { width: 640, height: 480, channels: 3, background } })
        .jpeg()
        .toBuffer();
    const buffer = await photo('#3a7ca5');
    await chen.page
      .locator('.composer input[type=file]')
      .setInputFiles({ name: '水阀位置.jpg', mimeType: 'image/jpeg', buffer });
    await becomes('sent');
    await until(() => lin.phone.some(({ way, type }) => way === 'custom' && type === 'image'));
    await lin.sendsPhoto(await photo('#8fb9b1'));
    await chen.page.locator('.message.resident .thumb img').first().waitFor();
  });

  it('sees what will never arrive, with the reason', async () => {
    wechat.faults.next(SEND, { errcode: 43004 });
    await chen.writes('请您开一下门。');
    await becomes('undelivered');
    await chen.sees(/未送达.*住户已取消关注或无法接收/);
  });

  it('sees what WeChat does not take now, and that it goes with the resident’s next message', async () => {
    for (let n = 1; (await lines('held').count()) === 0; n++) {
      expect(n, 'messages in a row').to.be.at.most(6);
      await chen.writes(`第${n}句，请您留意。`);
      await chen.page.locator('.message.staff').last().getByText(`第${n}句，请您留意。`).waitFor();
      await chen.page.locator('.message.staff').last().locator('.delivery:not([data-state="sending"])').waitFor();
    }
    await chen.sees(/还没发出，住户下次发消息时自动送达 · 微信限制：住户回复之前不能再发/);
    for (const [name, size] of [
      ['desktop', DESKTOP],
      ['phone', PHONE],
    ] as const) {
      await chen.page.setViewportSize(size);
      await chen.page.screenshot({ path: join(pictures, `delivery-${name}.png`) });
    }
    await chen.page.setViewportSize(DESKTOP);
    await lin.says('好的');
    await becomes('sent');
    expect(await lines('held').count()).to.equal(0);
    expect(await lines('undelivered').count()).to.equal(1);
    expect(wechat.complaints).to.deep.equal([]);
  });

  it('sees the same in English, and nothing breaks the page', async () => {
    await chen.page.evaluate(() => localStorage.setItem('lobby.console.language', 'en'));
    await chen.page.reload();
    await lines('undelivered').waitFor();
    await chen.page.screenshot({ path: join(pictures, 'delivery-english.png') });
    const { violations } = await new AxeBuilder({ page: chen.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id }) => id)).to.deep.equal([]);
    expect(chen.complaints).to.deep.equal([]);
  });
});
