import { expect } from 'chai';
import type { ConversationDetail, Log, Queue } from '#console/api.ts';
import type { EstateBook } from '#console/console-desk.ts';
import type { Delivery, Looking, OwnPost, Posts, Targets } from '#console/handoff-api.ts';
import { desksSchema } from '#handbook/schemas/desks.ts';
import { append } from '#records/activities.ts';
import { systemClock } from '#records/clock.ts';
import { requestHandoff } from '#records/handoffs.ts';
import { noteSeen } from '#records/office-delivery.ts';
import { fileTicket } from '#records/tickets.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aChat, anAccount, aWaitingChat, Browser, type RunningDesk, startDesk } from './desk.ts';

const named = (key: string, zh: string) => ({ key, name: { zh, en: key } });
const desks = desksSchema.parse({
  desks: [named('front', '前台'), named('engineering', '工程'), named('lead', '客服主管')],
  complaints: ['lead'],
  capacity: 2,
  offerSeconds: 60,
});
const HANDBOOK: EstateBook = {
  estates: () => [
    { id: 'lake', office: { name: { zh: '晴湖花园', en: 'Lake Garden' }, timeZone: 'Asia/Shanghai' }, desks },
    { id: 'hill', office: { name: { zh: '青山苑', en: 'Hill Court' }, timeZone: 'Asia/Shanghai' } },
  ],
};

onEveryEngine('Passing chats on', (storage) => {
  let desk: RunningDesk;
  const ids: Record<string, string> = {};
  const people: Record<string, Browser> = {};
  const who = (name: string) => people[name] as Browser;

  before(async () => {
    desk = await startDesk(storage(), { handbook: HANDBOOK });
    for (const [name, displayName, role] of [
      ['chen', '小陈', 'agent'],
      ['lin', '小林', 'agent'],
      ['wang', '王师傅', 'agent'],
      ['zhou', '周经理', 'manager'],
    ] as const) {
      ids[name] = await anAccount(storage(), { name, displayName, role, estates: ['lake'] });
      people[name] = new Browser(desk);
      await who(name).signIn(name);
    }
  });
  beforeEach(async () => {
    for (const table of ['staff_presence', 'staff_post'] as const) await storage().db.deleteFrom(table).execute();
    await storage().db.updateTable('conversation').set({ owner: 'bot', owner_staff_id: null }).execute();
    await storage().db.updateTable('handoff').set({ state: 'closed' }).execute();
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  const isThere = (name: string, viewing?: string) =>
    who(name).post('presence', { page: `page-of-${name}`, ...(viewing && { viewing }) });
  const sitsAt = (name: string, post: { desks?: string[]; languages?: string[]; capacity?: number | null }) =>
    who('zhou').post(`posts/${ids[name]}`, { desks: [], languages: [], capacity: null, ...post });
  const claim = async (name: string, chat: string) => {
    const { status, error } = await who(name).post(`conversations/${chat}/claim`);
    return status === 204 ? 'mine' : error?.code;
  };
  const wants = async (more: Partial<Parameters<typeof requestHandoff>[1]> = {}) => {
    const conversationId = await aChat(storage(), {});
    const wish = { conversationId, estateId: 'lake', reason: 'asked', level: 'ordinary', ...more } as const;
    await storage().transact((tx) => requestHandoff(tx, wish, systemClock));
    return conversationId;
  };

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

  it('Each message shows whether it reached the resident, and why not', async () => {
    const chat = await wants();
    await claim('chen', chat);
    const sent = await who('chen').post<{ seq: number }>(`conversations/${chat}/messages`, {
      text: '您好',
      clientId: 'a',
    });
    const shown = async () => (await who('chen').get<Delivery>(`conversations/${chat}/delivery`)).body;
    expect(await shown()).to.deep.equal({ seenSeq: 0, sent: [] });
    const { seq } = sent.body;
    await noteSeen(storage(), { conversationId: chat, estateId: 'lake', seq: seq + 99 }, 1);
    expect((await shown()).seenSeq, 'nobody saw what was not said').to.equal(0);
    await noteSeen(storage(), { conversationId: chat, estateId: 'lake', seq }, 1);
    await noteSeen(storage(), { conversationId: chat, estateId: 'lake', seq: seq - 1 }, 2);
    expect((await shown()).seenSeq).to.equal(seq);
  });

  it('On WeChat a message that waits or is lost says why in one word, and nothing of the error besides', async () => {
    const chat = await wants();
    await storage().db.updateTable('conversation').set({ channel: 'wechat' }).where('id', '=', chat).execute();
    const text = (said: string) => ({ type: 'message', role: 'staff', fromId: 'chen', text: said }) as const;
    await storage().transact((tx) => append(tx, chat, ['一', '二', '三'].map(text), 1));
    const states = [
      { state: 'sent', last_error: null },
      { state: 'held', last_error: 'window (45015)' },
      { state: 'dead', last_error: 'Error: token=secret' },
    ] as const;
    const rows = await storage().db.selectFrom('outbox').select('id').orderBy('seq').execute();
    for (const [at, state] of states.entries())
      await storage()
        .db.updateTable('outbox')
        .set(state)
        .where('id', '=', rows[at]?.id ?? '')
        .execute();
    const { body } = await who('chen').get<Delivery>(`conversations/${chat}/delivery`);
    expect(body.sent.map(({ state, why }) => [state, why])).to.deep.equal([
      ['undelivered', null],
      ['waits', 'window'],
      ['sent', null],
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
