import { expect } from 'chai';
import type { ConversationDetail, Log, Queue } from '#console/api.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aChat, aClerk, anAccount, aWaitingChat, Browser, type RunningDesk, startDesk } from './desk.ts';

onEveryEngine('Taking over a chat', (storage) => {
  let desk: RunningDesk;
  let chen: Browser;
  let lin: Browser;

  before(async () => {
    desk = await startDesk(storage());
    chen = await aClerk(desk, storage(), { name: 'chen', displayName: '小陈' });
    lin = await aClerk(desk, storage(), { name: 'lin', displayName: '小林' });
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  it('Twenty clerks reach for fifty chats at once: each chat has one owner, and everyone else is told who', async function () {
    this.timeout(120_000);
    const names = Array.from({ length: 20 }, (_, n) => `clerk-${n}`);
    for (const name of names) await anAccount(storage(), { name, displayName: `Clerk ${name}` });
    const clerks = await Promise.all(names.map(() => new Browser(desk)));
    for (const [n, clerk] of clerks.entries()) expect((await clerk.signIn(names[n] ?? '')).status).to.equal(200);
    const chats = await Promise.all(Array.from({ length: 50 }, () => aWaitingChat(storage())));
    const claims = await Promise.all(
      chats.flatMap((chat) =>
        clerks.map(async (clerk, n) => ({
          chat,
          clerk: names[n],
          answer: await clerk.post(`conversations/${chat}/claim`),
        })),
      ),
    );
    for (const chat of chats) {
      const tries = claims.filter((one) => one.chat === chat);
      const winners = tries.filter(({ answer }) => answer.status === 204);
      expect(winners).to.have.length(1);
      const losers = tries.filter(({ answer }) => answer.status === 409);
      expect(losers).to.have.length(19);
      for (const { answer } of losers) {
        expect(answer.error).to.deep.include({ code: 'already-claimed', holder: `Clerk ${winners[0]?.clerk}` });
      }
    }
    const rows = await storage().db.selectFrom('handoff').select(['state', 'staff_id']).execute();
    expect(rows.filter(({ state }) => state === 'accepted')).to.have.length(50);
    const audit = await storage().db.selectFrom('audit').select('subject').where('action', '=', 'chat.claim').execute();
    expect(new Set(audit.map(({ subject }) => subject)).size).to.equal(50);
    expect(audit).to.have.length(50);
  });

  it('A clerk who claims their own chat again is not told that it is lost', async () => {
    const chat = await aWaitingChat(storage());
    expect((await chen.post(`conversations/${chat}/claim`)).status).to.equal(204);
    expect((await chen.post(`conversations/${chat}/claim`)).status).to.equal(204);
    expect((await chen.get<Queue>('queue')).body.mine.map(({ id }) => id)).to.include(chat);
  });

  it('A chat that nobody asked a person for cannot be claimed', async () => {
    const chat = await aChat(storage(), {});
    const { status, error } = await chen.post(`conversations/${chat}/claim`);
    expect([status, error?.code, error?.holder]).to.deep.equal([409, 'already-claimed', undefined]);
  });

  it('Only the clerk who holds a chat writes, types, returns and closes', async () => {
    const chat = await aWaitingChat(storage());
    const message = { text: '您好，我是小陈', clientId: 'm1' };
    for (const call of ['messages', 'typing', 'return', 'close']) {
      const before = await chen.post(`conversations/${chat}/${call}`, message);
      expect([before.status, before.error?.code, before.error?.holder]).to.deep.equal([409, 'not-yours', undefined]);
    }
    await chen.post(`conversations/${chat}/claim`);
    for (const call of ['messages', 'typing', 'return', 'close']) {
      const other = await lin.post(`conversations/${chat}/${call}`, message);
      expect([other.status, other.error?.code, other.error?.holder]).to.deep.equal([409, 'not-yours', '小陈']);
    }
    expect((await chen.post(`conversations/${chat}/typing`)).status).to.equal(204);
    expect((await chen.post(`conversations/${chat}/messages`, message)).status).to.equal(200);
    expect((await chen.post(`conversations/${chat}/return`)).status).to.equal(204);
    expect((await chen.post(`conversations/${chat}/return`)).status).to.equal(409);
    const { body } = await lin.get<ConversationDetail>(`conversations/${chat}`);
    expect(body.conversation.owner).to.deep.equal({ kind: 'bot' });
    expect(body.handoffs.map(({ state, staffName }) => [state, staffName])).to.deep.equal([['returned', '小陈']]);
  });

  it('A message that the page sends twice, even at the same moment, stands once', async () => {
    const chat = await aWaitingChat(storage());
    await chen.post(`conversations/${chat}/claim`);
    const message = { text: '师傅十分钟后到', clientId: 'once' };
    const path = `conversations/${chat}/messages`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => chen.post<{ seq: number }>(path, message)));
    answers.push(await chen.post(path, message));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(6).fill(200));
    expect(new Set(answers.map(({ body }) => body.seq)).size).to.equal(1);
    const { body } = await chen.get<Log>(`conversations/${chat}/log`);
    expect(body.activities.filter(({ text }) => text === message.text)).to.have.length(1);
    expect(body.activities.at(-1)).to.deep.include({ role: 'staff', fromName: '小陈', text: message.text });
  });

  it('What was done to a chat is in the audit, what was said is not', async () => {
    const chat = await aWaitingChat(storage());
    await chen.post(`conversations/${chat}/claim`);
    await chen.post(`conversations/${chat}/messages`, { text: '只说给住户听', clientId: 'm1' });
    await chen.post(`conversations/${chat}/close`);
    const rows = await storage()
      .db.selectFrom('audit')
      .selectAll()
      .where('subject', '=', `conversation:${chat}`)
      .orderBy('id')
      .execute();
    expect(rows.map((row) => [row.action, row.estate_id])).to.deep.equal([
      ['chat.claim', 'lake'],
      ['chat.send', 'lake'],
      ['chat.closed', 'lake'],
    ]);
    expect(JSON.stringify(rows)).to.not.include('只说');
  });
});
