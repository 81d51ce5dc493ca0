import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
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

const NOTE = '@小林 这户上个月也投诉过，先看看旧单';

describe('周先生, angry about noise, and the clerk who answers him (J4)', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-angry-'));
  let lobby: RunningLobby;
  let browser: Browser;
  let zhou: Resident;
  let chen: Clerk;
  let lin: Clerk;
  let pictures: string;
  const picture = (name: string) => chen.page.screenshot({ path: join(pictures, `${name}.png`) });
  const draft = () => chen.page.locator('[data-key=reply]');

  before(async () => {
    lobby = await startTestLobby({ dataDir });
    browser = await startBrowser();
    pictures = await pictureFolder('angry');
    chen = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(chen, 'chen.xiao', '小陈');
    const storage = await openStorage({ dataDir, onError: console.error });
    const args = ['add', 'lin', '--role', 'agent', '--display-name', '小林', '--password-stdin'];
    const terminal = { password: async () => PASSWORD, say: () => {} };
    await staffCommand(args, { storage, handbookDir: join(ROOT, 'data') }, terminal);
    await storage.close();
    lin = await aClerk(browser, `${lobby.base}/console/`);
    await signIn(lin, 'lin');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Writes as the resident and waits until the desk has answered, or the log has taken it. */
  async function says(words: string, answered: RegExp): Promise<void> {
    await zhou.says(words);
    await zhou.sees(answered);
  }

  async function writes(words: string): Promise<void> {
    await draft().fill(words);
    await draft().press('Enter');
  }

  async function accessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: chen.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
    const over = await chen.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over, 'nothing is wider than the window').to.be.at.most(0);
  }

  it('he is heard out, told the basis and no more, and asks for a person', async () => {
    zhou = await aResident(browser, `${lobby.base}/`, { viewport: PHONE });
    await zhou.sees(/我是自动助手/);
    await says('楼上又在装修！！你们物业死了吗', /您的心情我理解/);
    await says('9栋1801', /一般几点到几点/);
    await says('那我不交物业费了', /物业费和投诉是两件事/);
    await says('人工', /工作人员|接待/);
    await chen.page.goto(`${lobby.base}/console/#/desk`);
    await chen.page
      .getByText(/住户要求人工/)
      .first()
      .click();
    await chen.page.locator('.claim-bar button').waitFor();
    await chen.page.keyboard.press('c');
    await zhou.sees(/为您服务/);
  });

  it('「停水」 in a draft is stopped with the law that forbids it, and the lawful words are one tap away', async () => {
    await writes('您再不交费就停水');
    await chen.sees(/民法典第944条/);
    await picture('threat');
    await accessible();
    expect(await draft().inputValue(), 'the draft is still there').to.equal('您再不交费就停水');
    await chen.presses('换成这句');
    await draft().press('Enter');
    await zhou.sees(/费用的事我们单独跟您核对/);
    expect(await zhou.page.getByText('再不交费就停水').count(), 'he never saw it').to.equal(0);
  });

  it('what he told the bot is not asked again', async () => {
    await draft().fill('请问您家是哪一户？');
    await chen.sees(/已经知道，不用再问/);
    await chen.page.locator('.draft-hint').getByText('9栋1801').waitFor();
    await picture('known');
    await draft().fill('');
  });

  it('a canned reply is found by keys alone and sent by the clerk', async () => {
    await chen.page.keyboard.press('Control+K');
    await chen.page.getByRole('combobox').fill('安抚');
    await chen.page.getByRole('option', { selected: true }).getByText('请慢慢说').first().waitFor();
    await picture('palette');
    await accessible();
    await chen.page.keyboard.press('Enter');
    await chen.page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>('[data-key=reply]')?.value.includes('我在记录'),
    );
    await draft().press('Enter');
    await zhou.sees('您先别急，请慢慢说，我在记录。');
  });

  it('the bot proposes what the handbook says, and nothing goes out before the clerk sends it', async () => {
    await zhou.says('物业费怎么算的？');
    await chen.page.locator('.suggestion').getByText('物业费怎么算的').waitFor();
    await picture('suggestion');
    const before = (await zhou.bubbles()).length;
    await chen.presses('放进输入框');
    expect(await draft().inputValue()).to.match(/物业/);
    expect((await zhou.bubbles()).length).to.equal(before);
    await draft().fill('');
  });

  it('a note names a colleague, who is told; he never sees it', async () => {
    await draft().blur();
    await chen.page.keyboard.press('n');
    const box = chen.page.locator('.note-box textarea');
    await box.fill(NOTE);
    await picture('note');
    await box.press('Enter');
    await chen.page.locator('.message.internal').getByText('先看看旧单').waitFor();
    await lin.sees('小陈 在备注里点了您的名');
    await lin.page.locator('.reminder a').first().click();
    await lin.page.locator('.message.internal').getByText('先看看旧单').waitFor();
    await lin.page.locator('.reminder').waitFor({ state: 'detached' });
    await zhou.page.reload();
    await zhou.sees('您先别急，请慢慢说，我在记录。');
    expect(await zhou.page.content()).to.not.include('先看看旧单');
  });

  it('a time that is promised stands on the card, and is put down as kept', async () => {
    await writes('我十分钟内给您回电。');
    await zhou.sees('我十分钟内给您回电。');
    const promise = chen.page.locator('.promises li').first();
    await promise.getByText('我十分钟内给您回电').waitFor();
    await chen.page.locator('.reminder').getByText('我十分钟内给您回电').waitFor();
    await picture('promise');
    await accessible();
    await promise.getByRole('button', { name: '已做到' }).click();
    await promise.getByText('已做到').waitFor();
  });

  it('the case is filed beside the chat, and its number told', async () => {
    await draft().blur();
    await chen.page.keyboard.press('f');
    await chen.page.getByLabel('类别').waitFor();
    expect(await chen.page.getByLabel('事项').inputValue(), 'as he began it with the bot').to.equal('complaint');
    expect(await chen.page.getByLabel(/^房号/).inputValue()).to.equal('9-1801');
    await chen.page.getByLabel('类别').selectOption('C08');
    await chen.page.getByLabel('什么事').fill('楼上深夜装修，多次发生');
    await picture('case');
    await accessible();
    await chen.page.locator('dialog').getByRole('button', { name: '登记工单' }).click();
    await chen.sees(/已登记，单号 C\d{8}-0001/);
    await chen.presses('把单号放进输入框');
    await chen.page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>('[data-key=reply]')?.value.includes('编号是C'),
    );
    await draft().press('Enter');
    await zhou.sees(/编号是C\d{8}-0001/);
    await chen.page.locator('.ticket-link').first().click();
    await chen.sees('更正');
    await picture('case-open');
    await chen.page.keyboard.press('Escape');
  });

  it('nothing typed is lost on reload', async () => {
    await draft().fill('我们会请同事去劝阻，');
    await chen.page.reload();
    await draft().waitFor();
    expect(await draft().inputValue()).to.equal('我们会请同事去劝阻，');
    await draft().fill('');
  });

  it('at the size of a phone the same holds', async () => {
    await chen.page.setViewportSize(PHONE);
    await writes('有本事去投诉');
    await chen.sees('服务忌语');
    await picture('phone-phrase');
    await accessible();
    await draft().fill('');
    await chen.presses('快捷回复');
    await chen.page.getByRole('combobox').fill('赔偿');
    await chen.page.getByRole('option', { selected: true }).getByText('赔偿').first().waitFor();
    await picture('phone-palette');
    await accessible();
    await chen.page.keyboard.press('Enter');
    await draft().press('Enter');
    await zhou.sees(/赔偿的事需要工作人员核实/);
    await chen.presses('住户信息');
    await chen.sees('未结工单');
    await picture('phone-card');
    await accessible();
  });

  it('in English every word is there', async () => {
    await chen.page.evaluate(() => localStorage.setItem('lobby.console.language', 'en'));
    await chen.page.setViewportSize(DESKTOP);
    await chen.page.reload();
    await chen.page.locator('[data-key=reply]').waitFor();
    await writes('I promise we will cut off your water if you do not pay');
    await chen.sees(/art\. 944/);
    await picture('english');
    await accessible();
  });

  it('no page breaks its content policy or throws', () => {
    expect([...chen.complaints, ...lin.complaints]).to.deep.equal([]);
  });
});
