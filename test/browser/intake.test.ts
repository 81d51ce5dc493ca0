import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { DESKTOP, focused, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aClerk, type Clerk, setUp } from './clerk.ts';
import { expectUsable, type OfficeDesk, startOfficeDesk } from './office-desk.ts';

describe('the telephone rings, somebody comes by, a letter arrives (J5)', function () {
  this.timeout(120_000);
  let lobby: OfficeDesk;
  let browser: Browser;
  let chen: Clerk;
  let pictures: string;
  const picture = (name: string) => chen.page.screenshot({ path: join(pictures, `${name}.png`) });
  const field = (name: string | RegExp) => chen.page.locator('.intake').getByLabel(name);

  before(async () => {
    lobby = await startOfficeDesk();
    browser = await startBrowser();
    pictures = await pictureFolder('intake');
    chen = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(chen, 'chen', '小陈');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
  });

  it('one key opens the call form, the cursor in what is told first, the words to greet with above', async () => {
    await chen.sees('现在没有人排队');
    await chen.page.keyboard.press('p');
    await chen.sees(/请问有什么可以帮您/);
    await focused(field('内容'));
    await picture('call-empty');
    await expectUsable(chen.page);
  });

  it('the form asks as it asks residents: what the fault needs arises, what cannot be is marked in its field', async () => {
    await field('内容').fill('厨房水龙头一直滴水');
    await chen.presses('关上阀门水能停');
    await field('地点').fill('99栋1单元101');
    await chen.page.locator('.field-problem').first().waitFor();
    await picture('call-problem');
    await chen.page.reload();
    expect(await field('内容').inputValue(), 'after a reload').to.equal('厨房水龙头一直滴水');
    await field('地点').fill('3栋2单元501');
    await chen.presses('随时都行');
    await field('联系方式').fill('王女士 13800138000');
    await chen.page.getByRole('button', { name: '登记', exact: true }).and(chen.page.locator(':enabled')).waitFor();
    await picture('call-ready');
    await expectUsable(chen.page);
  });

  it('it is filed as a case with its number and the words to say, and stands in the list', async () => {
    await chen.page.getByRole('button', { name: '登记', exact: true }).click();
    await chen.sees(/R\d{8}-0001/);
    await chen.sees('可以这样告诉对方：');
    await picture('call-filed');
    await chen.page.getByRole('link', { name: '查看这条记录' }).click();
    await chen.sees('来电 · 王女士');
    await picture('call-entry');
    await expectUsable(chen.page);
  });

  it('a visitor whose home is known: the home fills in, and is not asked again', async () => {
    await chen.page.goto(`${lobby.base}/console/#/calls/new/visit`);
    await chen.page.getByPlaceholder('房号，如 3-2-501').fill('5-1-1203');
    await chen.page.getByRole('button', { name: '5栋1单元1203' }).click();
    await chen.page.getByRole('button', { name: '建议和表扬' }).click();
    await field('内容').fill('楼下的路灯太暗，希望加一盏');
    await picture('visit');
    await chen.page.getByRole('button', { name: '登记', exact: true }).and(chen.page.locator(':enabled')).click();
    await chen.sees(/S\d{8}-0001/);
  });

  it('a letter with its scan and the day of the reply, which is written and sent', async () => {
    await chen.page.goto(`${lobby.base}/console/#/calls/new/letter`);
    await field('内容').fill('12 栋业主来信，询问电梯年检结果');
    const scan = await sharp({ create: { width: 300, height: 420, channels: 3, background: '#fffbe8' } })
      .png()
      .toBuffer();
    await chen.page
      .locator('input[type=file]')
      .setInputFiles({ name: '来信第一页.png', mimeType: 'image/png', buffer: scan });
    await chen.sees('来信第一页.png');
    const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    await field('回复期限').fill(day);
    await picture('letter');
    await expectUsable(chen.page);
    await chen.page.getByRole('button', { name: '登记', exact: true }).and(chen.page.locator(':enabled')).click();
    await chen.page.getByRole('link', { name: '查看这条记录' }).click();
    await chen.sees(/前回复/);
    await chen.page.locator('.files img').first().waitFor();
    await chen.page.getByText('待回复', { exact: true }).click();
    await chen.page.locator('.row', { hasText: '来信' }).waitFor();
    await chen.page.getByRole('textbox', { name: '回复' }).fill('您好，电梯年检已于本月完成，合格证贴在轿厢内。');
    await chen.presses('先存草稿');
    await picture('letter-entry');
    await chen.presses('已经回复对方');
    await chen.sees('已回复');
    await picture('letter-replied');
  });

  it('a danger on the telephone is told at once, and one press raises the alarm', async () => {
    await chen.page.goto(`${lobby.base}/console/#/calls/new/phone`);
    await field('内容').fill('3栋2单元电梯里困了两个人');
    await chen.sees(/不要扒门/);
    await picture('danger');
    await expectUsable(chen.page);
    await chen.presses(/立即按紧急情况登记/);
    await chen.page.getByRole('link', { name: '查看这条记录' }).click();
    await chen.page.locator('.alarm').first().waitFor();
    await picture('danger-filed');
  });

  it('the pages hold on a phone and in English', async () => {
    await chen.page.setViewportSize(PHONE);
    await chen.page.goto(`${lobby.base}/console/#/calls`);
    await chen.page.getByText('全部', { exact: true }).click();
    await chen.page.locator('.row').first().waitFor();
    await picture('phone-list');
    await expectUsable(chen.page);
    await chen.page.getByRole('link', { name: '来访' }).first().click();
    await field('内容').waitFor();
    await picture('phone-new');
    await expectUsable(chen.page);
    const storageState = await chen.page.context().storageState();
    const english = await aClerk(browser, `${lobby.base}/console/`, {
      locale: 'en-US',
      viewport: DESKTOP,
      storageState,
    });
    await english.page.goto(`${lobby.base}/console/#/calls/new/phone`);
    await english.page.locator('.intake').getByLabel('Problem').waitFor();
    await english.page.screenshot({ path: join(pictures, 'english.png') });
    await expectUsable(english.page);
    expect([...chen.complaints, ...english.complaints]).to.deep.equal([]);
  });
});
