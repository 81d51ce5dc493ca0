import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { takeIn } from '#records/activities.ts';
import { fixedClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { listNotUnderstood } from '#records/questions/not-understood.ts';
import { openDesk } from '#src/desk.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';

describe('what the desk did not understand', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-missed-'));
  let shared: Shared;
  before(async () => {
    shared = await openShared([]);
  });
  after(async () => {
    await shared.handbook.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is kept for people to label, without phone or home, with what happened next', async () => {
    const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
    const desk = await openDesk({ ...shared, dataDir, clock });
    const chat = { id: 'c1', estateId: 'qinghu', channel: 'webchat', userId: 'dl_1', locale: 'zh-CN' };
    await desk.storage.transact(async (tx) => {
      await openConversation(tx, chat, clock.now());
    });
    for (const text of ['嘎嘎乌拉呼 13800138000 3栋2单元501', '呼啦嘎嘎乌', '你好']) {
      const message = { type: 'message', role: 'resident', fromId: 'dl_1', text, channel: 'webchat' } as const;
      await takeIn(desk.storage, 'c1', message, { now: clock.now() });
      await desk.turns.idle();
    }
    const kept = await listNotUnderstood(desk.storage.db, { estateId: 'qinghu', limit: 10 });
    expect(kept.map(({ next }) => next)).to.have.members(['asked-again', 'passed-to-person']);
    const words = kept.map(({ maskedText }) => maskedText).join('\n');
    expect(words)
      .to.contain('嘎嘎乌拉呼')
      .and.not.match(/138|501/);
    expect(await listNotUnderstood(desk.storage.db, { estateId: 'yunshan', limit: 10 })).to.deep.equal([]);
    await desk.close();
  });
});
