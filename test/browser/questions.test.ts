import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aResident, type Resident } from '../web/chat/resident.ts';
import { aClerk, type Clerk, setUp, signIn } from './clerk.ts';
import { addAccount, expectUsable, type OfficeDesk, startOfficeDesk } from './office-desk.ts';

const QUESTION = '小区里的共享雨伞在哪里借';
const ANSWER = '在前台借，登记房号就行，三天内归还。';

describe('a question nobody could answer, until somebody did', function () {
  this.timeout(120_000);
  let lobby: OfficeDesk;
  let browser: Browser;
  let resident: Resident;
  let chen: Clerk;
  let liu: Clerk;
  let pictures: string;
  const picture = (who: Clerk, name: string) => who.page.screenshot({ path: join(pictures, `${name}.png`) });
  const field = (name: string | RegExp) => chen.page.locator('.draft-form').getByLabel(name);

  before(async () => {
    lobby = await startOfficeDesk();
    browser = await startBrowser();
    pictures = await pictureFolder('questions');
    liu = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(liu, 'liu', '刘经理');
    await addAccount(lobby, 'chen', '小陈');
    chen = await aClerk(browser, `${lobby.base}/console/`);
    await signIn(chen, 'chen');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
  });

  it('the clerk sees an empty page that says what will appear there', async () => {
    await chen.page.goto(`${lobby.base}/console/#/questions`);
    await chen.sees('没有待答的问题');
    await picture(chen, 'empty');
    await expectUsable(chen.page);
  });

  it('what the desk said it would ask about stands there, with whose desk it is', async () => {
    resident = await aResident(browser, `${lobby.base}/`);
    await resident.sees(/我是自动助手/);
    await resident.says(QUESTION);
    await resident.page.waitForTimeout(1500);
    const said = (await resident.bubbles()).join('\n');
    if (!/我来问一下/.test(said)) await resident.says('都不是，帮我问问');
    await resident.sees(/我来问一下/);
    await chen.sees(QUESTION);
    await picture(chen, 'list');
    await chen.page.getByText(QUESTION).first().click();
    await chen.sees('答复住户');
    await chen.page.locator('.card-body').getByLabel('归哪个岗位').selectOption('service');
    await chen.page.locator('.row .state', { hasText: '客服主管' }).waitFor();
    await chen.page.getByRole('textbox', { name: '答复' }).fill('打了一半');
    await chen.page.reload();
    expect(await chen.page.getByRole('textbox', { name: '答复' }).inputValue()).to.equal('打了一半');
    await picture(chen, 'one');
    await expectUsable(chen.page);
  });

  it('the answer reaches the resident in their own chat, and the clerk sees that it did', async () => {
    await chen.page.getByRole('textbox', { name: '答复' }).fill(ANSWER);
    await chen.presses('答复住户');
    await resident.sees(/同事答复/);
    await resident.sees(/登记房号就行/);
    await chen.sees('已进对话');
    await chen.sees('答案已在住户的网页对话里，打开就能看到。');
    await picture(chen, 'answered');
  });

  it('it is offered as knowledge, which nobody takes without a source', async () => {
    await chen.presses('写成知识');
    expect(await field('答案（中文）').inputValue()).to.equal(ANSWER);
    await picture(chen, 'draft');
    await chen.presses('交给经理审核');
    await chen.page.locator('.field-problem').first().waitFor();
    await picture(chen, 'draft-problems');
    await expectUsable(chen.page);
    await field('问题（英文）').fill('Where can I borrow a shared umbrella?');
    await field('答案（英文）').fill(
      'At the front desk ({{office.phone}}); tell your home, bring it back in three days.',
    );
    await field('答案（中文）').fill('在前台借（{{office.phone}}），登记房号就行，三天内归还。');
    await field('其他问法（中文）').fill('下雨了哪里可以借伞\n物业有没有伞借');
    await field('出处（中文）').fill('前台服务清单 2026年11月');
    await field('出处（英文）').fill('Service list of the front desk, November 2026');
    await chen.presses('交给经理审核');
    await chen.sees(/另一位经理审核/);
    await picture(chen, 'draft-waits');
  });

  it('a manager who has not written it looks at it and takes it in; it stands in the estate’s own document', async () => {
    const link = chen.page.url();
    await liu.page.goto(link);
    await liu.sees('采用，立即生效');
    await picture(liu, 'review');
    await expectUsable(liu.page);
    await liu.presses('采用，立即生效');
    await liu.sees(/刘经理 审核，编号 Q01/);
    const written = JSON.parse(readFileSync(join(lobby.handbookDir, 'estates/qinghu/knowledge.json'), 'utf8'));
    expect(written.entries[0]).to.include({ id: 'Q01', reviewer: '刘经理', topic: 'rights' });
    expect(written.entries[0].keys).to.deep.equal(['office.phone']);
    await picture(liu, 'taken');
  });

  it('the next resident who asks is answered by the desk itself, with the office’s phone, without a restart', async () => {
    // The desk learns the new answer within moments; until then it would ask once more.
    for (;;) {
      const other = await aResident(browser, `${lobby.base}/`);
      await other.sees(/我是自动助手/);
      await other.says('物业有没有雨伞可以借');
      await other.sees(/在前台借（\d|我来问一下|没有完全明白/);
      const said = (await other.bubbles()).join('\n');
      await other.leaves();
      if (/在前台借（\d/.test(said)) break;
    }
  });

  it('the pages hold on a phone and in English', async () => {
    await liu.page.setViewportSize(PHONE);
    await liu.page.goto(`${lobby.base}/console/#/questions`);
    await liu.page.locator('.filters').waitFor();
    await picture(liu, 'phone-list');
    await liu.page.getByText('已答复', { exact: true }).click();
    await liu.page.getByText(QUESTION).first().click();
    await liu.sees('收进知识库');
    await picture(liu, 'phone-one');
    await expectUsable(liu.page);
    const state = await chen.page.context().storageState();
    const english = await aClerk(browser, `${lobby.base}/console/`, {
      locale: 'en-US',
      viewport: DESKTOP,
      storageState: state,
    });
    await english.page.goto(`${lobby.base}/console/#/questions`);
    await english.page.getByText('Answered', { exact: true }).click();
    await english.page.getByText(QUESTION).first().click();
    await english.sees('In the knowledge');
    await picture(english, 'english');
    await expectUsable(english.page);
    expect([...chen.complaints, ...liu.complaints, ...english.complaints]).to.deep.equal([]);
  });
});
