import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { append, type NewActivity } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { PAGES, type Route } from '#web/console/frame/route.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { DESKTOP, PHONE, startBrowser } from '../web/browser.ts';
import { aResident } from '../web/chat/resident.ts';
import { aClerk, type Clerk, signIn } from './clerk.ts';
import { type HostileOffice, hostileOffice } from './hostile-office.ts';
import { HOSTILE_WORDS } from './hostile-words.ts';

/** So many words go into one talk with a resident. */
const AT_ONCE = 24;

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Pages that stand before the door; everybody else is signed in. */
const OUTSIDE: readonly Route['page'][] = ['setup', 'link'];

/** What lies below a page, beside the first entry of its list, which is opened on every page. */
const BELOW: Partial<Record<Route['page'], (office: HostileOffice) => string[]>> = {
  desk: ({ chats, waiting }) => [waiting, `${waiting}/card`, ...chats.slice(0, 2)],
  tickets: ({ tickets, moveIn }) => [...tickets, moveIn],
  households: () => ['3-2-501/qinghu'],
  conversations: ({ chats }) => chats,
  staff: ({ staff }) => ['new', ...staff.slice(0, 4)],
  link: ({ invite, reset }) => [`?token=${invite}`, `?token=${reset}`],
};

describe('every page, with hostile words in every field', function () {
  this.timeout(400_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-hostile-'));
  let lobby: RunningLobby;
  let storage: Storage;
  let browser: Browser;
  let office: HostileOffice;

  before(async () => {
    storage = await openStorage({ dataDir, onError: console.error });
    office = await hostileOffice(storage);
    lobby = await startTestLobby({ dataDir });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    await storage?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Notes every call of `xss`, every dialog, and every breach of the policy, which would show that an element was made. */
  async function watch(page: Page, ran: string[]): Promise<void> {
    await page.exposeFunction('xss', () => ran.push(`ran at ${page.url()}`));
    page.on('dialog', (dialog) => {
      ran.push(`dialog at ${page.url()}`);
      dialog.dismiss().catch(() => {});
    });
  }

  /** What only a page that took words for more than words has: handlers, foreign elements, addresses that run. */
  const made = (page: Page) =>
    page.evaluate(() => {
      const wrong: string[] = [];
      for (const element of document.querySelectorAll('*')) {
        const name = element.localName;
        if (['iframe', 'object', 'embed', 'base', 'math', 'marquee', 'xss', 'foreignobject'].includes(name))
          wrong.push(name);
        for (const { name: attribute, value } of element.attributes) {
          if (/^on/i.test(attribute)) wrong.push(`${name} ${attribute}`);
          const leads = ['href', 'src', 'action', 'formaction', 'xlink:href', 'srcdoc'].includes(attribute);
          if (leads && /^[\s\u0000-\u0020]*(javascript|vbscript|data:text)/i.test(value))
            wrong.push(`${name} ${attribute} ${value.slice(0, 60)}`);
        }
      }
      return wrong;
    });

  const settle = async (page: Page) => {
    await page.waitForLoadState('networkidle').catch(() => {});
    await page.locator('.patience, p.boot').first().waitFor({ state: 'detached' });
  };

  async function look(page: Page, where: string, accessible: boolean): Promise<string[]> {
    await settle(page);
    const found = (await made(page)).map((one) => `${where}: ${one}`);
    if ((await page.locator('main.boot').count()) > 0) {
      found.push(`${where}: broke`);
      await page.reload();
    }
    if (!accessible) return found;
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    found.push(...violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html}`));
    const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (spill > 0) found.push(`${where}: is ${spill} wider than the window`);
    return found;
  }

  /** Every page of the console, what lies below it, and the first entry of its list; axe looks at the first of each kind. */
  async function walk(clerk: Clerk, pages: readonly Route['page'][]): Promise<string[]> {
    const found: string[] = [];
    for (const page of pages) {
      await clerk.page.goto(`${lobby.base}/console/#/${page}`);
      found.push(...(await look(clerk.page, page, true)));
      const first = clerk.page.locator('main .row, main .cell-link').first();
      if ((await first.count()) > 0) {
        await first.click();
        found.push(...(await look(clerk.page, `${page}, its first`, true)));
      }
      for (const [place, below] of (BELOW[page]?.(office) ?? []).entries()) {
        const hash = below.startsWith('?') ? `${page}${below}` : `${page}/${below}`;
        await clerk.page.goto(`${lobby.base}/console/#/${hash}`);
        found.push(...(await look(clerk.page, hash, place === 0)));
      }
    }
    return found;
  }

  it('the corpus has sixty ways and more, each one once', () => {
    expect(new Set(HOSTILE_WORDS).size).to.equal(HOSTILE_WORDS.length).and.be.at.least(60);
  });

  it('would notice words that were taken for more: a page that writes them as they are', async () => {
    const page = await browser.newPage();
    const ran: string[] = [];
    await watch(page, ran);
    await page.setContent(`<img src="data:," onerror="xss(1)"><a href="javascript:xss(1)">x</a>`);
    await page.waitForFunction(() => document.images[0]?.complete);
    expect(await made(page)).to.deep.equal(['img onerror', 'a href javascript:xss(1)']);
    expect(ran).to.have.length.greaterThan(0);
    await page.close();
  });

  for (const [size, viewport, locale] of [
    ['desktop', DESKTOP, 'zh-CN'],
    ['phone', PHONE, 'en-US'],
  ] as const) {
    it(`the console runs none of them and shuts nobody out, at ${size} size, in ${locale}`, async () => {
      const ran: string[] = [];
      const clerk = await aClerk(browser, `${lobby.base}/console/`, { viewport, locale });
      await watch(clerk.page, ran);
      const found = await walk(clerk, OUTSIDE);
      await clerk.page.goto(`${lobby.base}/console/#/desk`);
      await clerk.page.locator('.door').waitFor();
      found.push(...(await look(clerk.page, 'door', true)));
      await signIn(clerk, 'root');
      found.push(
        ...(await walk(
          clerk,
          PAGES.filter((page) => !OUTSIDE.includes(page)),
        )),
      );
      expect([...found, ...clerk.complaints]).to.deep.equal([]);
      expect(ran).to.deep.equal([]);
      await clerk.leaves();
    });

    it(`the resident’s page runs none of them and shuts nobody out, at ${size} size, in ${locale}`, async () => {
      const found: string[] = [];
      // Web Chat makes a link of a Markdown definition by itself; that one the content policy alone keeps from running.
      const corpus = HOSTILE_WORDS.filter((words) => !words.startsWith('[x]: '));
      for (let from = 0; from < corpus.length; from += AT_ONCE) {
        found.push(...(await hostileTalk(corpus.slice(from, from + AT_ONCE), { viewport, locale })));
      }
      expect(found).to.deep.equal([]);
    });
  }

  /** A resident comes, everybody says these words to them, and they open the page again. */
  async function hostileTalk(some: readonly string[], window: BrowserContextOptions): Promise<string[]> {
    const ran: string[] = [];
    const resident = await aResident(browser, `${lobby.base}/${window.locale === 'en-US' ? '?lang=en' : ''}`, window);
    await watch(resident.page, ran);
    await resident.page.locator('.webchat__bubble__content').first().waitFor();
    const talk = storage.db.selectFrom('conversation').select('id').where('channel', '=', 'webchat');
    const { id } = await talk.orderBy('created_at', 'desc').executeTakeFirstOrThrow();
    const [title = ''] = some;
    const actions = some.map((words) => ({ type: 'imBack', title: words, value: words }));
    const card = { ticket: { number: title, title, lines: some, progress: some } };
    const last = { text: '完', body: { channelData: { lobby: card }, suggestedActions: { to: [], actions } } };
    const said = some.flatMap((text): NewActivity[] => [
      { type: 'message', role: 'desk', fromId: 'desk', text, body: { textFormat: 'markdown' } },
      { type: 'message', role: 'staff', fromId: 'staff', fromName: text, text, body: { textFormat: 'plain' } },
      { type: 'message', role: 'resident', fromId: 'dl', text },
    ]);
    const all: NewActivity[] = [...said, { type: 'message', role: 'desk', fromId: 'desk', ...last }];
    await storage.transact((tx) => append(tx, id, all, systemClock.now()));
    await resident.page.reload();
    await resident.sees('完');
    const found = await look(resident.page, 'resident', true);
    const breaches = resident.complaints.filter((one) => one.includes('policy'));
    await resident.leaves();
    return [...found, ...ran, ...breaches];
  }
});
