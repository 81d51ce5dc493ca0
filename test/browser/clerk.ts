import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORD } from '../lobby/staff-client.ts';
import { DESKTOP } from '../web/browser.ts';

/** A clerk at the console: what they see and do. */
export interface Clerk {
  page: Page;
  complaints: string[];
  sees(text: string | RegExp): Promise<void>;
  presses(name: string | RegExp): Promise<void>;
  writes(text: string): Promise<void>;
  leaves(): Promise<void>;
}

/** Opens the console in a window of its own. */
export async function aClerk(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Clerk> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      throw new Error(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  await page.goto(url);
  return {
    page,
    complaints,
    sees: (text) => page.getByText(text).filter({ visible: true }).first().waitFor(),
    presses: (name) => page.getByRole('button', { name }).filter({ visible: true }).first().click(),
    async writes(text) {
      const box = page.locator('textarea').filter({ visible: true }).first();
      await box.fill(text);
      await box.press('Enter');
    },
    leaves: () => context.close(),
  };
}

/** Makes the first account with the one-time link. */
export async function setUp(clerk: Clerk, name: string, displayName: string): Promise<void> {
  const { page } = clerk;
  await page.locator('input[autocomplete=username]').fill(name);
  await page.locator('input[autocomplete=nickname]').fill(displayName);
  await page.locator('input[autocomplete=new-password]').nth(0).fill(PASSWORD);
  await page.locator('input[autocomplete=new-password]').nth(1).fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('.shell').waitFor();
}

/** Signs in at the door. */
export async function signIn(clerk: Clerk, name: string): Promise<void> {
  const { page } = clerk;
  await page.locator('input[autocomplete=username]').fill(name);
  await page.locator('input[autocomplete=current-password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('.shell').waitFor();
}
