import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { fileTicket } from '#records/cases/tickets.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { claimChat, letGoOfChat } from '#records/handoffs/handoffs.ts';
import { keepNotUnderstood } from '#records/questions/not-understood.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { aChat, aWaitingChat } from '../console/desk.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aClerk, type Clerk, setUp } from './clerk.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const estateId = 'qinghu';

describe('a manager looks at the figures, in a real browser', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-figures-'));
  let lobby: RunningLobby;
  let browser: Browser;
  let lin: Clerk;
  let pictures: string;
  const picture = (name: string, clerk = lin) =>
    clerk.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  const open = async (clerk: Clerk, hash: string) => {
    await clerk.page.goto('about:blank');
    await clerk.page.goto(`${lobby.base}/console/${hash}`);
  };
  const accessible = async (clerk = lin) => {
    const { violations } = await new AxeBuilder({ page: clerk.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).to.deep.equal([]);
  };
  const figure = (title: string) => lin.page.locator('.figure', { hasText: title });
  /** The list scrolls inside the window; for a picture of all of it the window is made long. */
  const wholePage = (clerk: Clerk, width: number, height: number) => clerk.page.setViewportSize({ width, height });

  before(async () => {
    const storage = await openStorage({ dataDir, onError: (error) => console.error(error) });
    await fill(storage);
    await storage.close();
    lobby = await startTestLobby({ dataDir });
    browser = await startBrowser();
    pictures = await pictureFolder('figures');
    lin = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(lin, 'lin', '林经理');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('sees each question answered by a chart and a table, under the strict policy', async () => {
    await open(lin, '#/figures');
    await figure('居民等了多久？').locator('canvas').waitFor();
    expect(await lin.page.locator('.figure').count()).to.equal(11);
    await picture('desktop');
    await wholePage(lin, 1440, 3200);
    await picture('desktop-whole');
    await accessible();
    expect(lin.complaints).to.deep.equal([]);
  });

  it('goes from a number to its conversations and cases', async () => {
    await open(lin, '#/figures');
    const number = figure('谁办结的？').getByRole('row', { name: /人工/ }).getByRole('link').first();
    const told = Number(await number.innerText());
    await number.click();
    await lin.page.locator('.table tbody tr').first().waitFor();
    expect(await lin.page.locator('.table tbody tr').count()).to.equal(told);
    await open(lin, '#/figures');
    await figure('哪几栋报得多？').getByRole('link', { name: '6', exact: true }).click();
    await lin.sees('3栋');
    await lin.page.locator('.table tbody tr').nth(5).waitFor();
    expect(await lin.page.locator('.table tbody tr').count()).to.equal(6);
    await picture('tickets-behind');
    await open(lin, '#/figures');
    await figure('什么时候最忙？').getByRole('link').first().click();
    await lin.page.locator('.table tbody tr').first().waitFor();
    await picture('hour-behind');
  });

  it('saves a table and a picture', async () => {
    await open(lin, '#/figures');
    const save = async (name: RegExp) => {
      const [download] = await Promise.all([
        lin.page.waitForEvent('download'),
        figure('工单都是什么事？').getByRole('button', { name }).click(),
      ]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const table = await save(/导出表格/);
    expect(table.name).to.match(/\.csv$/);
    expect(table.bytes.toString('utf8')).to.match(/^\uFEFF项目,本时段,上一时段\r\n报修 · 给水,6,/);
    const drawn = await save(/保存图片/);
    expect(drawn.name).to.match(/\.png$/);
    expect(drawn.bytes.subarray(1, 4).toString()).to.equal('PNG');
  });

  it('sees on the board at once that a waiting resident was taken over', async () => {
    await open(lin, '#/figures');
    const waiting = lin.page.locator('.board a').first();
    await waiting.getByText('1', { exact: true }).waitFor();
    const other = await aClerk(browser, `${lobby.base}/console/#/desk/chat-0`, {
      storageState: await lin.page.context().storageState(),
    });
    await other.presses('接待');
    await waiting.getByText('0', { exact: true }).waitFor();
    await other.leaves();
    await lin.page.emulateMedia({ media: 'print' });
    await picture('print');
    await lin.page.emulateMedia({ media: 'screen' });
  });

  it('reads the same on a phone, in English and in the dark, and with nothing to show', async () => {
    await lin.page.setViewportSize(PHONE);
    await open(lin, '#/figures');
    await figure('居民等了多久？').locator('canvas').waitFor();
    await picture('phone');
    await wholePage(lin, 390, 6000);
    await picture('phone-whole');
    const [width, wide] = await lin.page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    expect(wide).to.be.at.most(width as number);
    await lin.page.setViewportSize(PHONE);
    await lin.page.getByLabel('时间').selectOption('own');
    await lin.sees('请选择开始和结束日期');
    await lin.page.locator('input[type=date]').nth(0).fill('2020-01-01');
    await lin.page.locator('input[type=date]').nth(1).fill('2020-01-31');
    await lin.sees('这段时间还没有会话和工单');
    await picture('phone-none');
    await accessible();
    const english = await aClerk(browser, `${lobby.base}/console/`, {
      locale: 'en-US',
      colorScheme: 'dark',
      storageState: await lin.page.context().storageState(),
    });
    await open(english, '#/figures');
    await english.page.locator('.figure canvas').first().waitFor();
    await wholePage(english, 1440, 3200);
    await picture('english-dark', english);
    await accessible(english);
    expect([...lin.complaints, ...english.complaints]).to.deep.equal([]);
  });
});

/** Some days of an estate. */
async function fill(storage: Storage): Promise<void> {
  const now = Date.now();
  for (let index = 0; index < 70; index += 1) {
    const id = `chat-${index}`;
    const begun = now - (index % 14) * DAY - (index % 11) * 47 * MINUTE - 3 * MINUTE;
    const clock = fixedClock(begun);
    if (index % 3 > 0) await aChat(storage, { id, estateId, at: begun });
    else {
      await aWaitingChat(storage, { id, estateId, at: begun, clock });
      if (index === 0) continue;
      const clerk = { id: 'old-clerk', name: '小陈' };
      clock.advance((1 + (index % 7)) * MINUTE);
      await storage.transact((tx) => claimChat(tx, { conversationId: id, estateId }, clerk, clock.now()));
      clock.advance(12 * MINUTE);
      await storage.transact((tx) =>
        letGoOfChat(tx, { conversationId: id, estateId, how: 'closed' }, clerk, clock.now()),
      );
    }
    const service = ['repair', 'complaint', 'enquiry', 'fees'][index % 4] as string;
    await storage.db
      .updateTable('conversation')
      .set({ service, channel: index % 5 ? 'webchat' : 'phone' })
      .where('id', '=', id)
      .execute();
    if (index % 9 === 1)
      await storage.transact((tx) =>
        keepNotUnderstood(
          tx,
          { estateId, conversationId: id, seq: 1, maskedText: '那个', guesses: [], band: 'ask', next: 'asked' },
          begun,
        ),
      );
  }
  const kinds = [
    ...Array.from({ length: 6 }, () => ['repair', 'R01', '3-2-501']),
    ['repair', 'R02', '12-1-101'],
    ['complaint', 'C08', '5-1-302'],
    ['complaint', 'C11', '5-1-302'],
  ] as [string, string, string][];
  for (const [service, category, unitCode] of kinds) {
    const ticket = {
      estateId,
      conversationId: 'chat-1',
      service,
      category,
      unitCode,
      letter: service === 'repair' ? 'R' : 'C',
    };
    const rest = { date: '20261123', level: 'ordinary' as const, summary: '水龙头漏水', answers: {}, actor: 'desk' };
    await storage.transact((tx) =>
      fileTicket(tx, { ...ticket, ...rest }, { id: systemClock.id, now: () => now - 2 * DAY }),
    );
  }
}
