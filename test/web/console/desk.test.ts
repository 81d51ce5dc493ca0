import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { focused, pressOn } from '../browser.ts';
import { openConsole, signIn, startBrowser, type WatchedPage } from './browser.ts';
import { type BuiltConsole, buildConsole } from './built-console.ts';
import { longChat } from './sample.ts';
import { type Standin, startStandin } from './standin.ts';

describe('the live desk in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let built: BuiltConsole;
  let standin: Standin;
  let watched: WatchedPage;
  let page: Page;

  before(async () => {
    built = await buildConsole();
    browser = await startBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    standin = await startStandin(built);
    watched = await openConsole(browser, standin);
    page = watched.page;
    await signIn(page);
  });
  afterEach(async () => {
    await page.context().close();
    await standin.close();
    expect(watched.breaches).to.deep.equal([]);
  });

  const open = (id: string) => page.goto(`${standin.address}/console/#/desk/${id}`);
  const log = () => page.locator('.log');
  const field = () => page.locator('textarea');

  it('shows the most urgent resident first, and who has waited how long', async () => {
    const rows = page.locator('.queue .row');
    await rows.first().waitFor();
    expect(await rows.first().innerText()).to.match(/特急\s*周先生\s*\d+:\d\d/);
    expect(await page.title()).to.match(/^\(4\) 物业前台/);
  });

  it('tells a clerk who came too late who has the chat', async () => {
    await open('chat-race');
    await page.getByRole('button', { name: /^接待/ }).click();
    await page.getByText('老吴 已经先接待了这位住户。').waitFor();
    await page.getByText('老吴 正在接待，这里只读。').waitFor();
    expect(await field().count()).to.equal(0);
  });

  it('lets a clerk claim, read, answer and hand back with the keyboard alone', async () => {
    await page.locator('.queue .row').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: '王女士' }).waitFor();
    await page.locator('.claim-bar button').waitFor();
    await page.keyboard.press('c');
    await field().waitFor();
    await page.keyboard.press('r');
    await focused(field());
    await page.keyboard.type('王女士您好');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('马上安排');
    await page.keyboard.press('Control+Enter');
    await log().getByText('王女士您好\n马上安排').waitFor();
    await pressOn(field(), 'Escape');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: '快捷键' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '交回助手' }).press('Enter');
    await pressOn(page.getByRole('dialog').getByRole('button', { name: '交回', exact: true }), 'Enter');
    await page.getByText('自动助手正在接待。接手后由您回复，助手不再说话。').waitFor();
    await log().getByText('小陈 交回自动助手').waitFor();
  });

  it('shows what the resident writes at once, and that they are typing', async () => {
    await open('chat-mine');
    await field().waitFor();
    standin.tell({ kind: 'typing', id: 'chat-mine', role: 'resident' });
    await log().getByText('住户正在输入…').waitFor();
    standin.residentSays('chat-mine', '<img src=x onerror=alert(1)> 好的，谢谢');
    await log().getByText('<img src=x onerror=alert(1)> 好的，谢谢').waitFor();
    expect(await log().locator('img[src=x]').count()).to.equal(0);
  });

  it('stays at the end when a message comes, but not while somebody reads further up', async () => {
    standin.chats.push(longChat(2_000));
    await open('chat-long');
    await log().getByText('第 2000 句').waitFor();
    standin.residentSays('chat-long', '最新的一句');
    await log().getByText('最新的一句').waitFor();
    expect(await atEnd()).to.equal(true);
    await log().hover();
    await page.mouse.wheel(0, -2_000);
    await page.getByRole('button', { name: '回到最新' }).waitFor();
    standin.residentSays('chat-long', '又来一句');
    await page.getByRole('button', { name: '有新消息' }).click();
    await log().getByText('又来一句').waitFor();
    expect(await atEnd()).to.equal(true);
  });

  it('reads two thousand messages back to the first without losing the line one reads', async () => {
    standin.chats.push(longChat(2_000));
    await open('chat-long');
    await log().getByText('第 2000 句').waitFor();
    for (let tries = 0; tries < 200 && !(await log().getByText('对话从这里开始').count()); tries += 1) {
      await log().evaluate((place) => place.scrollTo(0, 0));
      await page.waitForTimeout(20);
    }
    await log().getByText('第 1 句', { exact: false }).first().waitFor();
    expect(await log().locator('[data-seq]').count()).to.equal(2_000);
  });

  it('keeps a draft across a reload, and drafts of two chats apart', async () => {
    await open('chat-mine');
    await field().fill('还没写完的话');
    await page.reload();
    await field().waitFor();
    expect(await field().inputValue()).to.equal('还没写完的话');
    await open('chat-lift');
    await page.getByRole('button', { name: /^接待/ }).click();
    await field().waitFor();
    expect(await field().inputValue()).to.equal('');
  });

  it('keeps a reply that could not be sent, says why, and sends it once when asked', async () => {
    await open('chat-mine');
    standin.refuse('conversations/chat-mine/messages', { status: 503, code: 'unavailable', message: '' });
    await field().fill('今天下午给您重新授权');
    await field().press('Enter');
    await page.getByRole('alert').getByText('未送达').waitFor();
    await page.reload();
    standin.refuse('conversations/chat-mine/messages', undefined);
    await page.getByRole('button', { name: '重发' }).click();
    await log().locator('[data-seq]').getByText('今天下午给您重新授权').waitFor();
    await page.locator('[data-outgoing]').waitFor({ state: 'detached' });
    const stands = standin.chats.find((chat) => chat.entry.id === 'chat-mine')?.log ?? [];
    expect(stands.filter((line) => line.text === '今天下午给您重新授权')).to.have.length(1);
  });

  it('does not send while a word is still being composed', async () => {
    await open('chat-mine');
    await field().fill('nihao');
    await field().dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    expect(await field().inputValue()).to.equal('nihao');
    expect(await page.locator('[data-outgoing]').count()).to.equal(0);
  });

  it('says that the line is lost, and after it is back shows what was missed', async () => {
    await open('chat-mine');
    await field().waitFor();
    standin.cut();
    await page.getByText('连接中断，正在重连…').waitFor();
    standin.residentSays('chat-mine', '断线时说的话');
    standin.mend();
    await log().getByText('断线时说的话').waitFor();
    await page.getByText('连接中断，正在重连…').waitFor({ state: 'detached' });
  });

  it('asks to sign in again when the session has ended, and keeps the draft', async () => {
    await open('chat-mine');
    await field().fill('写到一半');
    standin.refuse('queue', { status: 401, code: 'signed-out', message: '' });
    standin.tell({ kind: 'queue', estateId: 'qinghu' });
    await page.getByText('登录已失效').waitFor();
    standin.refuse('queue', undefined);
    await signIn(page);
    await field().waitFor();
    expect(await field().inputValue()).to.equal('写到一半');
  });

  it('opens a photo large beside the conversation and leads back', async () => {
    await open('chat-leak');
    await page.locator('.thumb').first().click();
    await page.getByRole('dialog').locator('img').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  function atEnd(): Promise<boolean> {
    return log().evaluate((place) => place.scrollHeight - place.scrollTop - place.clientHeight < 60);
  }
});
