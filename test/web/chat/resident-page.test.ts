import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { buildPages } from '#web/build.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../browser.ts';
import { type Desk, startDesk } from './desk-page.ts';
import { aResident } from './resident.ts';

/** One pixel of PNG. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the resident’s page', function () {
  this.timeout(120_000);
  let browser: Browser;
  let desk: Desk;

  before(async () => {
    await buildPages({ only: 'chat' });
    browser = await startBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    desk = await startDesk();
  });
  afterEach(() => desk.stop());

  for (const viewport of [PHONE, DESKTOP]) {
    it(`greets in Chinese, takes a question and answers it at ${viewport.width} × ${viewport.height}`, async () => {
      const resident = await aResident(browser, desk.url, { viewport });
      await resident.sees('下午好');
      await resident.sees('自动助手');
      await resident.says('厨房水龙头漏水');
      await resident.sees('收到：厨房水龙头漏水');
      await resident.page.screenshot({ path: join(await pictureFolder('chat'), `question-${viewport.width}.png`) });
      expect(await resident.page.title()).to.equal('晴湖花园 物业前台');
      const wide = await resident.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).to.equal(0);
      await resident.leaves();
    });
  }

  it('greets in English a visitor whose browser speaks English', async () => {
    const resident = await aResident(browser, desk.url, { locale: 'en-GB' });
    await resident.sees('Good afternoon');
    await resident.says('The tap drips');
    await resident.sees('收到：The tap drips');
    expect(desk.received.find(({ type }) => type === 'message')?.locale).to.equal('en');
    expect(await resident.page.getByPlaceholder('Type your question…').count()).to.equal(1);
    await resident.leaves();
  });

  it('changes language in the middle of a conversation, keeps what was said, and tells the desk', async () => {
    const resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    await resident.says('水管漏水');
    await resident.sees('收到：水管漏水');
    await resident.types('还没说完');
    await resident.page.click('a[hreflang=en]');
    await resident.page.getByPlaceholder('Type your question…').waitFor();
    await resident.sees('Open now');
    await resident.sees('水管漏水');
    expect(await resident.typed()).to.equal('还没说完');
    expect(await resident.page.evaluate(() => document.documentElement.lang)).to.equal('en');
    await resident.says('thank you');
    await resident.sees('收到：thank you');
    const event = desk.received.find(({ type }) => type === 'event');
    expect(event).to.include({ name: 'lobby.locale', value: 'en' });
    await resident.page.reload();
    await resident.sees('Open now');
    await resident.leaves();
  });

  it('takes a quick topic, and puts the topics away while the matter is open', async () => {
    const resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    const topics = resident.page.getByRole('group', { name: '常用服务' });
    await topics.getByText('报修').click();
    await resident.sees('收到：报修');
    expect(await topics.isVisible()).to.equal(false);
    await desk.say({ text: '已登记', channelData: { lobby: { ticket: { number: 'R1', title: '报修' } } } });
    await topics.waitFor();
    await resident.leaves();
  });

  it('remembers a quick topic tapped before the conversation was there', async () => {
    const resident = await aResident(browser, 'about:blank');
    await resident.page.route('**/webchat-*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await resident.page.goto(desk.url, { waitUntil: 'commit' });
    await resident.page.locator('script[type="module"]').waitFor({ state: 'attached' });
    await resident.page.getByRole('button', { name: '收楼' }).click();
    await resident.sees('已记下“收楼”');
    await resident.sees('收到：收楼');
    await resident.leaves();
  });

  it('sends a photo', async () => {
    const resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    const file = { name: '漏水.png', mimeType: 'image/png', buffer: PHOTO };
    await resident.page.setInputFiles('input[type=file]', file);
    await resident.sees('收到 1 个文件');
    const [attachment] = desk.received.find(({ attachments }) => attachments?.length)?.attachments ?? [];
    expect(attachment?.contentType).to.match(/^image\//);
    await resident.page.reload();
    await resident.page.locator('.webchat__bubble__content img').first().waitFor();
    expect(resident.complaints).to.deep.equal([]);
    await resident.leaves();
  });

  it('says why a file was refused', async () => {
    const resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    const file = { name: 'run.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ not a PDF at all') };
    await resident.page.setInputFiles('input[type=file]', file);
    await resident.sees('请发 10 MB 以内的照片或 PDF');
    await resident.leaves();
  });

  it('is used with the keyboard alone', async () => {
    const resident = await aResident(browser, desk.url);
    const { page } = resident;
    await resident.sees('下午好');
    const reach = async (wanted: string) => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => document.activeElement?.outerHTML ?? '');
        if (focused.includes(wanted)) return;
      }
      throw new Error(`Nobody can reach ${wanted} by Tab.`);
    };
    await reach('tel:02080001234');
    await reach('data-topic="fees"');
    await page.keyboard.press('Enter');
    await resident.sees('收到：费用');
    await page.focus('body');
    await reach('webchat-sendbox-input');
    await page.keyboard.type('谢谢');
    await page.keyboard.press('Enter');
    await resident.sees('收到：谢谢');
    await resident.leaves();
  });

  it('shows a person’s words as a person’s, a filed case as a card, and who is coming', async () => {
    const resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    const ticket = { number: 'R20261123-0007', title: '报修', lines: ['3栋2单元501'], progress: ['已受理', '派单中'] };
    await desk.say({ text: '已登记 R20261123-0007', channelData: { lobby: { ticket } } });
    await resident.page.getByRole('region', { name: '受理单 R20261123-0007' }).getByText('派单中').waitFor();
    await desk.say({ type: 'event', name: 'lobby.notice', value: { kind: 'queue', ahead: 2, minutes: 3 } });
    await resident.sees('前面还有 2 位，大约 3 分钟');
    await desk.say({ type: 'event', name: 'lobby.notice', value: { kind: 'staff', name: '小陈' } });
    await resident.sees('小陈为您服务');
    const from = { id: 's1', name: '小陈', role: 'bot' };
    await desk.say({ text: '师傅在路上了', from, channelData: { lobby: { role: 'staff' } } });
    await resident.page.locator('.said-by-staff', { hasText: '小陈 工作人员' }).getByText('师傅在路上了').waitFor();
    await desk.say({ type: 'event', name: 'lobby.notice', value: { kind: 'bot' } });
    await resident.page.locator('#banner:empty').waitFor({ state: 'attached' });
    await resident.leaves();
  });

  it('gives the phone numbers to a browser without script', async () => {
    const resident = await aResident(browser, desk.url, { javaScriptEnabled: false });
    const numbers = await resident.page.locator('noscript a, .no-script a').allInnerTexts();
    expect(numbers.join()).to.include('020-8000 1234').and.include('020-8000 5678');
    await resident.page.click('a[hreflang=en]');
    await resident.sees('Open now');
    await resident.leaves();
  });
});
