import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium as playwright } from 'playwright-core';

/** The two windows every screen is looked at in. */
export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

/**
 * Starts a real Chromium from npm. Its own list of arguments is made for cloud functions and turns web security off;
 * ours leaves it on, since the content policy and cookies are part of what is tested.
 */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return playwright.launch({ executablePath, args: ['--no-sandbox', '--font-render-hinting=none'] });
}

/** A window as a resident in China has it. */
export const asResident: BrowserContextOptions = {
  viewport: PHONE,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  hasTouch: true,
};

/** Where pictures of the pages go, for people to look at. */
export async function pictureFolder(name: string): Promise<string> {
  const folder = join(import.meta.dirname, '../../.screenshots', name);
  await mkdir(folder, { recursive: true });
  return folder;
}
