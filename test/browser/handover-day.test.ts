import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { localTime } from '#handbook/local-time.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { openMoveIn } from '#records/move-in/case.ts';
import { advanceMoveIn } from '#records/move-in/move-in.ts';
import type { MoveInStep } from '#records/move-in/rules.ts';
import { takeSlot } from '#records/move-in/slots.ts';
import { ROOT } from '#src/root.ts';
import { staffCommand } from '#src/staff.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { PASSWORD } from '../lobby/staff-client.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { aTicket } from '../records/builders.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aClerk, type Clerk, signIn } from './clerk.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const HOUR = 3_600_000;

describe('the handovers of a day and what is late, at the console in a real browser', function () {
  this.timeout(180_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-browser-'));
  const today = localTime('Asia/Shanghai', systemClock.now()).date;
  let lobby: RunningLobby;
  let browser: Browser;
  let clerk: Clerk;
  let pictures: string;

  before(async () => {
    const storage = await openStorage({ dataDir, onError: console.error });
    const terminal = { password: async () => PASSWORD, say: () => {} };
    for (const [name, role, shown] of [
      ['liu', 'manager', '刘经理'],
      ['chen', 'agent', '小陈'],
    ] as const) {
      const args = ['add', name, '--role', role, '--display-name', shown, '--password-stdin'];
      await staffCommand(args, { storage, handbookDir: join(ROOT, 'data') }, terminal);
    }
    await sampleDay(storage, today);
    await storage.close();
    lobby = await startTestLobby({ dataDir });
    browser = await startBrowser();
    pictures = await pictureFolder('handover-day');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  afterEach(async () => {
    expect(clerk.complaints).to.deep.equal([]);
    await clerk.leaves();
  });

  async function at(hash: string, locale: 'zh-CN' | 'en', viewport: typeof PHONE, name = 'liu'): Promise<void> {
    clerk = await aClerk(browser, `${lobby.base}/console/`, { locale: locale === 'en' ? 'en-US' : locale, viewport });
    await signIn(clerk, name);
    await clerk.page.goto(`${lobby.base}/console/${hash}`);
  }
  const picture = (name: string) => clerk.page.screenshot({ path: join(pictures, `${name}.png`) });
  async function check(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: clerk.page }).withTags(RULES).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
    const spill = await clerk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(spill).to.be.at.most(0);
  }

  for (const [size, viewport] of Object.entries({ desk: DESKTOP, phone: PHONE })) {
    for (const locale of ['zh-CN', 'en'] as const) {
      it(`shows who is expected, who is here and what came of it, ${size}, ${locale}`, async () => {
        await at('#/move-in', locale, viewport);
        await clerk.sees('1-1-101');
        await clerk.sees(locale === 'en' ? /Not here yet/ : /未到/);
        await clerk.sees(locale === 'en' ? /Reason:/ : /原因：/);
        await check();
        await picture(`day-${size}-${locale}`);
        await clerk.page.emulateMedia({ media: 'print' });
        await picture(`day-${size}-${locale}-print`);
        await clerk.page.emulateMedia({ media: 'screen' });
        await clerk.page.goto(`${lobby.base}/console/#/move-in/2020-01-01/qinghu`);
        await clerk.sees(locale === 'en' ? /No handovers/ : /没有收楼预约/);
        await picture(`day-none-${size}-${locale}`);
      });

      it(`tells a manager over the queue what is late, and lists it, ${size}, ${locale}`, async () => {
        await at('#/desk', locale, viewport);
        await clerk.page.locator('.alerts-strip').waitFor();
        await check();
        await picture(`late-desk-${size}-${locale}`);
        await clerk.page.locator('.alerts-strip').click();
        await clerk.sees(/C\d{8}-0001/);
        await check();
        await picture(`late-list-${size}-${locale}`);
        await clerk.page
          .getByText(/C\d{8}-0001/)
          .filter({ visible: true })
          .first()
          .click();
        await clerk.sees(locale === 'en' ? /raised to: Supervisor/ : /逾期上报：客服主管/);
        await check();
        await picture(`late-case-${size}-${locale}`);
      });
    }
  }

  it('leaves the front desk alone with what was raised over it, and shows it among all cases', async () => {
    await at('#/tickets?for=me&alert=any', 'zh-CN', DESKTOP, 'chen');
    await clerk.sees(/C\d{8}-0001/);
    await clerk.page.reload();
    await clerk.page.goto(`${lobby.base}/console/#/tickets`);
    await clerk.page.reload();
    await clerk.sees(/P\d{8}-0001/);
    await clerk.page.goto(`${lobby.base}/console/#/tickets?for=me`);
    await clerk.page
      .getByText(/P\d{8}-0001/)
      .first()
      .waitFor({ state: 'detached' });
  });
});

/** Six homes in different states on one day, and two cases that are late. */
async function sampleDay(storage: Storage, today: string): Promise<void> {
  const rules = { keyNeeds: [], minimum: [] };
  const homes: [string, string, string, MoveInStep[]][] = [
    ['1-1-101', '09:00', '李雷', []],
    ['1-1-102', '09:00', '欧阳娜娜（代理人：王小明、王大明）', ['arrive']],
    ['1-1-201', '09:30', '韩梅', ['arrive', 'check-identity', 'begin-inspection']],
    ['1-1-202', '10:00', 'Alexandra Montgomery-Featherstonehaugh', ['arrive', 'check-identity', 'give-to-director']],
    ['1-1-301', '10:30', '赵一', ['mark-absent']],
  ];
  for (const [unitCode, time, contactName, steps] of homes) {
    await storage.transact(async (tx) => {
      const now = systemClock.now();
      await openConversation(
        tx,
        { id: unitCode, estateId: 'qinghu', channel: 'webchat', userId: unitCode, locale: 'zh-CN' },
        now,
      );
      const told = { summary: '入住办理', contactName, contactPhone: '13800138000' };
      const ticket = { ...aTicket({ estateId: 'qinghu', conversationId: unitCode, ...told }), unitCode };
      const opened = await openMoveIn(tx, { ticket, kind: 'individual', track: 'handover' }, systemClock);
      if (opened.kind !== 'opened') throw new Error(unitCode);
      const which = { ticketId: opened.ticket.id, estateId: 'qinghu' };
      await takeSlot(tx, which, { purpose: 'handover', slot: { date: today, time, places: 4 }, actor: 'desk' }, now);
      for (const step of steps) {
        const done = await advanceMoveIn(
          tx,
          which,
          { step, actor: 'staff:chen', reason: '业主对面积有异议' },
          { rules, clock: systemClock },
        );
        if (!done || 'refused' in done) throw new Error(`${unitCode} ${step} ${JSON.stringify(done)}`);
      }
    });
  }
  const earlier = { id: systemClock.id, now: () => systemClock.now() - 5 * HOUR };
  await storage.transact(async (tx) => {
    const noise = { service: 'complaint', letter: 'C', summary: '楼道堆放杂物，反映过没人处理' };
    const about = { estateId: 'qinghu', conversationId: '1-1-101' };
    await fileTicket(tx, aTicket({ ...about, ...noise, dueAt: earlier.now() + 4 * HOUR }), earlier);
    const copy = { service: 'privacy', letter: 'P', summary: '要一份副本', addressee: 'privacy-officer' };
    await fileTicket(tx, aTicket({ ...about, ...copy, dueAt: systemClock.now() + 50 * HOUR }), earlier);
    await fileTicket(tx, aTicket({ ...about, ...copy, dueAt: systemClock.now() + HOUR }), earlier);
  });
}
