import { expect } from 'chai';
import { readLog } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import {
  claimChat,
  findHolder,
  letGoOfChat,
  requestHandoff,
  sendAsStaff,
  withdrawHandoff,
} from '#records/handoffs/handoffs.ts';
import type { Storage } from '#storage/storage.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { conversationNow, openAConversation } from './builders.ts';

const clerk = (n: number) => ({ id: `clerk-${n}`, name: `小王${n}` });
const estateId = 'qhhy';

async function addStaff(storage: Storage, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const { id, name } = clerk(n);
    await storage.db
      .insertInto('staff')
      .values({
        id,
        name: id,
        display_name: name,
        role: 'agent',
        estates: '["qhhy"]',
        password_hash: '',
        created_at: 1,
      })
      .onConflict((oc) => oc.column('id').doNothing())
      .execute();
  }
}

onEveryEngine('A chat that waits for a person', (store) => {
  before(() => addStaff(store(), 20));
  const chatWaiting = async () => {
    const conversationId = await openAConversation(store());
    const wish = { conversationId, estateId, reason: 'asked' as const, level: 'ordinary' as const };
    await store().transact((tx) => requestHandoff(tx, wish, systemClock));
    return { conversationId, estateId };
  };
  const claim = (chat: { conversationId: string; estateId: string }, n: number) =>
    store().transact((tx) => claimChat(tx, chat, clerk(n), 2000));
  const handoffs = (id: string) =>
    store().db.selectFrom('handoff').selectAll().where('conversation_id', '=', id).orderBy('requested_at').execute();

  it('is given to exactly one of 20 clerks, and the others learn to whom: 500 chats', async () => {
    const chats: Awaited<ReturnType<typeof chatWaiting>>[] = [];
    for (let chat = 0; chat < 500; chat++) chats.push(await chatWaiting());
    // Forty chats at a time: more than that wait for a connection longer than the store lets them.
    for (let from = 0; from < chats.length; from += 40)
      await Promise.all(
        chats.slice(from, from + 40).map(async (chat) => {
          const results = await Promise.all(Array.from({ length: 20 }, (_, n) => claim(chat, n)));
          const winners = results.flatMap((one, n) => (one.claimed ? [n] : []));
          expect(winners).to.have.length(1);
          const winner = clerk(winners[0] as number);
          for (const one of results) if (!one.claimed) expect(one.holder).to.deep.equal(winner);
          expect(await conversationNow(store(), chat.conversationId)).to.include({
            owner: 'staff',
            owner_staff_id: winner.id,
          });
          const [handoff, ...more] = await handoffs(chat.conversationId);
          expect(handoff).to.include({ state: 'accepted', staff_id: winner.id, accepted_at: 2000 });
          expect(more).to.deep.equal([]);
          const log = await readLog(store().db, { conversationId: chat.conversationId, limit: 10 });
          expect(log.map((row) => JSON.parse(row.body).value)).to.deep.equal([{ state: 'accepted' }]);
        }),
      );
  });

  it('is put into the queue once, however often it is asked for', async () => {
    const conversationId = await openAConversation(store());
    const wish = { conversationId, estateId, reason: 'asked' as const, level: 'ordinary' as const };
    const put = await Promise.all(
      Array.from({ length: 8 }, () => store().transact((tx) => requestHandoff(tx, wish, systemClock))),
    );
    expect(put.filter(Boolean)).to.have.length(1);
    expect(await handoffs(conversationId)).to.have.length(1);
  });

  it('is either withdrawn by the resident or taken by a clerk, never both', async () => {
    for (let round = 0; round < 30; round++) {
      const chat = await chatWaiting();
      const [withdrawn, claimed] = await Promise.all([
        store().transact((tx) => withdrawHandoff(tx, chat.conversationId, estateId, 2000)),
        claim(chat, 1),
      ]);
      expect(withdrawn).to.equal(!claimed.claimed);
      const [handoff] = await handoffs(chat.conversationId);
      expect(handoff?.state).to.equal(withdrawn ? 'withdrawn' : 'accepted');
      expect(await conversationNow(store(), chat.conversationId)).to.include({ owner: withdrawn ? 'bot' : 'staff' });
    }
  });

  it('is written in and let go of only by the clerk who holds it', async () => {
    const chat = await chatWaiting();
    const write = (n: number, where = chat) =>
      store().transact((tx) => sendAsStaff(tx, where, clerk(n), { text: '您好' }, 3000));
    const letGo = (n: number, where = chat) =>
      store().transact((tx) => letGoOfChat(tx, { ...where, how: 'returned' }, clerk(n), 4000));
    expect(await write(1)).to.equal(undefined);
    expect(await letGo(1)).to.equal(false);
    await claim(chat, 1);
    expect(await write(2)).to.equal(undefined);
    expect(await letGo(2)).to.equal(false);
    expect(await write(1, { ...chat, estateId: 'other' })).to.equal(undefined);
    expect(await letGo(1, { ...chat, estateId: 'other' })).to.equal(false);
    expect(await write(1)).to.include({ seq: 2 });
    const both = await Promise.all([letGo(1), letGo(1)]);
    expect(both.sort()).to.deep.equal([false, true]);
    expect(await write(1)).to.equal(undefined);
    expect(await conversationNow(store(), chat.conversationId)).to.include({ owner: 'bot', owner_staff_id: null });
    const log = await readLog(store().db, { conversationId: chat.conversationId, limit: 10 });
    expect(log.map((row) => row.text ?? JSON.parse(row.body).value.state)).to.deep.equal([
      'accepted',
      '您好',
      'completed',
    ]);
    expect((await handoffs(chat.conversationId))[0]).to.include({ state: 'returned', ended_at: 4000 });
  });

  it('can wait again after it was handed back', async () => {
    const chat = await chatWaiting();
    await claim(chat, 1);
    await store().transact((tx) => letGoOfChat(tx, { ...chat, how: 'closed' }, clerk(1), 4000));
    const wish = { ...chat, reason: 'asked' as const, level: 'urgent' as const };
    expect(await store().transact((tx) => requestHandoff(tx, wish, { ...systemClock, now: () => 5000 }))).to.equal(
      true,
    );
    const states = (await handoffs(chat.conversationId)).map((row) => row.state).sort();
    expect(states).to.deep.equal(['closed', 'waiting']);
  });

  it('cannot be reached from another estate, not even to learn who holds it', async () => {
    const chat = await chatWaiting();
    const foreign = { ...chat, estateId: 'other' };
    expect(await claim(foreign, 3)).to.deep.equal({ claimed: false, holder: undefined });
    expect(await store().transact((tx) => withdrawHandoff(tx, chat.conversationId, 'other', 1))).to.equal(false);
    await claim(chat, 1);
    expect(await claim(foreign, 3)).to.deep.equal({ claimed: false, holder: undefined });
    expect(await findHolder(store().db, foreign)).to.equal(undefined);
    expect(await findHolder(store().db, chat)).to.deep.equal(clerk(1));
  });
});
