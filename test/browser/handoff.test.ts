import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { ROOT } from '#src/root.ts';
import { staffCommand } from '#src/staff.ts';
import { openStorage } from '#storage/open.ts';
import { PASSWORD } from '../lobby/staff-client.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aResident, type Resident } from '../web/chat/resident.ts';
import { aClerk, type Clerk, setUp, signIn } from './clerk.ts';

describe('a chat among people, each in a real browser', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-browser-'));
  const handbookDir = openAllDay();
  let lobby: RunningLobby;
  let browser: Browser;
  let wang: Resident;
  let zhao: Resident;
  let chen: Clerk;
  let lin: Clerk;
  let pictures: string;

  before(async () => {
    lobby = await startTestLobby({ dataDir, handbookDir });
    browser = await startBrowser();
    pictures = await pictureFolder('handoff');
    chen = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(chen, 'chen.xiao', '小陈');
    const storage = await openStorage({ dataDir, onError: console.error });
    const args = ['add', 'lin', '--role', 'agent', '--display-name', '小林', '--password-stdin'];
    const terminal = { password: async () => PASSWORD, say: () => {} };
    await staffCommand(args, { storage, handbookDir }, terminal);
    await storage.close();
    lin = await aClerk(browser, `${lobby.base}/console/`);
    await signIn(lin, 'lin');
    wang = await aResident(browser, `${lobby.base}/`, { viewport: PHONE });
    zhao = await aResident(browser, `${lobby.base}/`, { viewport: PHONE });
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    for (const folder of [dataDir, handbookDir]) rmSync(folder, { recursive: true, force: true });
  });

  const opens = async (clerk: Clerk, resident: Resident) => {
    const id = await conversationOf(resident);
    await clerk.page.goto(`${lobby.base}/console/#/desk/${id}`);
    await clerk.page.locator('.chat-who').waitFor();
  };
  const mark = (clerk: Clerk, state: string) => clerk.page.locator(`.message.staff .delivery[data-state="${state}"]`);
  const panel = (clerk: Clerk) => clerk.page.locator('dialog[open]');

  async function isAccessible(clerk: Clerk, what: string): Promise<void> {
    for (const viewport of [PHONE, DESKTOP]) {
      await clerk.page.setViewportSize(viewport);
      const { violations } = await new AxeBuilder({ page: clerk.page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        what,
      ).to.deep.equal([]);
      await clerk.page.screenshot({ path: join(pictures, `${what}-${viewport.width}.png`) });
    }
  }

  it('both residents are told how many are before them, and again when it changes', async () => {
    for (const resident of [wang, zhao]) await resident.sees(/我是自动助手/);
    await wang.says('卫生间水管漏水');
    await wang.sees(/把阀门关上/);
    await wang.says('转人工');
    await wang.sees(/我帮您转接工作人员/);
    await zhao.says('我家厨房的灯不亮');
    await zhao.sees(/登记报修/);
    await zhao.says('转人工');
    await zhao.page.locator('#banner').getByText('前面还有 1 位').waitFor();
    await zhao.page.screenshot({ path: join(pictures, 'resident-waits.png') });
  });

  it('a clerk sees who else has the chat open, takes it, and the next resident moves up', async () => {
    await opens(lin, wang);
    await opens(chen, wang);
    await chen.sees('小林 也在看');
    await lin.presses(/^接待/);
    await wang.sees('小林为您服务');
    await zhao.page.locator('#banner').getByText('前面还有').waitFor({ state: 'detached' });
  });

  it('what the clerk writes is marked as delivered once her page has shown it', async () => {
    await lin.writes('王女士您好，请问漏得大吗？');
    await wang.sees('请问漏得大吗');
    await mark(lin, 'delivered').getByText('已送达').waitFor();
    await wang.page.close();
    await lin.writes('师傅马上联系您。');
    await mark(lin, 'sent').getByText('已发出').waitFor();
    wang.page = await wang.context.newPage();
    await wang.page.goto(`${lobby.base}/`);
    await mark(lin, 'sent').waitFor({ state: 'detached' });
  });

  it('she passes the chat on with a note, and only the other may write then', async () => {
    await lin.presses('转交');
    await panel(lin).getByText('小陈').click();
    await panel(lin).locator('textarea').fill('已问过漏水大小，等地址');
    await isAccessible(lin, 'pass-on');
    await panel(lin).getByRole('button', { name: '转交' }).click();
    await lin.sees('小陈 正在接待，这里只读。');
    await chen.sees('小林 转给 小陈 · 说明：已问过漏水大小，等地址');
    await chen.page.locator('.composer textarea').waitFor();
  });

  it('the clerk fills in what he learned, gives back, and the assistant asks only for the rest', async () => {
    await chen.presses('交回助手');
    await panel(chen).getByText('现在问到').waitFor();
    await isAccessible(chen, 'give-back');
    const field = panel(chen).locator('.fill-in-line').last();
    await field.locator('input').fill('关上阀门水能停');
    await field.getByRole('button', { name: '填入' }).click();
    await panel(chen).locator('.fill-in-line input[value="关上阀门水能停"]').waitFor();
    await panel(chen).getByRole('button', { name: '交回', exact: true }).click();
    await chen.sees('自动助手正在接待。接手后由您回复，助手不再说话。');
    await wang.page.getByText('我是自动助手，接着为您服务。').first().waitFor();
    const said = await wang.page.locator('.webchat__bubble__content').allInnerTexts();
    expect(said.at(-1)).to.not.include('把阀门关上');
  });

  it('he takes the chat from the assistant again, and closes it with what came of it', async () => {
    await chen.presses('接手');
    await chen.page.locator('.composer textarea').waitFor();
    await wang.page.getByText('小陈为您服务').first().waitFor();
    await chen.presses('结束');
    const finish = panel(chen).getByRole('button', { name: '结束接待' });
    expect(await finish.isDisabled(), 'not before an outcome is chosen').to.equal(true);
    await panel(chen).getByText('已解决').click();
    await isAccessible(chen, 'close');
    await finish.click();
    await chen.sees(/小陈 结束.*已解决/);
  });

  it('a manager takes over from a clerk with a reason, and sees and sets who sits where', async () => {
    await opens(lin, zhao);
    await lin.presses(/^接待/);
    await zhao.sees('小林为您服务');
    await opens(chen, zhao);
    await chen.presses('接管');
    await chen.page.getByLabel('原因，会留在记录里').fill('住户要求找经理');
    await chen.page.getByRole('alertdialog').getByRole('button', { name: '接管' }).click();
    await zhao.sees('小陈为您服务');
    await lin.sees('小陈 正在接待，这里只读。');
    await chen.page.locator('.nav-account').click();
    await panel(chen).locator('.post-line').filter({ hasText: '小林' }).locator('summary').click();
    await panel(chen).locator('.post-line[open]').getByText('工程').click();
    await isAccessible(chen, 'posts');
    await panel(chen).locator('.post-line[open]').getByRole('button', { name: '保存' }).click();
    await panel(chen).locator('.post-line[open]').getByText('已保存').waitFor();
    for (const { complaints } of [chen, lin]) expect(complaints).to.deep.equal([]);
  });

  async function conversationOf(resident: Resident): Promise<string> {
    const cookies = await resident.context.cookies();
    const storage = await openStorage({ dataDir, onError: console.error });
    const rows = await storage.db.selectFrom('conversation').select('id').execute();
    await storage.close();
    const found = rows.find(({ id }) => cookies.some(({ value }) => decodeURIComponent(value).includes(id)));
    if (!found) throw new Error('The resident has no conversation.');
    return found.id;
  }
});

/** The shipped handbook with an office that never closes: these tests run at any hour. */
function openAllDay(): string {
  const dir = mkdtempSync(join(tmpdir(), 'lobby-handbook-'));
  for (const part of ['common', 'estates']) cpSync(join(ROOT, 'data', part), join(dir, part), { recursive: true });
  const file = join(dir, 'estates/qinghu/office.json');
  const office = JSON.parse(readFileSync(file, 'utf8'));
  const allDay = ['00:00-24:00'];
  const weekly = Object.fromEntries(Object.keys(office.hours.weekly).map((day) => [day, allDay]));
  const hours = { weekly, holiday: allDay, makeUpWorkday: allDay, special: [] };
  writeFileSync(file, JSON.stringify({ ...office, hours }));
  return dir;
}
