import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { IntakeCheck } from '#console/intake/intake-api.ts';
import { aWorkbook } from '../files/workbook.ts';
import { StaffClient } from '../lobby/staff-client.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aClerk, type Clerk, setUp, signIn } from './clerk.ts';
import { addAccount, expectUsable, type OfficeDesk, startOfficeDesk } from './office-desk.ts';

describe('the register of homes, from a table of the office', function () {
  this.timeout(120_000);
  let lobby: OfficeDesk;
  let browser: Browser;
  let liu: Clerk;
  let pictures: string;
  const picture = (name: string) => liu.page.screenshot({ path: join(pictures, `${name}.png`) });
  const bring = (name: string, buffer: Buffer) =>
    liu.page.locator('dialog input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const lines = () =>
    JSON.parse(readFileSync(join(lobby.handbookDir, 'estates/qinghu/register.json'), 'utf8')).lines.length as number;

  before(async () => {
    lobby = await startOfficeDesk();
    browser = await startBrowser();
    pictures = await pictureFolder('register');
    liu = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(liu, 'liu', '刘经理');
    await liu.page.goto(`${lobby.base}/console/#/households`);
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
  });

  it('the template and the register there is can be taken out, sorted as people count', async () => {
    await liu.presses('房号表');
    await liu.sees('选择文件并预览');
    await picture('empty');
    await expectUsable(liu.page);
    const download = liu.page.waitForEvent('download');
    await liu.page.getByRole('link', { name: '下载现有房号表' }).click();
    const table = readFileSync(await (await download).path(), 'utf8').split('\r\n');
    expect(table.slice(0, 2)).to.deep.equal(['\ufeff楼栋,单元,楼层,房号', '1,,1,101']);
    expect(table.indexOf('2,,11,1104'), 'building 2 before 10').to.be.lessThan(table.indexOf('10,,1,101'));
    expect(table.indexOf('3,1,2,201'), 'floor 2 before 10').to.be.lessThan(table.indexOf('3,1,10,1001'));
  });

  it('rows that cannot be used are named in plain words, and nothing changes', async () => {
    await bring('房号.csv', Buffer.from('楼栋,单元,楼层,房号\n3,1,5,601\n,1,5,501\n3,1,5,501\n3栋,1单元,5层,501室\n'));
    await liu.sees('有 3 行要改，改好再传');
    await liu.sees('房号和楼层对不上，例如 5 层的房号应是 501');
    await liu.sees('和第 4 行是同一户');
    await picture('errors');
    await expectUsable(liu.page);
    expect(await liu.page.getByRole('button', { name: '确认导入' }).isDisabled()).to.equal(true);
    expect(lines()).to.equal(4);
  });

  it('a workbook that adds a building shows what it adds, is put in force at once, and the home is found', async () => {
    await liu.page.getByText('只增加，不去掉').click();
    await bring(
      '新楼.xlsx',
      aWorkbook([
        ['楼栋', '单元', '楼层', '房号'],
        [15, 1, 1, 101],
        [15, 1, 1, 102],
        [15, 1, 2, 201],
      ]),
    );
    await liu.sees(/新增 3，去掉 0/);
    await picture('plan');
    await liu.presses('确认导入');
    await liu.sees(/已生效/);
    expect(lines()).to.be.greaterThan(4);
    await picture('done');
    await liu.page.keyboard.press('Escape');
    await liu.page.locator('.filters input[type=search]').fill('15-1-201');
    await liu.sees('15栋1单元201');
  });

  it('a table that would leave other parts of the handbook pointing nowhere is not put in force', async () => {
    await liu.presses('房号表');
    await liu.page.getByText(/以这张表为准/).click();
    await bring('只有一户.csv', Buffer.from('楼栋,单元,楼层,房号\n15,1,1,101\n'));
    await liu.sees('这样改，手册里别处会对不上：');
    await picture('elsewhere');
    expect(await liu.page.getByRole('button', { name: '确认导入' }).isDisabled()).to.equal(true);
  });

  it('a home with an open case goes only when the manager says so', async () => {
    const clerk = new StaffClient(lobby.base);
    await clerk.signIn('liu');
    const fields: Record<string, string> = { what: '卧室门锁坏了', where: '15栋1单元201', contact: '13800138000' };
    const caller = { name: '', phone: '', unitCode: '', residentId: '' };
    const call = { estateId: 'qinghu', locale: 'zh-CN', caller, form: 'repair', fields };
    for (const _ of ['first', 'visit']) {
      const { questions } = (await (await clerk.call('POST', 'intake/check', call)).json()) as IntakeCheck;
      for (const { key, told, choices } of questions) if (told === null) fields[key] = choices.at(-2) ?? '今天';
    }
    const entry = { ...call, id: randomUUID(), channel: 'phone', files: [], replyBy: '', emergency: false };
    expect((await clerk.call('POST', 'intake', entry)).status).to.equal(200);
    const table = await (await clerk.call('GET', 'register/qinghu')).text();
    await bring('少一户.csv', Buffer.from(table.replace('15,1,2,201\r\n', '')));
    await liu.sees(/15-1-201：住户 0 人，未办完 1 件/);
    await picture('in-use');
    const apply = liu.page.getByRole('button', { name: '确认导入' });
    expect(await apply.isDisabled()).to.equal(true);
    await liu.page.getByLabel('我已核对，仍然去掉').check();
    await apply.click();
    await liu.sees(/已生效/);
  });

  it('clerks do not change the register; the panel holds on a phone and in English', async () => {
    await addAccount(lobby, 'chen', '小陈');
    const chen = await aClerk(browser, `${lobby.base}/console/`);
    await signIn(chen, 'chen');
    await chen.page.goto(`${lobby.base}/console/#/households`);
    await chen.page.locator('.filters').waitFor();
    expect(await chen.page.getByRole('button', { name: '房号表' }).count()).to.equal(0);
    await liu.page.setViewportSize(PHONE);
    await picture('phone');
    await expectUsable(liu.page);
    const storageState = await liu.page.context().storageState();
    const english = await aClerk(browser, `${lobby.base}/console/`, {
      locale: 'en-US',
      viewport: DESKTOP,
      storageState,
    });
    await english.page.goto(`${lobby.base}/console/#/households`);
    await english.presses('Register');
    await english.page.locator('dialog input[type=file]').setInputFiles({
      name: 'homes.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Building,Unit,Floor,Room\n3,1,5,\n'),
    });
    await english.sees('the room is missing');
    await english.page.screenshot({ path: join(pictures, 'english.png') });
    expect([...liu.complaints, ...chen.complaints, ...english.complaints]).to.deep.equal([]);
  });
});
