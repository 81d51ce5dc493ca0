import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { buildPages } from '#web/build.ts';
import { startBrowser } from '../browser.ts';
import { type Desk, startDesk } from './desk-page.ts';
import { aResident } from './resident.ts';

const SCRIPTS = ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', '&#106;avascript:x'];
const FORMS = [
  (to: string) => `[x]: ${to}`,
  (to: string) => `[x]: <${to}> "title"`,
  (to: string) => `[x][y]\n\n[y]:\n${to}`,
  (to: string) => `[x](${to})`,
  (to: string) => `<${to}>`,
  (to: string) => `> [a\\]b]: ${to}`,
  (to: string) => `![x](${to})`,
];

describe('links on the resident’s page', function () {
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

  it('makes a link of web and phone addresses only, however another one is written', async () => {
    const resident = await aResident(browser, desk.url);
    await resident.sees('下午好');
    for (const form of FORMS) for (const to of SCRIPTS) await desk.say({ text: form(to) });
    await desk.say({ text: '[官网](https://example.com/a) [电话](tel:02080001234)' });
    await desk.say({ text: '[甲]: 见附件' });
    await resident.sees('[甲]: 见附件');
    const links = resident.page.locator('#room a[href]');
    expect(await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')))).to.deep.equal([
      'https://example.com/a',
      'tel:02080001234',
    ]);
    await resident.leaves();
  });
});
