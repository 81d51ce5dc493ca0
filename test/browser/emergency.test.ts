import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { readConfig } from '#src/config.ts';
import { type Lobby, startLobby } from '#src/lobby.ts';
import { createLog } from '#src/log.ts';
import { ROOT } from '#src/root.ts';
import { buildPages } from '#web/build.ts';
import { type RobotStandin, startRobot } from '../paging/robot-standin.ts';
import { until } from '../storage/engines.ts';
import { asResident, DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aResident, type Resident } from '../web/chat/resident.ts';
import { aClerk, type Clerk, setUp } from './clerk.ts';

describe('an emergency, from the cry to the one who comes, in real browsers', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-emergency-'));
  let lobby: Lobby;
  let browser: Browser;
  let robot: RobotStandin;
  let resident: Resident;
  let desk: Clerk;
  let base: string;
  let pictures: string;

  before(async () => {
    robot = await startRobot('dingtalk');
    writeFileSync(join(dataDir, 'paging.json'), JSON.stringify({ means: { 'duty-group': robot.means } }), {
      mode: 0o600,
    });
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    const env = {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      HANDBOOK_DIR: join(ROOT, 'data'),
      PUBLIC_URL: base,
    };
    await buildPages({});
    lobby = await startLobby(readConfig({ ...env, QUIET_MS: '0', LOG_LEVEL: 'error' }), createLog('error'));
    browser = await startBrowser();
    pictures = await pictureFolder('emergency');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
    await robot.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('the clerk’s console is quiet before', async () => {
    const setupPath = lobby.welcome.join('\n').match(/\/console\/#\/setup\?token=\S+/)?.[0];
    desk = await aClerk(browser, `${base}${setupPath}`);
    await setUp(desk, 'chen.xiao', '小陈');
    expect(await desk.page.locator('.alarm').count()).to.equal(0);
  });

  it('the resident reads the safety line first, and that somebody was notified once the robot has it', async () => {
    resident = await aResident(browser, `${base}/`, asResident);
    await resident.says('我被困在电梯里了，3栋2单元');
    await resident.sees(/请不要扒门/);
    await resident.sees(/几号梯/);
    await resident.sees(/已通知值班人员/);
    await resident.page.screenshot({ path: join(pictures, 'resident-phone.png') });
  });

  it('the alarm stands on every page of the console, in its title too, on a desktop and on a phone', async () => {
    const { page } = desk;
    for (const hash of ['tickets', 'conversations', 'desk']) {
      await page.goto(`${base}/console/#/${hash}`);
      await desk.sees('电梯困人');
      await desk.sees(/3栋2单元/);
    }
    await until(async () => (await page.title()).startsWith('【特急 1】'));
    await desk.sees(/等接单/);
    await page.screenshot({ path: join(pictures, 'alarm-desktop.png') });
    const faults = await new AxeBuilder({ page }).include('.alarm').analyze();
    expect(faults.violations.map(({ id }) => id)).to.deep.equal([]);
    await page.setViewportSize(PHONE);
    await page.waitForTimeout(500);
    await desk.sees('电梯困人');
    await page.screenshot({ path: join(pictures, 'alarm-phone.png') });
    await page.setViewportSize(DESKTOP);
  });

  it('whoever is called opens the link in the message on a phone, and accepts there without signing in', async () => {
    const link = robot.heard[0]?.text.match(/http\S+\/duty\/\S+/)?.[0] ?? expect.fail('no link');
    const context = await browser.newContext(asResident);
    const page = await context.newPage();
    await page.goto(link);
    await page.getByText('3栋2单元').waitFor();
    await page.screenshot({ path: join(pictures, 'accept-phone.png') });
    const faults = await new AxeBuilder({ page }).analyze();
    expect(faults.violations.map(({ id }) => id)).to.deep.equal([]);
    await page.setViewportSize(DESKTOP);
    await page.screenshot({ path: join(pictures, 'accept-desktop.png') });
    await page.getByRole('button', { name: /接单/ }).click();
    await page.getByText('您已接单').waitFor();
    await page.screenshot({ path: join(pictures, 'accepted-desktop.png') });
    const english = await browser.newContext({ ...asResident, locale: 'en-GB', colorScheme: 'dark' });
    const other = await english.newPage();
    await other.goto(link);
    await other.getByText('You have accepted').waitFor();
    await other.screenshot({ path: join(pictures, 'accepted-phone-en-dark.png') });
    await english.close();
    await context.close();
  });

  it('the alarm ends, with the name of whoever came; the resident hears that somebody is coming', async () => {
    await desk.sees(/夜间值班已接单|日班值班已接单/);
    await resident.sees(/值班人员已接单/);
    await until(async () => !(await desk.page.title()).includes('特急'));
    await desk.page.screenshot({ path: join(pictures, 'alarm-over-desktop.png') });
  });

  it('a second one is accepted at the console with one press', async () => {
    const neighbour = await aResident(browser, `${base}/?lang=en`, { ...asResident, locale: 'en-GB' });
    await neighbour.says('there is a fire in my kitchen');
    await desk.sees('火情');
    await desk.presses(/^接\s?单$/);
    await desk.sees(/小陈已接单/);
    await neighbour.sees(/is on the way to it/);
    await neighbour.leaves();
  });

  it('no page breaks its content policy or throws', () => {
    expect(desk.complaints).to.deep.equal([]);
    expect(resident.complaints.filter((one) => !/Failed to load resource|WebSocket|net::ERR/.test(one))).to.deep.equal(
      [],
    );
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
