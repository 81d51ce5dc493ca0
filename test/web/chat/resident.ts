import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { asResident } from '../browser.ts';

/** A resident at the page: what they see and do, in their words. */
export interface Resident {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about: policy violations, errors in scripts. */
  complaints: string[];
  sees(text: string | RegExp): Promise<void>;
  says(text: string): Promise<void>;
  types(text: string): Promise<void>;
  /** What stands in the send box. */
  typed(): Promise<string>;
  /** All words in bubbles, oldest first. */
  bubbles(): Promise<string[]>;
  leaves(): Promise<void>;
}

const SEND_BOX = '[data-id="webchat-sendbox-input"]';

/** Opens the page in a window of its own. */
export async function aResident(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Resident> {
  const context = await browser.newContext({ ...asResident, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    );
  });
  await page.goto(url);
  return {
    page,
    context,
    complaints,
    sees: async (text) => {
      await page.locator('#room, #banner, #header').getByText(text).filter({ visible: true }).first().waitFor();
    },
    says: async (text) => {
      await page.fill(SEND_BOX, text);
      await page.press(SEND_BOX, 'Enter');
    },
    types: (text) => page.fill(SEND_BOX, text),
    typed: () => page.inputValue(SEND_BOX),
    bubbles: () => page.locator('.webchat__bubble__content').allInnerTexts(),
    leaves: () => context.close(),
  };
}
