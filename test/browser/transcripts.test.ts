import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { keepUnderstood } from '#records/questions/understood.ts';
import { keepSteps } from '#records/transcripts/script-steps.ts';
import { openStorage } from '#storage/open.ts';
import { aChat } from '../console/desk.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aClerk, type Clerk, setUp } from './clerk.ts';

const DAY = 86_400_000;

describe('a manager reads what was said, in a real browser', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-transcripts-'));
  let lobby: RunningLobby;
  let browser: Browser;
  let lin: Clerk;
  let pictures: string;
  const picture = (name: string) => lin.page.screenshot({ path: join(pictures, `${name}.png`) });
  const open = async (hash: string) => {
    await lin.page.goto('about:blank');
    await lin.page.goto(`${lobby.base}/console/${hash}`);
  };
  const accessible = async () => {
    const { violations } = await new AxeBuilder({ page: lin.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).to.deep.equal([]);
  };

  before(async () => {
    await fill(dataDir);
    lobby = await startTestLobby({ dataDir });
    browser = await startBrowser();
    pictures = await pictureFolder('transcripts');
    lin = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(lin, 'lin', '林经理');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('finds words, opens the message, and sees no name before giving a reason', async () => {
    await open('#/conversations');
    await lin.page.locator('.filters input[type=search]').fill('水龙头');
    await lin.page.locator('mark').first().waitFor();
    await picture('search');
    await accessible();
    await lin.page.locator('tbody tr').first().click();
    await lin.sees('姓名、电话和照片已隐去');
    await lin.page.locator('.message.marked').waitFor();
    expect(await lin.page.locator('.log').innerText())
      .to.contain('王**')
      .and.contain('138****8000')
      .and.not.contain('小明');
    await picture('reader-masked');
    await accessible();
    await lin.page.locator('.script summary').click();
    await lin.sees('「您好，请问是厨房的水龙头吗？」');
    await picture('reader-script');
    await lin.presses('查看全部');
    await lin.presses('显示');
    await lin.sees('请写明原因');
    await lin.page.getByLabel('原因').fill('核对投诉');
    await lin.presses('显示');
    await lin.sees(/我是王小明/);
    await lin.page.locator('.log').getByText('登记内容').click();
    await picture('reader-open');
  });

  it('exports the conversation as a table and as a page to print, without script', async () => {
    await lin.presses('导出与保存');
    await lin.page.getByRole('dialog').waitFor();
    await picture('manage');
    await accessible();
    const [download] = await Promise.all([
      lin.page.waitForEvent('download'),
      lin.page
        .getByRole('dialog')
        .getByRole('button', { name: /^导\s?出$/ })
        .first()
        .click(),
    ]);
    expect(download.suggestedFilename()).to.match(/^lobby-.*\.csv$/);
    await lin.page.getByText('打印页').click();
    const [printed] = await Promise.all([
      lin.page.context().waitForEvent('page'),
      lin.page
        .getByRole('dialog')
        .getByRole('button', { name: /^导\s?出$/ })
        .first()
        .click(),
    ]);
    await printed.getByText('姓名、电话和照片已隐去').waitFor();
    await printed.screenshot({ path: join(pictures, 'print.png') });
    await printed.close();
    await lin.page.getByLabel('原因').last().fill('诉讼中');
    await lin.presses('保留这个会话');
    await lin.sees('依法保留：诉讼中');
  });

  it('narrows by how it went, from the scores to the conversations behind a number', async () => {
    await open('#/conversations?view=scripts');
    await lin.sees('全部会话');
    await lin.page.locator('.sum-step').first().waitFor();
    await picture('scripts');
    await accessible();
    await lin.page.locator('.sum-step', { hasText: '致谢' }).first().click();
    await lin.page.locator('tbody tr').first().waitFor();
    expect(await lin.page.getByLabel('缺哪一步').inputValue()).to.equal('thank');
    await picture('narrowed');
  });

  it('sees what the rule would delete, and has it deleted', async () => {
    await open('#/conversations?view=retention');
    await lin.sees('将要删除的会话');
    await picture('retention');
    await accessible();
    await lin.presses('删除到期内容');
    await lin.page.getByLabel('原因').fill('到期清理');
    await picture('retention-ask');
    await lin.presses('确认删除');
    await lin.sees('没有到期的内容');
    await picture('retention-done');
  });

  it('reads the same on a phone, in English and in the dark', async () => {
    await lin.page.setViewportSize(PHONE);
    for (const [name, hash] of [
      ['list', '#/conversations'],
      ['reader', '#/conversations/tap'],
      ['scripts', '#/conversations?view=scripts'],
      ['retention', '#/conversations?view=retention'],
    ] as const) {
      await open(hash);
      await lin.page
        .locator(name === 'list' ? '.row' : name === 'reader' ? '.message' : '.views')
        .first()
        .waitFor();
      await lin.page.waitForTimeout(300);
      if (name === 'list') await lin.presses('筛选条件');
      await picture(`phone-${name}`);
      const [width, wide] = await lin.page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      expect(wide, name).to.be.at.most(width as number);
    }
    const english = await aClerk(browser, `${lobby.base}/console/`, {
      locale: 'en-US',
      viewport: DESKTOP,
      colorScheme: 'dark',
      storageState: await lin.page.context().storageState(),
    });
    for (const [name, hash] of [
      ['list', '#/conversations'],
      ['reader', '#/conversations/tap'],
      ['scripts', '#/conversations?view=scripts'],
      ['retention', '#/conversations?view=retention'],
    ] as const) {
      await english.page.goto('about:blank');
      await english.page.goto(`${lobby.base}/console/${hash}`);
      await english.page
        .locator(name === 'reader' ? '.message' : '.views')
        .first()
        .waitFor();
      await english.page.waitForTimeout(300);
      await english.page.screenshot({ path: join(pictures, `english-${name}.png`) });
    }
    expect([...lin.complaints, ...english.complaints]).to.deep.equal([]);
  });
});

/** What a desk holds after some months, on the shipped estate. */
async function fill(dataDir: string): Promise<void> {
  const storage = await openStorage({ dataDir, onError: (error) => console.error(error) });
  const now = Date.now();
  const estateId = 'qinghu';
  const staff = (text: string) => ({
    type: 'message',
    role: 'staff' as const,
    fromId: 'old-clerk',
    fromName: '小陈',
    text,
  });
  const desk = (text: string) => ({ type: 'message', role: 'desk' as const, fromId: 'desk', text });
  await aChat(storage, {
    id: 'tap',
    estateId,
    userName: '王小明',
    at: now - 2 * DAY,
    says: [
      '我是王小明，厨房水龙头漏水，电话 13800138000',
      desk('您好，已记下：厨房水龙头漏水。请问是哪一户？'),
      '3栋2单元501',
      staff('您好，请问是厨房的水龙头吗？'),
      { ...staff('这户上个月也报过'), visibility: 'staff' as const },
      staff('已登记，师傅下午两点上门'),
    ],
  });
  await storage.transact(async (tx) => {
    await keepUnderstood(tx, { conversationId: 'tap', seq: 1, intent: 'repair', score: 0.97, band: 'act' });
    await keepUnderstood(tx, { conversationId: 'tap', seq: 3, intent: undefined, score: 0, band: 'ask' });
    await keepSteps(tx, { conversationId: 'tap', estateId, seq: 1, steps: ['greet', 'listen'] }, now);
    const ticket = {
      estateId,
      conversationId: 'tap',
      service: 'repair',
      letter: 'R',
      date: '20261121',
      level: 'urgent' as const,
      summary: '厨房水龙头漏水',
      answers: { where: { value: 1, told: '3栋2单元501' }, what: { value: 1, told: '厨房水龙头漏水' } },
      contactName: '王小明',
      contactPhone: '13800138000',
      actor: 'desk',
    };
    await fileTicket(tx, ticket, { ...systemClock, now: () => now - 2 * DAY });
  });
  for (let n = 0; n < 70; n++) {
    const id = `some-${n}`;
    const userName = n === 3 ? '欧阳娜娜·阿卜杜拉·买买提·一个很长很长的名字' : undefined;
    const says = [`第 ${n} 位：电梯又停了，三号楼 <b>快</b>`, desk('您好，已为您登记。谢谢您告诉我们。')];
    await aChat(storage, { id, estateId, ...(userName && { userName }), at: now - (n + 3) * 5 * DAY, says });
    const steps =
      n % 3 === 0 ? (['greet', 'listen', 'answer', 'serve', 'thank'] as const) : (['greet', 'serve'] as const);
    await storage.transact((tx) => keepSteps(tx, { conversationId: id, estateId, seq: 1, steps }, now));
  }
  await storage.close();
}
