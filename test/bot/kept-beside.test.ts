import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { takeIn } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { listConversations } from '#records/transcripts/transcripts.ts';
import { type Desk, openDesk } from '#src/desk.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { until } from '../storage/engines.ts';

const CHAT = { id: 'chat-1', estateId: 'qinghu', channel: 'webchat', userId: 'dl_li', locale: 'zh-CN' };

describe('What the desk keeps of a message beside its words', function () {
  this.timeout(30_000);
  let shared: Shared;
  let dataDir: string;
  let desk: Desk;

  before(async () => {
    shared = await openShared([]);
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-kept-'));
    desk = await openDesk({ ...shared, dataDir, clock: systemClock });
    await desk.storage.transact((tx) => openConversation(tx, CHAT, systemClock.now()));
    const said = {
      type: 'message',
      role: 'resident',
      fromId: CHAT.userId,
      text: '厨房水龙头漏水',
      channel: CHAT.channel,
    };
    await takeIn(desk.storage, CHAT.id, { ...said, role: 'resident' }, { now: systemClock.now() });
    await until(async () => (await conversation()).turned_seq === 1);
  });
  after(async () => {
    await desk.close();
    await shared.handbook.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const conversation = () => desk.storage.db.selectFrom('conversation').selectAll().executeTakeFirstOrThrow();
  const find = async () => {
    const filter = { words: '水龙头' };
    const { rows } = await listConversations(desk.storage, '*', { filter, limit: 10, now: systemClock.now() });
    return rows.map(({ id }) => id);
  };

  it('is what it took it for, for the office alone', async () => {
    const rows = await desk.storage.db.selectFrom('understood').selectAll().execute();
    expect(rows).to.have.length(1);
    expect(rows[0]).to.deep.include({ conversation_id: CHAT.id, seq: 1, intent: 'repair', band: 'act' });
    expect(rows[0]?.score).to.be.within(500, 1000);
    const log = await desk.storage.db.selectFrom('activity').select('body').execute();
    expect(log.map(({ body }) => body).join()).to.not.contain('"score"');
  });

  it('is found at once, and stands in the index and the scores soon after, beside the turns', async () => {
    expect(await find()).to.deep.equal([CHAT.id]);
    await until(async () => {
      const { indexed_seq, last_seq } = await conversation();
      return indexed_seq === last_seq;
    });
    expect(
      await desk.storage.textIndex.find(desk.storage.db, { all: ['龙头'], any: [], limit: 5 }),
    ).to.have.length.above(0);
    expect(await find()).to.deep.equal([CHAT.id]);
    const [score] = await desk.storage.db.selectFrom('script_score').selectAll().execute();
    expect(score).to.deep.include({ conversation_id: CHAT.id, who: '', greet: 1 });
  });
});
