import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { buildPages } from '#web/build.ts';
import { DESKTOP, PHONE, startBrowser } from '../browser.ts';
import { type Desk, startDesk } from './desk-page.ts';
import { aResident } from './resident.ts';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const choices = (...titles: string[]) => ({
  suggestedActions: { to: [], actions: titles.map((title) => ({ type: 'imBack', title, value: title })) },
});

describe('the resident’s page is safe and open to everybody', function () {
  this.timeout(120_000);
  let browser: Browser;
  let desk: Desk;

  before(async () => {
    await buildPages({ only: 'chat' });
    browser = await startBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    desk = await startDesk({
      reply: ({ text, attachments }) => [
        {
          text: attachments?.length ? '照片收到了' : `收到：${text}`,
          textFormat: 'markdown',
          ...choices('3栋', '人工'),
        },
      ],
    });
  });
  afterEach(() => desk.stop());

  it('breaks no rule of its own content policy in chat, choices, upload, card and banner', async () => {
    const resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    await resident.says('水管漏水，见 https://example.com/a');
    await resident.sees('收到：水管漏水');
    await resident.page.getByRole('toolbar').getByRole('button', { name: '3栋' }).click();
    await resident.sees('收到：3栋');
    const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#579' } })
      .jpeg()
      .toBuffer();
    await resident.page.setInputFiles('input[type=file]', { name: '厨房.jpg', mimeType: 'image/jpeg', buffer });
    await resident.sees('照片收到了');
    const shown = resident.page.locator('.webchat__bubble__content img').first();
    await shown.waitFor();
    expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).to.equal(640);
    await desk.say({ text: '已登记', channelData: { lobby: { ticket: { number: 'R1', title: '报修' } } } });
    await desk.say({ type: 'event', name: 'lobby.notice', value: { kind: 'queue' } });
    await resident.sees('已为您转接');
    await resident.page.click('a[hreflang=en]');
    await resident.sees('Open now');
    expect(resident.complaints).to.deep.equal([]);
    await resident.leaves();
  });

  it('would notice if the policy were broken', async () => {
    const resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    await resident.page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('img'), { src: 'https://elsewhere.example/x.png' }));
    });
    await resident.page.waitForTimeout(200);
    expect(resident.complaints.join()).to.include('policy: img-src');
    await resident.leaves();
  });

  it('shows HTML from anybody as text', async () => {
    const resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    const evil =
      '<img src=x onerror="document.title=1"><script>document.title=2</script>[x](javascript:alert(1)) **<b>**';
    await resident.says(evil);
    await resident.sees('收到：<img src=x');
    await desk.say({ text: evil, textFormat: 'xml' });
    await desk.say({ text: '完', channelData: { lobby: { ticket: { number: evil, title: evil, lines: [evil, 7] } } } });
    await resident.sees('完');
    expect(await resident.page.locator('.webchat__bubble__content :is(img, script, b)').count()).to.equal(0);
    expect(await resident.page.locator('a[href^="javascript"]').count()).to.equal(0);
    expect(await resident.page.title()).to.equal('晴湖花园 物业前台');
    await resident.leaves();
  });

  for (const [locale, viewport, colorScheme] of [
    ['zh-CN', PHONE, 'light'],
    ['en', DESKTOP, 'light'],
    ['zh-CN', PHONE, 'dark'],
  ] as const) {
    it(`has nothing for axe to find in ${locale}, ${colorScheme}, ${viewport.width} wide`, async () => {
      const resident = await aResident(browser, desk.url, { locale, viewport, colorScheme });
      const audit = async () => {
        const { violations } = await new AxeBuilder({ page: resident.page }).withTags(WCAG_22_AA).analyze();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
      };
      await resident.page.locator('.webchat__bubble').first().waitFor();
      expect(await audit()).to.deep.equal([]);
      await resident.says('1. 水管\n2. 灯 https://example.com');
      await resident.page.getByRole('toolbar').getByRole('button', { name: '3栋' }).waitFor();
      expect(await audit()).to.deep.equal([]);
      const from = { id: 's1', name: '小陈', role: 'bot' };
      const ticket = {
        number: 'R20261123-0007',
        title: '报修',
        lines: ['3栋2单元501'],
        progress: ['已受理', '派单中'],
      };
      await desk.say({ text: '已登记', channelData: { lobby: { ticket } } });
      await desk.say({ text: '我是小陈', from, channelData: { lobby: { role: 'staff' } } });
      await resident.context.setOffline(true);
      await resident.page.locator('#banner.warning').waitFor();
      expect(await audit()).to.deep.equal([]);
      await resident.leaves();
    });
  }
});
