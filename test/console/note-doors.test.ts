import { expect } from 'chai';
import { append } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { addChatNote } from '#records/handoffs/chat-notes.ts';
import { createDeskLog } from '#src/desk-log.ts';
import { onEveryEngine } from '../storage/engines.ts';

const NOTE = '@小林 这户不好说话，小心';

onEveryEngine('A private note reaches no resident', (storage) => {
  /** A conversation on a channel with a word of staff, a note, and another word of staff. */
  async function aTalk(channel: string): Promise<string> {
    const id = systemClock.id();
    await storage().transact(async (tx) => {
      const reference = { openid: 'o1' };
      await openConversation(
        tx,
        { id, estateId: 'lake', channel, userId: 'u1', locale: 'zh-CN', reference },
        systemClock.now(),
      );
      const staff = { type: 'message', role: 'staff', fromId: 'chen', fromName: '小陈' } as const;
      await append(tx, id, [{ ...staff, text: '您好' }], systemClock.now());
      const note = { conversationId: id, estateId: 'lake', text: NOTE, mentions: ['lin'], clientId: 'n1' };
      await addChatNote(tx, note, { id: 'chen', name: '小陈' }, systemClock);
      await append(tx, id, [{ ...staff, text: '请稍等' }], systemClock.now());
    });
    return id;
  }

  it('on the web page, which reads the log through Direct Line', async () => {
    const id = await aTalk('webchat');
    const log = createDeskLog(storage(), systemClock);
    const { activities, next } = await log.read({ conversationId: id, after: 0, limit: 100 });
    expect(activities.map((one) => (one as { text?: string }).text)).to.deep.equal(['您好', '请稍等']);
    expect(JSON.stringify(activities)).to.not.include('不好说话');
    expect(next, 'its place in the log is passed over').to.equal(3);
  });

  for (const channel of ['wechat', 'azure']) {
    it(`on ${channel}, where each message is sent out`, async () => {
      const id = await aTalk(channel);
      const rows = await storage().db.selectFrom('outbox').select('body').where('conversation_id', '=', id).execute();
      expect(rows.map(({ body }) => JSON.parse(body).seq).sort()).to.deep.equal([1, 3]);
    });
  }

  it('and owes the bot no turn', async () => {
    const id = await aTalk('webchat');
    const row = await storage()
      .db.selectFrom('conversation')
      .select(['inbound_seq', 'turned_seq'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect([Number(row.inbound_seq), Number(row.turned_seq)]).to.deep.equal([0, 0]);
  });
});
