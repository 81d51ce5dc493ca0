import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { append } from '#records/activities.ts';
import { openConversation } from '#records/conversations.ts';
import type { readLetters } from '#records/wechat/letters.ts';
import { confirmReply, decideReply, expectReply, type ReplyPlan, withdrawReply } from '#records/wechat/replies.ts';
import type { Storage } from '#storage/storage.ts';
import { onEveryEngine } from '../storage/engines.ts';

const NOW = 10_000;
/** An answer that carries everything that waits. */
const all = (letters: Awaited<ReturnType<typeof readLetters>>): ReplyPlan => ({
  pieces: letters.map(({ progress }) => ({ seq: progress.seq })),
  taken: letters.map((letter) => ({ letter, limit: 2000 })),
});

onEveryEngine('What the desk says to a resident on WeChat', (open) => {
  /** A message that is owed an answer, and two replies to it. */
  const aTalk = async (storage: Storage) => {
    const id = `wechat|${randomUUID()}`;
    const key = { conversationId: id, seq: 1 };
    const conversation = { id, estateId: 'qhhy', channel: 'wechat', userId: 'o', locale: 'zh-CN' } as const;
    await storage.transact(async (tx) => {
      await openConversation(tx, conversation, NOW);
      await append(tx, id, [{ type: 'message', role: 'resident', fromId: id, text: '你好', inbound: true }], NOW);
      await expectReply(tx, key, NOW + 5000);
      const said = ['您好。', '请讲。'].map(
        (text) => ({ type: 'message', role: 'desk', fromId: 'desk', text }) as const,
      );
      await append(tx, id, said, NOW);
    });
    const rows = () =>
      storage.db
        .selectFrom('outbox')
        .select(['state', 'due_at', 'leased_by', 'body'])
        .where('conversation_id', '=', id)
        .orderBy('seq')
        .execute();
    return { key, rows };
  };

  it('waits for the request, goes with the answer once it is decided, and is sent when that has left', async () => {
    const { key, rows } = await aTalk(open());
    expect((await rows()).map(({ state, due_at }) => [state, due_at])).to.deep.equal([
      ['pending', NOW + 5000],
      ['pending', NOW + 5000],
    ]);
    const first = await decideReply(open(), key, { now: NOW, plan: all });
    const again = await decideReply(open(), key, { now: NOW, plan: () => expect.fail('It is decided already.') });
    expect(again?.reply.pieces).to.deep.equal(first?.reply.pieces).and.to.have.length(2);
    expect((await rows()).map(({ state }) => state)).to.deep.equal(['leased', 'leased']);
    await confirmReply(open(), key, NOW);
    expect((await rows()).map(({ state }) => state)).to.deep.equal(['sent', 'sent']);
  });

  it('goes by itself at once when the answer that was to carry it is withdrawn, and by no answer afterwards', async () => {
    for (const decided of [true, false]) {
      const { key, rows } = await aTalk(open());
      if (decided) await decideReply(open(), key, { now: NOW, plan: all });
      await withdrawReply(open(), key, NOW + 1);
      for (const { state, due_at, leased_by, body } of await rows()) {
        expect([state, due_at, leased_by]).to.deep.equal(['pending', NOW + 1, null]);
        expect(JSON.parse(body)).to.not.have.property('answer');
      }
      const later = await decideReply(open(), key, { now: NOW, plan: all });
      expect(later?.reply.pieces).to.deep.equal([]);
    }
  });

  it('stays sent when a decided answer that has left is withdrawn', async () => {
    const { key, rows } = await aTalk(open());
    await decideReply(open(), key, { now: NOW, plan: all });
    await confirmReply(open(), key, NOW);
    await withdrawReply(open(), key, NOW + 1);
    expect((await rows()).map(({ state }) => state)).to.deep.equal(['sent', 'sent']);
  });
});
