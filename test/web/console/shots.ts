/**
 * Takes pictures of every screen, in both sizes, languages and colour schemes, to look at:
 * `node test/web/console/shots.ts FOLDER`.
 */
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { openConsole, SIZES, signIn, startBrowser } from './browser.ts';
import { buildConsole } from './built-console.ts';
import { type Standin, startStandin } from './standin.ts';

type Act = (page: Page, standin: Standin) => Promise<unknown>;

const screens: { name: string; hash: string; act?: Act; out?: boolean }[] = [
  { name: 'setup', hash: '#/setup?token=good', out: true },
  { name: 'setup-dead', hash: '#/setup?token=old', out: true },
  { name: 'sign-in', hash: '#/desk', out: true },
  {
    name: 'sign-in-wrong',
    hash: '#/desk',
    out: true,
    act: async (page) => {
      await page.locator('input[autocomplete=username]').fill('chen.xiao');
      await page.locator('input[autocomplete=current-password]').fill('no');
      await page.locator('button[type=submit]').click();
      await page.locator('.refused').waitFor();
    },
  },
  { name: 'desk', hash: '#/desk' },
  { name: 'desk-queued', hash: '#/desk/chat-leak' },
  { name: 'desk-critical', hash: '#/desk/chat-lift' },
  { name: 'desk-long-name', hash: '#/desk/chat-long-name' },
  { name: 'desk-mine', hash: '#/desk/chat-mine' },
  { name: 'desk-card', hash: '#/desk/chat-leak/card' },
  {
    name: 'desk-conflict',
    hash: '#/desk/chat-race',
    act: async (page) => {
      await page.locator('.claim-bar .ant-btn').click();
      await page.locator('.refused').waitFor();
    },
  },
  {
    name: 'desk-failed',
    hash: '#/desk/chat-mine',
    act: async (page, standin) => {
      standin.refuse('conversations/chat-mine/messages', { status: 503, code: 'unavailable', message: '' });
      await page.locator('textarea').fill('编号查到了，今天下午给您重新授权。\n请带卡到前台一趟。');
      await page.keyboard.press('Enter');
      await page.locator('.fate.failed').waitFor();
      await page.locator('textarea').fill('还有一句没写完');
      standin.refuse('conversations/chat-mine/messages', undefined);
      standin.tell({ kind: 'typing', id: 'chat-mine', role: 'resident' });
      await page.getByRole('button', { name: /结束|Close chat/ }).click();
    },
  },
  {
    name: 'desk-pass-on',
    hash: '#/desk/chat-mine',
    act: (page) => page.getByRole('button', { name: /转交|Pass on/ }).click(),
  },
  {
    name: 'desk-give-back',
    hash: '#/desk/chat-mine',
    act: (page) => page.getByRole('button', { name: /交回助手|Back to bot/ }).click(),
  },
  { name: 'desk-with-bot', hash: '#/desk/chat-bot' },
  { name: 'photo', hash: '#/desk/chat-leak', act: (page) => page.locator('.thumb').first().click() },
  { name: 'account', hash: '#/desk', act: (page) => page.locator('.nav-account').click() },
  { name: 'conversations', hash: '#/conversations' },
  {
    name: 'conversations-search',
    hash: '#/conversations/chat-leak?seq=4',
    act: (page) =>
      page
        .locator('.search input')
        .fill('昨天')
        .catch(() => undefined),
  },
  {
    name: 'conversations-none',
    hash: '#/conversations',
    act: (page) => page.locator('.search input').fill('没有这样的话'),
  },
  { name: 'conversation-gone', hash: '#/conversations/nothing' },
  { name: 'tickets', hash: '#/tickets' },
  { name: 'ticket', hash: '#/tickets/ticket-4' },
  {
    name: 'empty-desk',
    hash: '#/desk',
    act: async (page, standin) => {
      standin.refuse('queue', { status: 503, code: 'unavailable', message: '' });
      standin.cut();
      await page.waitForTimeout(1500);
    },
  },
];

async function shoot(
  browser: Browser,
  folder: string,
  look: { size: keyof typeof SIZES; locale: string; dark: boolean },
) {
  const built = await buildConsole();
  for (const screen of screens) {
    const standin = await startStandin(built);
    const viewport = SIZES[look.size];
    const colorScheme = look.dark ? ('dark' as const) : ('light' as const);
    const { page, breaches } = await openConsole(browser, standin, {
      viewport,
      locale: look.locale,
      colorScheme,
      hash: screen.hash,
    });
    try {
      if (!screen.out) await signIn(page);
      await page.waitForTimeout(350);
      await screen.act?.(page, standin);
      await page.waitForTimeout(450);
      const name = `${screen.name}-${look.size}-${look.locale.slice(0, 2)}${look.dark ? '-dark' : ''}`;
      await page.screenshot({ path: `${folder}/${name}.png` });
      for (const breach of breaches) console.log(name, breach);
    } finally {
      await page.context().close();
      await standin.close();
    }
  }
}

const [folder = '.screenshots', only] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await startBrowser();
for (const size of ['desk', 'phone'] as const) {
  for (const [locale, dark] of [
    ['zh-CN', false],
    ['en-US', false],
    ['zh-CN', true],
  ] as const) {
    if (only && only !== `${size}-${locale.slice(0, 2)}${dark ? '-dark' : ''}`) continue;
    await shoot(browser, folder, { size, locale, dark });
  }
}
await browser.close();
