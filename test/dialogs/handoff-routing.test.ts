import { expect } from 'chai';
import { claimChat, letGoOfChat } from '#records/handoffs/handoffs.ts';
import { comeToDesk } from '../conversations/clerk.ts';
import { type Heard, openShared } from '../conversations/shared.ts';
import { until } from '../storage/engines.ts';
import { Talk } from './a-talk.ts';

const ESTATE = 'qinghu';
const CHEN = { id: 'staff-chen', name: '小陈' };
const LIN = { id: 'staff-lin', name: '林芳' };

describe('Where a chat goes', () => {
  const heard: Heard[] = [];
  let talk: Talk;

  before(async function () {
    this.timeout(60_000);
    talk = await Talk.open(await openShared(heard));
    for (const clerk of [CHEN, LIN]) await comeToDesk(talk.desk.storage, clerk);
  });
  after(async () => {
    await talk.close();
    expect(heard).to.deep.equal([]);
  });

  /** Time passes, and what came due meanwhile is done. */
  async function pass(minutes: number): Promise<void> {
    talk.clock.advance(minutes * 60_000);
    const { db } = talk.desk.storage;
    const due = () =>
      db
        .selectFrom('agenda')
        .select('id')
        .where('state', 'in', ['waiting', 'leased'])
        .where('due_at', '<=', talk.clock.now())
        .executeTakeFirst();
    await until(async () => {
      talk.desk.agenda.nudge();
      return (await due()) === undefined;
    });
  }

  async function handoffOf(who: string) {
    const row = await talk.desk.storage.db
      .selectFrom('handoff')
      .select(['desk', 'avoid', 'offered_to', 'offered_until', 'reason', 'requested_at'])
      .where('conversation_id', '=', who)
      .orderBy('requested_at', 'desc')
      .executeTakeFirstOrThrow();
    return { ...row, avoid: row.avoid === null ? null : JSON.parse(row.avoid) };
  }

  it('A resident in the middle of a repair goes to engineering', async () => {
    await talk.say('wang', '我家厨房水龙头漏水');
    await talk.say('wang', '转人工');
    expect((await handoffOf('wang')).desk).to.equal('engineering');
  });

  it('Somebody who only wants a person goes to the front desk', async () => {
    await talk.say('zhao', '转人工');
    expect((await handoffOf('zhao')).desk).to.equal('front');
  });

  it('A complaint goes to the service lead', async () => {
    await talk.say('qian', '我要投诉');
    await talk.say('qian', '楼道垃圾三天没人收');
    await talk.say('qian', '转人工');
    expect(await handoffOf('qian')).to.include({ desk: 'service-lead', avoid: null });
  });

  it('A complaint about the service lead goes to the manager, and never to her', async () => {
    await talk.say('sun', '我要投诉');
    await talk.say('sun', '客服主管林芳态度恶劣，骂人');
    await talk.say('sun', '转人工');
    const { desk, avoid } = await handoffOf('sun');
    expect(desk).to.equal('manager');
    expect(avoid.staff).to.deep.equal([LIN.id]);
    expect(avoid.desks).to.include('service-lead');
  });

  it('A complaint about how a repair was done never goes to engineering', async () => {
    await talk.say('li', '我要投诉');
    await talk.say('li', '维修师傅修了三次都没修好，还乱扔垃圾');
    await talk.say('li', '转人工');
    const { desk, avoid } = await handoffOf('li');
    expect(desk).to.equal('service-lead');
    expect(avoid.desks).to.include('engineering');
  });

  it('Whoever helped a resident last is asked first, as long as they are there', async () => {
    const chat = { conversationId: 'zhou', estateId: ESTATE };
    const { storage } = talk.desk;
    await talk.say('zhou', '转人工');
    expect((await handoffOf('zhou')).offered_to).to.equal(null);
    await storage.transact((tx) => claimChat(tx, chat, CHEN, talk.clock.now()));
    await storage.transact((tx) => letGoOfChat(tx, { ...chat, how: 'closed' }, CHEN, talk.clock.now()));
    await talk.desk.turns.idle();
    talk.clock.advance(60_000);
    await talk.say('zhou', '转人工');
    const again = await handoffOf('zhou');
    expect(again.offered_to).to.equal(CHEN.id);
    expect(again.offered_until).to.equal(again.requested_at + 30_000);
    await talk.say('zhou', '不等了');
    await storage.db.deleteFrom('staff_presence').where('staff_id', '=', CHEN.id).execute();
    talk.clock.advance(60_000);
    await talk.say('zhou', '转人工');
    expect((await handoffOf('zhou')).offered_to).to.equal(null);
  });

  it('Nobody takes it in time: the manager is told once; then nobody answers: once more, counted in office hours', async () => {
    const { storage } = talk.desk;
    const overdue = async () => {
      const rows = await storage.db
        .selectFrom('activity')
        .select('body')
        .where('conversation_id', '=', 'late')
        .where('type', '=', 'event')
        .execute();
      return rows.map(({ body }) => JSON.parse(body)).filter(({ name }) => name === 'handoff.overdue');
    };
    await talk.say('late', '转人工');
    await pass(4);
    expect(await overdue()).to.deep.equal([]);
    await pass(2);
    await pass(60);
    expect((await overdue()).map(({ value }) => value.which)).to.deep.equal(['claim']);
    const chat = { conversationId: 'late', estateId: ESTATE };
    await storage.transact((tx) => claimChat(tx, chat, LIN, talk.clock.now()));
    await pass(1);
    await pass(4);
    expect((await overdue()).map(({ value }) => value.which)).to.deep.equal(['claim', 'reply']);
  });
});
