import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core';
import { atRest } from '../browser.ts';
import { me, PASSWORD } from './sample.ts';
import type { Standin } from './standin.ts';

/** The two sizes every screen is looked at. */
export const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } } as const;

/** Made for machines that open one page and throw the browser away; here several are opened, under the usual rules. */
const NOT_HERE = ['--single-process', '--no-zygote', '--in-process-gpu', '--disable-web-security'];

/** Starts Chromium. */
export async function startBrowser(): Promise<Browser> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((arg) => !NOT_HERE.includes(arg)), '--no-sandbox'],
    headless: true,
  });
  return atRest(browser);
}

/** A page that notes every breach of the content security policy, every script error and every dialog. */
export interface WatchedPage {
  page: Page;
  breaches: string[];
}

/** Opens the console at `hash` in a browser of its own. */
export async function openConsole(
  browser: Browser,
  standin: Standin,
  options: BrowserContextOptions & { hash?: string } = {},
): Promise<WatchedPage> {
  const { hash = '#/desk', ...rest } = options;
  const context = await browser.newContext({ viewport: SIZES.desk, locale: 'zh-CN', timezoneId: 'UTC', ...rest });
  const page = await context.newPage();
  const breaches: string[] = [];
  page.on('pageerror', (error) => breaches.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    breaches.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on('console', (line) => {
    if (/Content Security Policy|Trusted|TrustedHTML/i.test(line.text())) breaches.push(line.text());
  });
  await page.goto(`${standin.address}/console/${hash}`);
  return { page, breaches };
}

/** Signs in as 小陈. */
export async function signIn(page: Page): Promise<void> {
  await page.locator('input[autocomplete=username]').fill(me.name);
  await page.locator('input[autocomplete=current-password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('.shell').waitFor();
}
