import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { append } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { keepNotUnderstood } from '#records/questions/not-understood.ts';
import { openStorage } from '#storage/open.ts';
import { DESKTOP, PHONE, pictureFolder, startBrowser } from '../web/browser.ts';
import { aClerk, type Clerk, setUp } from './clerk.ts';
import { expectUsable, type OfficeDesk, startOfficeDesk } from './office-desk.ts';

const PUZZLES = ['[home]那个啥又那啥了', '电梯厅的画能不能换一幅', '我家鱼缸要搬上楼', 'the thing hums at night'];
const LONG = '您好，我是上周来过的那位，'.repeat(12);

describe('a manager who teaches the desk', function () {
  this.timeout(120_000);
  let lobby: OfficeDesk;
  let browser: Browser;
  let liu: Clerk;
  let pictures: string;
  const picture = (name: string) => liu.page.screenshot({ path: join(pictures, `${name}.png`) });

  before(async () => {
    lobby = await startOfficeDesk();
    browser = await startBrowser();
    pictures = await pictureFolder('review');
    liu = await aClerk(browser, `${lobby.base}${lobby.setupPath}`);
    await setUp(liu, 'liu', '刘经理');
  });
  after(async () => {
    await browser?.close();
    await lobby?.stop();
  });

  it('sees an empty page that says what will appear there', async () => {
    await liu.page.goto(`${lobby.base}/console/#/review`);
    await liu.sees('没有待标注的话');
    await picture('empty');
    await expectUsable(liu.page);
  });

  it('labels with a number key, takes a slip back, and skips', async () => {
    await puzzle(lobby, [...PUZZLES, LONG]);
    await liu.page.reload();
    await liu.sees(PUZZLES[0] as string);
    await picture('one');
    await expectUsable(liu.page);
    await liu.page.keyboard.press('2');
    await liu.sees('已标为“投诉”，放进草稿。');
    await liu.page.keyboard.press('u');
    await liu.page.locator('.review-words', { hasText: '那个啥又那啥了' }).waitFor();
    await liu.page.keyboard.press('1');
    await liu.page.locator('.review-words', { hasText: '电梯厅的画' }).waitFor();
    await liu.presses('提建议');
    await liu.page.locator('.review-words', { hasText: '鱼缸' }).waitFor();
    await liu.page.keyboard.press('s');
    await liu.page.locator('.review-words', { hasText: 'hums' }).waitFor();
    await picture('labelled');
  });

  it('tries the draft, sees what would change, and puts it in force', async () => {
    await liu.page.getByText('草稿 2', { exact: true }).click();
    await liu.presses('试一试');
    await liu.page.getByText('听懂的比例').waitFor({ timeout: 90_000 });
    await picture('tried');
    await expectUsable(liu.page);
    await liu.presses('生效：教给助手 2 句');
    await liu.sees('已教给助手 2 句。助手正在重新学习。');
    const own = readFileSync(join(lobby.handbookDir, 'own/utterances/zh-CN/suggestion.txt'), 'utf8');
    expect(own).to.equal('电梯厅的画能不能换一幅\n');
    await picture('taught');
  });

  it('holds on a phone and in English', async () => {
    await liu.page.setViewportSize(PHONE);
    await liu.page.goto(`${lobby.base}/console/#/review`);
    await liu.page.reload();
    await liu.sees('鱼缸');
    await picture('phone');
    await expectUsable(liu.page);
    const storageState = await liu.page.context().storageState();
    const english = await aClerk(browser, `${lobby.base}/console/`, {
      locale: 'en-US',
      viewport: DESKTOP,
      storageState,
    });
    await english.page.goto(`${lobby.base}/console/#/review`);
    await english.sees('It means');
    await english.page.screenshot({ path: join(pictures, 'english.png') });
    await expectUsable(english.page);
    expect([...liu.complaints, ...english.complaints]).to.deep.equal([]);
  });
});

/** Messages that the desk did not understand, each in a conversation of its own. */
async function puzzle({ dataDir }: OfficeDesk, texts: readonly string[]): Promise<void> {
  const storage = await openStorage({ dataDir, onError: () => {} });
  const now = systemClock.now();
  for (const [at, text] of texts.entries()) {
    const talk = {
      id: `puzzle-${at}`,
      estateId: 'qinghu',
      channel: 'webchat',
      userId: 'dl_1',
      locale: 'zh-CN' as const,
    };
    await storage.transact(async (tx) => {
      await openConversation(tx, talk, now);
      await append(tx, talk.id, [{ type: 'message', role: 'resident', fromId: 'dl_1', text }], now);
      const guesses = [
        { name: 'repair', score: 0.2 + at / 20 },
        { name: 'complaint', score: 0.15 },
      ];
      const missed = { estateId: 'qinghu', conversationId: talk.id, seq: 1, maskedText: text, guesses };
      await keepNotUnderstood(tx, { ...missed, band: 'person', next: 'asked-again' }, now);
    });
  }
  await storage.close();
}
