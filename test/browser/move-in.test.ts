import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { openMoveIn } from '#records/move-in/case.ts';
import { ROOT } from '#src/root.ts';
import { staffCommand } from '#src/staff.ts';
import { openStorage } from '#storage/open.ts';
import { PASSWORD } from '../lobby/staff-client.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { aTicket } from '../records/builders.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aClerk, type Clerk, signIn } from './clerk.ts';

describe('a handover at the console, in a real browser', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-browser-'));
  let lobby: RunningLobby;
  let browser: Browser;
  let chen: Clerk;
  let pictures: string;
  let ticketId = '';

  before(async () => {
    const storage = await openStorage({ dataDir, onError: console.error });
    const args = ['add', 'chen', '--role', 'agent', '--display-name', '小陈', '--password-stdin'];
    const terminal = { password: async () => PASSWORD, say: () => {} };
    await staffCommand(args, { storage, handbookDir: join(ROOT, 'data') }, terminal);
    ticketId = await storage.transact(async (tx) => {
      const conversation = { id: 'c1', estateId: 'qinghu', channel: 'webchat', userId: 'dl_1', locale: 'zh-CN' };
      await openConversation(tx, conversation, systemClock.now());
      const told = { place: '3栋2单元501', summary: '入住办理（代业主办理）', contactName: '李雷' };
      const ticket = { ...aTicket({ estateId: 'qinghu', conversationId: 'c1', ...told }), unitCode: '3-2-501' };
      const opened = await openMoveIn(tx, { ticket, kind: 'agent', track: 'handover' }, systemClock);
      return opened.kind === 'opened' ? opened.ticket.id : '';
    });
    await storage.close();
    lobby = await startTestLobby({ dataDir });
    browser = await startBrowser();
    pictures = await pictureFolder('move-in');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const picture = async (name: string) => {
    await chen.page.screenshot({ path: join(pictures, `${name}.png`) });
    const body = chen.page.locator('.card-body');
    await body.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await chen.page.screenshot({ path: join(pictures, `${name}-below.png`) });
    await body.evaluate((element) => element.scrollTo(0, 0));
  };

  it('the clerk sees the four desks and takes the case to the inspection', async () => {
    chen = await aClerk(browser, `${lobby.base}/console/#/tickets/${ticketId}`);
    await signIn(chen, 'chen');
    await chen.page.goto(`${lobby.base}/console/#/tickets/${ticketId}`);
    await chen.sees('前台接待组');
    await chen.presses('已到场');
    await chen.sees('身份核验通过');
    await picture('papers');
    await chen.presses('身份核验通过');
    await chen.presses('开始验房');
    await chen.sees('小陈 签');
  });

  it('a result for each part of the minimum, and a defect, are noted', async () => {
    const { page } = chen;
    await page.getByLabel('部位').selectOption({ label: 'C2 窗 · 开关顺畅' });
    await page.getByLabel('什么问题').fill('主卧窗户关不严');
    await chen.presses('登记缺陷');
    await chen.sees('主卧窗户关不严');
    for (const part of ['入户门', '墙面、顶棚', '地面', '防水、渗漏', '给水、排水', '电气']) {
      await page.locator('.part', { hasText: part }).getByRole('button', { name: '都合格' }).click();
      await page.locator('.part', { hasText: part }).getByText('合格', { exact: false }).first().waitFor();
      await page.locator('.part', { hasText: part }).locator('button:disabled').first().waitFor();
    }
    await chen.presses('验房有缺陷');
    await chen.sees('待整改');
    await picture('inspected');
  });

  it('keys are refused in words until the ledger is signed', async () => {
    const { page } = chen;
    await chen.presses('业主带清单接收');
    await page.getByLabel('业主带清单接收：原因').fill('急着装修');
    await chen.presses('确定');
    await page.getByLabel('数量').first().fill('90');
    await chen.presses('加一项');
    await chen.presses('保存收费明细');
    await chen.sees('收费明细 1 项');
    await chen.presses('费用已办妥');
    await chen.presses('文件已签');
    await page.getByRole('textbox', { name: '签名' }).fill('李雷');
    await page.getByRole('checkbox', { name: '已核验证件' }).check();
    await chen.presses(/^登记$/);
    await chen.presses('发钥匙');
    await chen.sees('已发钥匙');
    await picture('keys');
  });

  it('it is worked with on a phone too', async () => {
    await chen.page.setViewportSize(PHONE);
    await picture('phone');
    const wide = await chen.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).to.equal(false);
  });

  it('and reads in English', async () => {
    await chen.page.evaluate(() => localStorage.setItem('lobby.console.language', 'en'));
    await chen.page.setViewportSize(DESKTOP);
    await chen.page.reload();
    await chen.sees('The four desks');
    await chen.sees('Handover guides');
    await picture('english');
    expect(chen.complaints).to.deep.equal([]);
  });
});
