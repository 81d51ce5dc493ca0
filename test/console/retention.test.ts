import { expect } from 'chai';
import type { Retention } from '#console/transcripts/transcripts-api.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { runRetention } from '#records/retention/run.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aChat, aClerk, type Browser, type RunningDesk, startDesk, TWO_ESTATES } from './desk.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-03-02T08:00:00Z');
const RULE = { conversations: 6, files: null, notUnderstood: null };

onEveryEngine('Keeping and deleting conversations', (storage) => {
  let desk: RunningDesk;
  let lin: Browser;
  let chen: Browser;
  const clock = { ...systemClock, now: () => START + 250 * DAY };

  before(async () => {
    const handbook = { estates: () => TWO_ESTATES.estates().map((estate) => ({ ...estate, retention: RULE })) };
    desk = await startDesk(storage(), { handbook });
    lin = await aClerk(desk, storage(), { name: 'lin', displayName: '林经理', role: 'manager', estates: ['lake'] });
    chen = await aClerk(desk, storage(), { name: 'chen', displayName: '小陈', estates: ['lake'] });
    await aChat(storage(), { id: 'tap', at: START, says: ['漏水'] });
    await aChat(storage(), { id: 'other', at: START + DAY, says: ['电梯坏了'] });
    await aChat(storage(), { id: 'hill', estateId: 'hill', at: START, says: ['漏水'] });
    await aCase('tap');
    await storage().db.updateTable('ticket').set({ state: 'closed' }).where('conversation_id', '=', 'tap').execute();
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  const aCase = (conversationId: string) =>
    storage().transact((tx) =>
      fileTicket(
        tx,
        {
          estateId: 'lake',
          conversationId,
          service: 'repair',
          letter: 'R',
          date: '20260302',
          level: 'ordinary',
          summary: 'x',
          answers: {},
          actor: 'desk',
        },
        systemClock,
      ),
    );

  it('The rule shows what it would delete; what is held or open stays, and the rest goes with its words', async () => {
    await aChat(storage(), { id: 'open-case', at: START, says: ['还没修好'] });
    await aChat(storage(), { id: 'evidence', at: START, says: ['留作证据'] });
    expect((await lin.post('conversations/evidence/hold', { hold: true, why: '诉讼中' })).status).to.equal(204);
    await aCase('open-case');
    const shown = (await lin.get<Retention>('retention?estate=lake')).body;
    expect(shown.due.conversations).to.deep.include({ count: 2, kept: 2 });
    expect(shown.due.files).to.equal(null);
    expect(shown.rows.map(({ id }) => id).sort()).to.deep.equal(['other', 'tap']);
    expect(shown.held.map(({ id, why, by }) => [id, why, by])).to.deep.equal([['evidence', '诉讼中', '林经理']]);
    const before = { conversations: shown.due.conversations?.before ?? 0 };
    expect((await chen.get('retention?estate=lake')).status).to.equal(403);
    expect((await lin.get('retention?estate=hill')).status).to.equal(404);
    expect(
      (
        await lin.post('retention/lake/run', {
          why: '到期',
          before: { conversations: before.conversations + DAY * 40 },
        })
      ).status,
    ).to.equal(409);
    expect((await lin.post('retention/lake/run', { why: '到期', before })).status).to.equal(204);
    expect((await lin.post('retention/lake/run', { why: '到期', before })).status).to.equal(409);
    const row = await storage()
      .db.selectFrom('agenda')
      .selectAll()
      .where('kind', '=', 'retention')
      .executeTakeFirstOrThrow();
    expect(await storage().db.selectFrom('conversation').select('id').where('id', '=', 'tap').execute()).to.have.length(
      1,
    );
    await storage().transact((tx) => runRetention(tx, row, { ...clock, id: systemClock.id }));
    const left = await storage().db.selectFrom('conversation').select('id').orderBy('id').execute();
    expect(left.map(({ id }) => id)).to.deep.equal(['evidence', 'hill', 'open-case']);
    const words = await storage()
      .db.selectFrom('activity')
      .select('conversation_id')
      .where('conversation_id', '=', 'tap')
      .execute();
    expect(words).to.deep.equal([]);
    const kept = await storage()
      .db.selectFrom('ticket')
      .select('conversation_id')
      .where('number', '=', 'R20260302-0001')
      .executeTakeFirstOrThrow();
    expect(kept.conversation_id).to.match(/^expired\|/);
    const done = await storage().db.selectFrom('audit').selectAll().where('action', '=', 'retention.delete').execute();
    expect(JSON.parse(done[0]?.detail ?? '')).to.deep.include({ kind: 'conversations', count: 2 });
  });
});
