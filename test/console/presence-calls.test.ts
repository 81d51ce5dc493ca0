import { expect } from 'chai';
import type { Log } from '#console/api.ts';
import type { Deliveries } from '#console/cases/delivery-api.ts';
import type { Looking, OwnPost, Posts } from '#console/chats/handoff-api.ts';
import { append } from '#records/activities.ts';
import { noteSeen } from '#records/office/delivery.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { anAccount, aWaitingChat } from './desk.ts';
import { usePeople } from './people.ts';

onEveryEngine('Who is there, and what has arrived', (storage) => {
  const { ids, who, isThere, sitsAt, claim, wants } = usePeople(storage);

  it('Others see who is looking, until the page has been gone for a while; a foreign chat is not noted', async () => {
    const chat = await wants();
    const foreign = await aWaitingChat(storage(), { estateId: 'hill' });
    await isThere('chen', chat);
    await isThere('lin', chat);
    const looking = async (name: string) => (await who(name).get<Looking>(`conversations/${chat}/looking`)).body.names;
    expect(await looking('chen')).to.deep.equal(['小林']);
    await isThere('lin', foreign);
    expect(await looking('chen')).to.deep.equal([]);
    const rows = await storage().db.selectFrom('staff_presence').select('viewing').execute();
    expect(rows.map(({ viewing }) => viewing)).to.not.include(foreign);
    await isThere('lin', chat);
    await storage().db.updateTable('staff_presence').set({ seen_at: 1 }).execute();
    expect(await looking('chen')).to.deep.equal([]);
  });

  it('The page of one clerk does not speak for another', async () => {
    await isThere('chen');
    await who('lin').post('presence', { page: 'page-of-chen' });
    const rows = await storage().db.selectFrom('staff_presence').select('staff_id').execute();
    expect(rows).to.deep.equal([{ staff_id: ids.chen }]);
  });

  /** One state for each message, the same in the chat and in the log that is read later. */
  const states = async (chat: string) => {
    const { deliveries } = (await who('chen').get<Deliveries>(`conversations/${chat}/deliveries`)).body;
    const { activities } = (await who('chen').get<Log>(`conversations/${chat}/log`)).body;
    const inLog = activities.flatMap(({ seq, delivery }) => (delivery ? [{ seq, ...delivery }] : []));
    expect(inLog).to.deep.equal(deliveries);
    return deliveries;
  };

  it('Each message on the web page is sent, and delivered once the page has shown it; notes and residents have no state', async () => {
    const chat = await wants();
    await claim('chen', chat);
    const sent = await who('chen').post<{ seq: number }>(`conversations/${chat}/messages`, {
      text: '您好',
      clientId: 'a',
    });
    const { seq } = sent.body;
    await who('chen').post(`conversations/${chat}/notes`, { text: '只给同事看', mentions: [] });
    const shown = async () => (await states(chat)).find((one) => one.seq === seq);
    expect(await shown()).to.deep.equal({ seq, state: 'sent', why: null });
    await noteSeen(storage(), { conversationId: chat, estateId: 'lake', seq: seq + 99 }, 1);
    expect((await shown())?.state, 'nobody saw what was not said').to.equal('sent');
    await noteSeen(storage(), { conversationId: chat, estateId: 'lake', seq }, 1);
    await noteSeen(storage(), { conversationId: chat, estateId: 'lake', seq: seq - 1 }, 2);
    expect((await shown())?.state).to.equal('delivered');
    const roles = (await who('chen').get<Log>(`conversations/${chat}/log`)).body.activities;
    expect(
      roles.filter(({ role, visibility, delivery }) => delivery && (role === 'resident' || visibility === 'staff')),
    ).to.deep.equal([]);
  });

  it('On WeChat a message that waits or is lost says why in one word, and nothing of the error besides', async () => {
    const chat = await wants();
    await storage().db.updateTable('conversation').set({ channel: 'wechat' }).where('id', '=', chat).execute();
    const text = (said: string) => ({ type: 'message', role: 'staff', fromId: 'chen', text: said }) as const;
    await storage().transact((tx) => append(tx, chat, ['一', '二', '三', '四', '五'].map(text), 1));
    const fates = [
      { state: 'sent', last_error: null },
      { state: 'held', last_error: 'window (45015)' },
      { state: 'dead', last_error: 'Error: token=secret' },
      { state: 'dead', last_error: 'unreachable (43004)' },
      { state: 'unknown', last_error: 'The desk ended while this was on its way.' },
    ] as const;
    const rows = await storage()
      .db.selectFrom('outbox')
      .select('id')
      .where('conversation_id', '=', chat)
      .orderBy('seq')
      .execute();
    for (const [at, fate] of fates.entries())
      await storage()
        .db.updateTable('outbox')
        .set(fate)
        .where('id', '=', rows[at]?.id ?? '')
        .execute();
    await storage().db.updateTable('activity').set({ channel: 'wechat' }).where('conversation_id', '=', chat).execute();
    expect((await states(chat)).map(({ state, why }) => [state, why])).to.deep.equal([
      ['sent', null],
      ['held', 'window'],
      ['undelivered', 'other'],
      ['undelivered', 'unreachable'],
      ['unknown', null],
    ]);
  });

  it('Managers set the posts of their own staff, and everybody sees their own', async () => {
    await anAccount(storage(), { name: `hill-${Date.now()}`, estates: ['hill'] });
    await isThere('chen');
    expect((await sitsAt('chen', { desks: ['front'], languages: ['en'], capacity: 4 })).status).to.equal(204);
    const own = (await who('chen').get<OwnPost>('post')).body;
    expect([own.desks, own.languages, own.capacity]).to.deep.equal([['front'], ['en'], 4]);
    expect(own.known.map(({ name }) => name.zh)).to.deep.equal(['前台', '工程', '客服主管']);
    const { body } = await who('zhou').get<Posts>('posts');
    expect(body.staff.map(({ name }) => name).sort()).to.deep.equal(['周经理', '小林', '小陈', '王师傅'].sort());
    expect(body.staff.find(({ name }) => name === '小陈')).to.include({ present: true, capacity: 4 });
    expect((await sitsAt('chen', { desks: ['nowhere'] })).status).to.equal(400);
    expect((await who('zhou').post('posts/nobody', { desks: [], languages: [], capacity: null })).status).to.equal(404);
  });
});
