import { expect } from 'chai';
import type { ConversationDetail, Log, Queue } from '#console/api.ts';
import type { LateChats, Targets } from '#console/chats/handoff-api.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aChat } from './desk.ts';
import { usePeople } from './people.ts';

onEveryEngine('Passing chats on', (storage) => {
  const { ids, who, isThere, sitsAt, claim, wants } = usePeople(storage);

  it('A chat for engineering is not taken by the front desk while an engineer is there, and is when nobody is', async () => {
    await sitsAt('chen', { desks: ['front'] });
    await sitsAt('wang', { desks: ['engineering'] });
    await isThere('wang');
    const chat = await wants({ desk: 'engineering' });
    const [entry] = (await who('chen').get<Queue>('queue')).body.waiting;
    expect([entry?.desk?.zh, entry?.forMe]).to.deep.equal(['工程', false]);
    expect(await claim('chen', chat)).to.equal('other-desk');
    await storage().db.deleteFrom('staff_presence').execute();
    expect(await claim('chen', chat)).to.equal('mine');
  });

  it('An engineer with as many chats as they can hold counts as nobody, and an emergency goes to whoever comes', async () => {
    await sitsAt('chen', { desks: ['front'] });
    await sitsAt('wang', { desks: ['engineering'], capacity: 1 });
    await isThere('wang');
    expect(await claim('wang', await wants({ desk: 'engineering' }))).to.equal('mine');
    const next = await wants({ desk: 'engineering' });
    expect(await claim('wang', next)).to.equal('at-capacity');
    expect(await claim('chen', next)).to.equal('mine');
    expect(await claim('wang', await wants({ desk: 'engineering', level: 'critical' }))).to.equal('mine');
  });

  it('A resident who writes English is left to those who speak it', async () => {
    await sitsAt('chen', { languages: ['zh-CN'] });
    await isThere('lin');
    const chat = await wants();
    await storage().db.updateTable('conversation').set({ locale: 'en' }).where('id', '=', chat).execute();
    expect(await claim('chen', chat)).to.equal('other-desk');
    expect(await claim('lin', chat)).to.equal('mine');
  });

  it('Two windows of one clerk do not both find room for the last chat', async () => {
    const chats = await Promise.all(Array.from({ length: 6 }, () => wants()));
    const answers = await Promise.all(chats.map((chat) => claim('chen', chat)));
    expect(answers.filter((one) => one === 'mine')).to.have.length(2);
    expect(answers.filter((one) => one === 'at-capacity')).to.have.length(4);
    expect((await who('chen').get<Queue>('queue')).body.most).to.equal(2);
  });

  it('Whoever served last is asked first; the others wait until the time is over, a manager does not', async () => {
    const first = () => ({ offered: { to: ids.lin ?? '', until: Date.now() + 60_000 } });
    const chat = await wants(first());
    const { error } = await who('chen').post(`conversations/${chat}/claim`);
    expect([error?.code, error?.holder]).to.deep.equal(['offered', '小林']);
    expect(error?.retryAfterSeconds).to.be.within(1, 60);
    const entry = (await who('chen').get<Queue>('queue')).body.waiting.find(({ id }) => id === chat);
    expect(entry?.offered?.name).to.equal('小林');
    expect(await claim('lin', chat)).to.equal('mine');
    expect(await claim('zhou', await wants(first()))).to.equal('mine');
    const over = await wants({ offered: { to: ids.lin ?? '', until: Date.now() - 1 } });
    expect(await claim('chen', over)).to.equal('mine');
  });

  it('A complaint is neither seen nor taken nor passed to whom it is about, nor to their desk', async () => {
    await sitsAt('wang', { desks: ['engineering'] });
    for (const name of ['wang', 'chen', 'lin']) await isThere(name);
    const chat = await wants({ desk: 'lead', avoid: { staff: [ids.lin ?? ''], desks: ['engineering'] } });
    for (const name of ['lin', 'wang']) {
      expect((await who(name).get<Queue>('queue')).body.waiting.map(({ id }) => id)).to.not.include(chat);
      expect(await claim(name, chat)).to.equal('about-you');
    }
    await claim('zhou', chat);
    const { body } = await who('zhou').get<Targets>(`conversations/${chat}/targets`);
    expect(body.desks.map(({ key }) => key)).to.deep.equal(['front', 'lead']);
    expect(body.colleagues.map(({ name }) => name)).to.deep.equal(['小陈']);
    for (const to of [{ staff: ids.lin }, { staff: ids.wang }, { desk: 'engineering' }]) {
      const { error } = await who('zhou').post(`conversations/${chat}/transfer`, { ...to, note: '请看' });
      expect(error?.code).to.equal('about-them');
    }
  });

  it('Managers hear of whoever waits too long, but not of a complaint about themselves', async () => {
    const late = await wants();
    const about = await wants({ avoid: { staff: [ids.zhou ?? ''], desks: [] } });
    await storage().db.updateTable('handoff').set({ overdue: 'claim' }).execute();
    const { body } = await who('zhou').get<LateChats>('queue/late');
    expect(body.chats.map(({ conversationId }) => conversationId))
      .to.include(late)
      .and.not.include(about);
    expect(body.chats.find(({ conversationId }) => conversationId === late)).to.include({
      which: 'claim',
      holder: null,
    });
  });

  it('A clerk whom a complaint names does not take it from the bot either', async () => {
    const chat = await aChat(storage(), {});
    const about = { service: 'complaint', letter: 'C', date: '20261123', level: 'ordinary', answers: {} } as const;
    await storage().transact((tx) =>
      fileTicket(
        tx,
        { ...about, estateId: 'lake', conversationId: chat, summary: '小林态度很差', actor: 'desk' },
        systemClock,
      ),
    );
    const pull = async (name: string) => (await who(name).post(`conversations/${chat}/pull`)).error?.code;
    expect(await pull('lin')).to.equal('about-them');
    expect(await pull('chen')).to.equal(undefined);
  });

  it('A clerk takes a chat from the bot: it is theirs, once, and the reason says so', async () => {
    const chat = await aChat(storage(), {});
    const answers = await Promise.all(['chen', 'lin'].map((name) => who(name).post(`conversations/${chat}/pull`)));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 409]);
    const { body } = await who('zhou').get<ConversationDetail>(`conversations/${chat}`);
    expect(body.handoffs.map(({ reason, state }) => [reason, state])).to.deep.equal([['staff', 'accepted']]);
  });

  it('A chat passed to a colleague who is there is theirs, with the note; one who is not there gets none', async () => {
    await isThere('lin');
    const chat = await wants();
    await claim('chen', chat);
    const pass = (staff: string | undefined, by = 'chen') =>
      who(by).post(`conversations/${chat}/transfer`, { staff, note: '要开发票' });
    const gone = await pass(ids.wang);
    expect([gone.error?.code, gone.error?.holder]).to.deep.equal(['not-present', '王师傅']);
    expect((await pass(ids.lin)).status).to.equal(204);
    expect((await pass(ids.lin)).error?.code).to.equal('not-yours');
    const { body } = await who('lin').get<Log>(`conversations/${chat}/log`);
    expect(body.activities.at(-1)?.value).to.deep.equal({
      state: 'accepted',
      message: 'transferred',
      by: '小陈',
      note: '要开发票',
    });
    const sent = await who('chen').post(`conversations/${chat}/messages`, { text: '我还在', clientId: 'm' });
    expect(sent.error?.code).to.equal('not-yours');
  });

  it('A chat passed to a desk waits again at its old place', async () => {
    const old = await wants();
    await claim('chen', old);
    const young = await wants();
    expect(
      (await who('chen').post(`conversations/${old}/transfer`, { desk: 'front', note: '收费问题' })).status,
    ).to.equal(204);
    const { waiting } = (await who('lin').get<Queue>('queue')).body;
    expect(waiting.map(({ id }) => id)).to.deep.equal([old, young]);
    expect(waiting[0]?.desk?.zh).to.equal('前台');
    const nowhere = await who('chen').post(`conversations/${old}/transfer`, { desk: 'nowhere', note: 'x' });
    expect(nowhere.status).to.equal(409);
  });

  it('A manager takes a chat over with a reason; the clerk can write no more, an agent cannot do it', async () => {
    const chat = await wants();
    await claim('chen', chat);
    const over = (name: string, why: string) => who(name).post(`conversations/${chat}/take-over`, { why });
    expect((await over('lin', '我来')).status).to.equal(403);
    expect((await over('zhou', '')).status).to.equal(400);
    expect((await over('zhou', '住户要求找经理')).status).to.equal(204);
    const late = await who('chen').post(`conversations/${chat}/messages`, { text: '您好', clientId: 'm' });
    expect([late.error?.code, late.error?.holder]).to.deep.equal(['not-yours', '周经理']);
    const audit = storage().db.selectFrom('audit').select('action').where('subject', '=', `conversation:${chat}`);
    expect((await audit.orderBy('id').execute()).map(({ action }) => action)).to.deep.equal([
      'chat.claim',
      'chat.take-over',
    ]);
  });

  it('A chat is closed with what came of it', async () => {
    const chat = await wants();
    await claim('chen', chat);
    const close = (body: object) => who('chen').post(`conversations/${chat}/close`, body);
    expect((await close({ outcome: 'whatever' })).status).to.equal(400);
    expect((await close({ outcome: 'referred', note: '供电局' })).status).to.equal(204);
    const { body } = await who('zhou').get<ConversationDetail>(`conversations/${chat}`);
    const [handoff] = body.handoffs;
    expect([handoff?.state, handoff?.outcome, handoff?.note]).to.deep.equal(['closed', 'referred', '供电局']);
  });
});
