import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { append, type NewActivity } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aResident, type Resident } from '../web/chat/resident.ts';

const ENTRIES = 1500;
const SLOWER_THAN_A_DESKTOP = 6;

describe('a web chat of 1,500 entries, on a slow phone', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-long-'));
  let lobby: RunningLobby;
  let pictures: string;
  let browser: Browser;
  let storage: Storage;
  let wang: Resident;
  let page: Page;
  /** What was said, oldest first. */
  const said = Array.from({ length: ENTRIES }, (_, place) => `第${place + 1}句`);
  const earlier = () => page.locator('#earlier');
  const shown = async () => (await wang.bubbles()).filter((text) => said.includes(text));
  const box = () => page.locator('.webchat__basic-transcript__scrollable');
  const fromEnd = () => box().evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight);
  /** Where on the screen some words stand. */
  const heightOf = async (words: string) =>
    (await page.locator('.webchat__bubble__content').getByText(words, { exact: true }).boundingBox())?.y ?? Number.NaN;

  before(async () => {
    lobby = await startTestLobby({ dataDir });
    pictures = await pictureFolder('long-chat');
    browser = await startBrowser();
    storage = await openStorage({ dataDir, onError: () => {} });
    wang = await aResident(browser, `${lobby.base}/`, { viewport: PHONE });
    ({ page } = wang);
    await wang.sees(/我是自动助手/);
    await page.goto('about:blank');
    const { id } = await storage.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow();
    const staff = { role: 'staff', fromId: 's1', fromName: '小陈' } as const;
    const notice = { name: 'lobby.notice', value: { kind: 'staff', name: '小陈' } };
    const all: NewActivity[] = said.map((text, place) => ({
      type: 'message',
      ...(place % 2 ? staff : ({ role: 'resident', fromId: 'dl_wang' } as const)),
      text,
      body: place % 2 ? { replyToId: `${id}|${String(place + 1).padStart(7, '0')}` } : {},
    }));
    all.unshift({ type: 'event', role: 'desk', fromId: 'desk', body: notice });
    await storage.transact((tx) => append(tx, id, all, systemClock.now()));
  });
  after(async () => {
    await browser?.close();
    await storage?.close();
    await lobby?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** As fast as a phone of some years ago, or as this machine is. */
  async function slower(rate: number): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
  }

  async function reads(words: string): Promise<void> {
    await page.locator('.webchat__bubble__content').getByText(words, { exact: true }).waitFor();
  }

  it('opened again, its last words and the box to write in are there first, at the end and in order', async () => {
    await slower(SLOWER_THAN_A_DESKTOP);
    await page.goto(`${lobby.base}/`);
    await wang.sees(said.at(-1) as string);
    const words = await shown();
    expect(words).to.deep.equal(said.slice(-words.length));
    expect(words.length, 'a few screens, not all').to.be.within(20, 100);
    await page.locator('[data-id="webchat-sendbox-input"]').waitFor();
    expect(await fromEnd()).to.be.at.most(1);
    expect(await earlier().evaluate((button) => getComputedStyle(button).opacity), 'not in the way').to.equal('0');
    await wang.sees('小陈为您服务');
    await slower(1);
  });

  it('nothing old is read aloud, what comes next is', async () => {
    const region = page.locator('.webchat__live-region-transcript');
    await page.waitForFunction(
      () => document.querySelector('.webchat__live-region-transcript')?.getAttribute('aria-live') === 'polite',
    );
    expect(await region.textContent(), 'all of it went by in silence').to.equal('');
    await wang.says('师傅什么时候到？');
    await region.getByText('师傅什么时候到？').first().waitFor({ state: 'attached' });
    said.push('师傅什么时候到？');
    await page.locator('.said-by-bot').last().waitFor();
    // The page rolls down to the answer.
    while ((await fromEnd()) > 1) await page.waitForTimeout(50);
  });

  it('at its top a button brings what was said before, and what was being read stays where it is', async () => {
    const before = await shown();
    const first = before[0] as string;
    await box().evaluate((one) => one.scrollTo({ top: 0 }));
    await page.waitForFunction(() => getComputedStyle(document.getElementById('earlier') as Element).opacity === '1');
    const height = await heightOf(first);
    await page.screenshot({ path: join(pictures, 'top.png') });
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
    await earlier().tap();
    await reads(said[said.indexOf(first) - 1] as string);
    await page.waitForFunction(() => document.getElementById('earlier')?.getAttribute('aria-busy') === 'false');
    expect(await heightOf(first)).to.be.closeTo(height, 2);
    const region = page.locator('.webchat__live-region-transcript');
    expect(await region.textContent(), 'none of it is read aloud').to.equal('');
    await page.screenshot({ path: join(pictures, 'earlier.png') });
  });

  it('where the desk cannot be reached it says so, and the next tap tries again', async () => {
    const { length } = await shown();
    await page.route('**/activities?before=*', (route) => route.abort());
    await earlier().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '没有取到，点这里再试' }).waitFor();
    await page.unroute('**/activities?before=*');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '更早的消息' }).waitFor();
    expect((await shown()).length).to.be.greaterThan(length);
  });

  it('by the Tab key and Enter one gets to the very first word; each entry stands there once, in order', async () => {
    while (await earlier().isVisible()) {
      await earlier().press('Enter');
      await page.locator('#earlier[aria-busy=false]').waitFor({ state: 'attached' });
    }
    expect((await wang.bubbles())[0]).to.match(/我是自动助手/);
    expect(await shown()).to.deep.equal(said);
    await page.getByText('全部消息都在这里了。').waitFor({ state: 'attached' });
    const focused = await page.evaluate(() => document.activeElement?.className ?? '');
    expect(focused, 'who used the keys goes on in the transcript').to.include('webchat__basic-transcript');
  });

  it('the line is cut and comes back: nothing twice, nothing gone, the earlier words still there', async () => {
    const { port } = new URL(lobby.base);
    const { dataDir } = lobby;
    await lobby.stop();
    lobby = await startTestLobby({ dataDir, port });
    await wang.says('还在吗？');
    said.push('还在吗？');
    await page.locator('#banner.warning').waitFor({ state: 'detached' });
    await page.waitForFunction(() => !document.querySelector('.webchat__activity-status--sending'));
    expect(await shown()).to.deep.equal(said);
  });

  it('throws nothing and keeps to its policy', () => {
    const about = wang.complaints.filter((one) => !/Failed to load resource|WebSocket|net::ERR/.test(one));
    expect(about).to.deep.equal([]);
  });
});
