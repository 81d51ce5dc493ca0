import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readLog, takeIn } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { type Desk, openDesk } from '#src/desk.ts';
import type { ActivityRow } from '#storage/schema.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';

const CHAT = { id: 'chat-1', estateId: 'qinghu', channel: 'webchat', userId: 'dl_li', locale: 'zh-CN' };

describe('Several short messages in a row', () => {
  let shared: Shared;
  let dataDir: string;
  let desk: Desk;

  before(async () => {
    shared = await openShared([]);
  });
  after(() => shared.handbook.close());

  const open = (quietMs: number) => openDesk({ ...shared, dataDir, clock: systemClock, quietMs });

  async function say(text: string): Promise<void> {
    const message = { type: 'message', role: 'resident', fromId: CHAT.userId, text, channel: CHAT.channel } as const;
    await takeIn(desk.storage, CHAT.id, message, { now: systemClock.now() });
  }

  async function log(): Promise<ActivityRow[]> {
    return readLog(desk.storage.db, { conversationId: CHAT.id, limit: 100 });
  }

  /** What the desk said once the newest message had its turn. */
  async function answers(): Promise<string[]> {
    for (;;) {
      const row = await desk.storage.db.selectFrom('conversation').selectAll().executeTakeFirstOrThrow();
      if (row.turned_seq === row.inbound_seq) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return (await log())
      .filter(({ role, type }) => role === 'desk' && type === 'message')
      .map(({ text }) => text ?? '');
  }

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-batch-'));
    desk = await open(400);
    await desk.storage.transact((tx) => openConversation(tx, CHAT, systemClock.now()));
  });

  afterEach(async () => {
    await desk.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('are read as one: greeting, matter and home', async () => {
    for (const text of ['你好', '我家漏水', '3栋2单元501']) await say(text);
    const said = await answers();
    expect(said).to.have.length(2);
    expect(said[0]).to.include('自动助手');
    expect(said[1]).to.include('漏水').and.include('3栋2单元501');
  });

  it('are not waited for when one tells of danger', async () => {
    await desk.close();
    desk = await open(10_000);
    await say('你好');
    await say('着火了');
    const said = await answers();
    expect(said[0]).to.include('119');
  });

  it('are not lost when the desk ends while it waits for more', async () => {
    await desk.close();
    desk = await open(10_000);
    await say('你好');
    await say('我家漏水');
    await desk.close();
    desk = await open(1);
    await desk.turns.recover();
    expect((await answers()).join('\n')).to.include('漏水');
  });

  it('that answer a question each keep to their question', async () => {
    await say('厨房水龙头坏了，在3栋2单元501');
    await answers();
    await say('没有漏水');
    await answers();
    await say('跳过');
    await say('明天上午');
    await answers();
    const { state } = await desk.storage.db.selectFrom('conversation').select('state').executeTakeFirstOrThrow();
    const { answers: given } = (JSON.parse(state) as { open: { answers: Record<string, { told: string }> } }).open;
    expect(given.since?.told).to.equal('无');
    expect(given.whenHome?.told).to.equal('明天上午');
  });
});
