import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { openConsole, SIZES, signIn, startBrowser } from './browser.ts';
import { type BuiltConsole, buildConsole } from './built-console.ts';
import { type Standin, startStandin } from './standin.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const outside = ['#/setup?token=good', '#/setup?token=old', '#/desk'];
const inside = [
  '#/desk',
  '#/desk/chat-lift',
  '#/desk/chat-leak',
  '#/desk/chat-leak/card',
  '#/desk/chat-mine',
  '#/conversations',
  '#/conversations/chat-leak?seq=4',
  '#/conversations/nothing',
  '#/tickets',
  '#/tickets/ticket-1',
];

describe('every page of the console', function () {
  this.timeout(240_000);
  let browser: Browser;
  let built: BuiltConsole;
  let standin: Standin;

  before(async () => {
    built = await buildConsole();
    browser = await startBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    standin = await startStandin(built);
  });
  afterEach(() => standin.close());

  async function check(page: Page, name: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    expect(found, name).to.deep.equal([]);
    const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(spill, `${name} is wider than the window`).to.be.at.most(0);
  }

  async function visit(page: Page, hash: string): Promise<void> {
    await page.goto(`${standin.address}/console/${hash}`);
    await page.waitForTimeout(250);
  }

  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`has nothing that shuts people out, at ${size} size, ${colorScheme}, and keeps its security policy`, async () => {
        const locale = colorScheme === 'light' ? 'zh-CN' : 'en-US';
        const { page, breaches } = await openConsole(browser, standin, { viewport, colorScheme, locale });
        for (const hash of outside) {
          await visit(page, hash);
          await page.locator('.door').waitFor();
          await check(page, hash);
        }
        await page.locator('button[type=submit]').click();
        await page.locator('.ant-form-item-explain-error').first().waitFor();
        await check(page, 'sign-in with empty fields');
        await signIn(page);
        for (const hash of inside) {
          await visit(page, hash);
          await check(page, hash);
        }
        await visit(page, '#/desk');
        await page.locator('.nav-account').click();
        await check(page, 'account panel');
        expect(breaches).to.deep.equal([]);
        await page.context().close();
      });
    }
  }

  it('says in words why nobody could sign in, and counts down when told to slow down', async () => {
    const { page } = await openConsole(browser, standin);
    await page.locator('input[autocomplete=username]').fill('chen.xiao');
    await page.locator('input[autocomplete=current-password]').fill('wrong');
    await page.locator('button[type=submit]').click();
    await page.getByText('账号或密码不对').waitFor();
    standin.refuse('sign-in', { status: 429, code: 'slow-down', message: '', retryAfterSeconds: 2 });
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: /请等 \d 秒再试/ }).waitFor();
    standin.refuse('sign-in', undefined);
    await page.getByRole('button', { name: '登录' }).waitFor();
    await signIn(page);
    await page.context().close();
  });

  it('makes the first account with the one-time link, and says what is wrong beside the field', async () => {
    const { page } = await openConsole(browser, standin, { hash: '#/setup?token=good' });
    const fill = (label: string, value: string) => page.getByLabel(label, { exact: false }).first().fill(value);
    await fill('账号（登录用）', 'taken');
    await fill('称呼', '小陈');
    await page.locator('input[autocomplete=new-password]').nth(0).fill('lake-and-lamp-post');
    await page.locator('input[autocomplete=new-password]').nth(1).fill('lake-and-lamp-pots');
    await page.locator('button[type=submit]').click();
    await page.getByText('两次输入的密码不一样').waitFor();
    await page.locator('input[autocomplete=new-password]').nth(1).fill('lake-and-lamp-post');
    await page.locator('button[type=submit]').click();
    await page.getByText('这个账号名已经有人用了').waitFor();
    await fill('账号（登录用）', 'chen.xiao');
    await page.locator('button[type=submit]').click();
    await page.locator('.shell').waitFor();
    expect(page.url()).not.to.include('token');
    await page.context().close();
  });

  it('finds a conversation by words said in it and opens it at those words', async () => {
    const { page } = await openConsole(browser, standin, { hash: '#/conversations' });
    await signIn(page);
    await page.keyboard.press('/');
    await page.keyboard.type('从昨天晚上');
    await page.locator('mark').getByText('从昨天晚上').waitFor();
    expect(await page.locator('.table tbody tr').count()).to.equal(1);
    await page.locator('.table .cell-link').first().click();
    await page.locator('.message.marked').getByText('从昨天晚上').waitFor();
    expect(page.url()).to.match(/#\/conversations\/chat-leak\?seq=4$/);
    await page.context().close();
  });

  it('reads on through a long list, and through tickets to their conversation', async () => {
    const { page } = await openConsole(browser, standin, { hash: '#/conversations' });
    await signIn(page);
    await page.getByRole('button', { name: '加载更多' }).click();
    await page.getByRole('button', { name: '加载更多' }).waitFor({ state: 'detached' });
    expect(await page.locator('.table tbody tr').count()).to.equal(standin.chats.length);
    await visit(page, '#/tickets');
    await page.getByLabel('进度').selectOption('visiting');
    await page.locator('.table tbody tr').nth(3).waitFor();
    await page.locator('.table tbody tr').nth(4).waitFor({ state: 'detached' });
    await page.locator('.table .cell-link').first().click();
    await page.getByRole('heading', { name: '经过' }).waitFor();
    await page.getByRole('link', { name: '查看对话' }).click();
    await page.getByRole('heading', { name: '王女士' }).waitFor();
    await page.context().close();
  });

  it('speaks English as well, and remembers it', async () => {
    const { page } = await openConsole(browser, standin);
    await page.getByText('English', { exact: true }).click();
    await signIn(page);
    await page.reload();
    await page
      .getByText('Nobody', { exact: false })
      .or(page.getByRole('heading', { name: /Waiting/ }))
      .first()
      .waitFor();
    expect(await page.locator('html').getAttribute('lang')).to.equal('en');
    await page.context().close();
  });
});
