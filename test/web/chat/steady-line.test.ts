import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { buildPages } from '#web/build.ts';
import { startBrowser } from '../browser.ts';
import { type Desk, startDesk } from './desk-page.ts';
import { aResident, type Resident } from './resident.ts';

describe('the line between the page and the desk', function () {
  this.timeout(120_000);
  let browser: Browser;
  let desk: Desk;
  let resident: Resident;

  before(async () => {
    await buildPages({ only: 'chat' });
    browser = await startBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    desk = await startDesk();
    resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
  });
  afterEach(async () => {
    await resident.leaves();
    await desk.stop();
  });

  const messages = () => desk.received.filter(({ type }) => type === 'message').map(({ text }) => text);
  const banner = () => resident.page.locator('#banner');
  const quiet = () => resident.page.locator('#banner:empty').waitFor({ state: 'attached' });

  it('shows the conversation and the unsent words again after a reload', async () => {
    await resident.says('水管漏水');
    await resident.sees('收到：水管漏水');
    await resident.types('在厨房，还有');
    await resident.page.reload();
    await resident.sees('收到：水管漏水');
    expect(await resident.typed()).to.equal('在厨房，还有');
    expect(await resident.bubbles()).to.have.length(3);
    expect(desk.received.filter(({ type }) => type === 'conversationUpdate')).to.have.length(1);
  });

  it('comes back by itself after the desk was restarted, and leaves the resident typing', async () => {
    await resident.says('水管漏水');
    await resident.sees('收到：水管漏水');
    await resident.types('在厨房');
    await desk.stop();
    await resident.sees('正在重新接通前台');
    await resident.sees('020-8000 1234');
    await resident.page.keyboard.type('，很急');
    await desk.start();
    await quiet();
    expect(await resident.typed()).to.equal('在厨房，很急');
    expect(await resident.page.evaluate(() => document.activeElement?.tagName)).to.equal('TEXTAREA');
    await resident.page.keyboard.press('Enter');
    await resident.sees('收到：在厨房，很急');
    expect(await resident.bubbles()).to.have.length(5);
  });

  it('delivers once what was said while the desk was away', async () => {
    await desk.stop();
    await resident.says('还在漏');
    await resident.sees('前台暂时接不通');
    await desk.start();
    await resident.sees('收到：还在漏');
    await quiet();
    expect(messages()).to.deep.equal(['还在漏']);
  });

  it('shows what the desk said while the line was down', async () => {
    await desk.stop();
    await desk.say({ text: '师傅出发了' });
    await desk.start();
    await resident.sees('师傅出发了');
  });

  it('goes on after the token has expired', async () => {
    await resident.leaves();
    desk.settings.tokenSeconds = 2;
    await desk.stop();
    await desk.start();
    resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    await new Promise((resolve) => setTimeout(resolve, 3500));
    await resident.says('还在吗');
    await resident.sees('收到：还在吗');
    expect(messages()).to.deep.equal(['还在吗']);
  });

  for (const [how, prepare] of [
    ['forgotten', () => {}],
    ['replaced by another', () => desk.newConversations()],
  ] as const) {
    it(`starts anew when the conversation was ${how}, and loses no word`, async () => {
      await resident.says('第一句');
      await resident.sees('收到：第一句');
      desk.forget();
      prepare();
      await resident.says('第二句');
      await resident.sees('收到：第二句');
      expect(messages()).to.deep.equal(['第一句', '第二句']);
      await resident.says('第三句');
      await resident.sees('收到：第三句');
      await quiet();
    });
  }

  it('says that the resident is offline, whom to call, and when it is over', async () => {
    await resident.context.setOffline(true);
    await resident.sees('您的网络断开了');
    expect(await banner().getByRole('link').getAttribute('href')).to.equal('tel:02080001234');
    await resident.context.setOffline(false);
    await quiet();
    await resident.says('回来了');
    await resident.sees('收到：回来了');
  });

  it('works where WebSockets are blocked', async () => {
    await resident.leaves();
    desk.settings.blockSockets = true;
    resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    await resident.says('能收到吗');
    await resident.sees('收到：能收到吗');
    await quiet();
    await desk.stop();
    await resident.sees('正在重新接通前台');
    await desk.start();
    await quiet();
    await resident.says('又来了');
    await resident.sees('收到：又来了');
  });

  it('tells the resident to phone while the desk cannot store, and sends the words once it can', async () => {
    desk.settings.cannotStore = true;
    await resident.says('水管爆了');
    await resident.sees('前台暂时接不通');
    expect(await banner().getByRole('link').innerText()).to.equal('020-8000 1234');
    desk.settings.cannotStore = false;
    await resident.sees('收到：水管爆了');
    await quiet();
    expect(messages()).to.deep.equal(['水管爆了']);
  });

  it('admits in the end that the words were not delivered, and lets the resident try again', async () => {
    await resident.page.clock.install();
    desk.settings.cannotStore = true;
    await resident.says('水管爆了');
    await resident.sees('前台暂时接不通');
    for (let seconds = 0; seconds < 40; seconds += 2) {
      await resident.page.clock.fastForward(2000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await resident.sees('刚才的话没有送达');
    desk.settings.cannotStore = false;
    await resident.page.getByRole('button', { name: '重试' }).click();
    await resident.sees('收到：水管爆了');
    expect(messages()).to.deep.equal(['水管爆了']);
  });
});
