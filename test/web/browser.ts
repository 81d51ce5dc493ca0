import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import {
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
  chromium as playwright,
} from 'playwright-core';

/** The two windows every screen is looked at in. */
export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

/**
 * Starts a real Chromium from npm. Its own list of arguments is made for cloud functions and turns web security off;
 * ours leaves it on, since the content policy and cookies are part of what is tested.
 */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return atRest(await playwright.launch({ executablePath, args: ['--no-sandbox', '--font-render-hinting=none'] }));
}

/**
 * Every window of the browser asks for reduced motion, so that no test meets a page halfway through a movement.
 * `SLOW=6 mocha …` makes the pages six times slower, as on a small busy machine, to find tests that count on haste.
 */
export function atRest(browser: Browser): Browser {
  const open = browser.newContext.bind(browser);
  const rate = Number(process.env.SLOW ?? 1);
  browser.newContext = async (options) => {
    const context = await open({ reducedMotion: 'reduce', ...options });
    if (rate > 1) context.on('page', (page) => slowDown(page, rate).catch(() => {}));
    return context;
  };
  return browser;
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** A window as a resident in China has it. */
export const asResident: BrowserContextOptions = {
  viewport: PHONE,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  hasTouch: true,
};

/** Waits until the focus has come to what a person would see it on, and only then presses the key. */
export async function pressOn(target: Locator, key: string): Promise<void> {
  await focused(target);
  await target.page().keyboard.press(key);
}

/** Waits until the focus is there by itself. */
export async function focused(target: Locator): Promise<void> {
  await target.and(target.page().locator(':focus')).waitFor();
}

/** Where pictures of the pages go, for people to look at. */
export async function pictureFolder(name: string): Promise<string> {
  const folder = join(import.meta.dirname, '../../.screenshots', name);
  await mkdir(folder, { recursive: true });
  return folder;
}
