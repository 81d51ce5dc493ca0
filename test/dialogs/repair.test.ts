import { expect } from 'chai';
import { readTicketEvents } from '#records/cases/ticket-lists.ts';
import { updateFault } from '#records/cases/update-fault.ts';
import type { News } from '#storage/news.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { Talk } from './a-talk.ts';

const AT = Date.parse('2026-11-23T10:00:00+08:00');

describe('A repair', () => {
  const heard: { code: string; error: unknown }[] = [];
  let shared: Shared;
  let talk: Talk;
  before(async () => {
    shared = await openShared(heard);
  });
  after(() => shared.handbook.close());
  beforeEach(async () => {
    talk = await Talk.open(shared);
  });
  afterEach(async () => {
    await talk.close();
    expect(heard).to.deep.equal([]);
  });

  /** Says these one after the other. @returns what the desk says to the last */
  async function say(who: string, ...lines: string[]): Promise<string> {
    let said: string[] = [];
    for (const line of lines) said = await talk.say(who, line);
    return said.join('\n');
  }
  const tickets = (): Promise<TicketRow[]> =>
    talk.desk.storage.db.selectFrom('ticket').selectAll().orderBy('number').execute();
  /** A home reports that its whole building has no water, and joins whoever did before. */
  const noWater = (who: string, home: string, phone: string) =>
    say(who, '没水了，整栋楼都没水', home, ...(who === 'first' ? ['刚才', phone, '跳过'] : ['我也是', phone]), '对');

  it('is entered in the register and told to those who repair, each with its time', async () => {
    const news: News[] = [];
    talk.desk.storage.listen((one) => news.push(one));
    await say('wang', '厨房水龙头滴水', '能停', '3栋2单元501', '昨天', '随时', '13800138000', '跳过', '对');
    const [ticket] = await tickets();
    expect(ticket).to.include({ service: 'repair', category: 'R01', created_at: AT, unit_code: '3-2-501' });
    const events = await readTicketEvents(talk.desk.storage.db, ticket?.id ?? '');
    expect(events.map(({ kind, at }) => ({ kind, at }))).to.deep.equal([
      { kind: 'filed', at: AT },
      { kind: 'notified', at: AT },
    ]);
    expect(
      news.some((one) => one.about === 'ticket' && one.id === ticket?.id),
      'the console hears of it',
    ).to.equal(true);
  });

  it('is as pressing as its answers make it, and told so to staff', async () => {
    const cases: [string, string[], TicketRow['level']][] = [
      ['a', ['卧室门锁坏了', '能锁上', '3栋2单元501', '昨天', '随时'], 'ordinary'],
      ['b', ['卧室门锁坏了', '锁不上', '3栋2单元501', '昨天', '有人'], 'urgent'],
      ['c', ['煤气灶打不着火', '闻不到', '3栋2单元501', '昨天', '随时'], 'ordinary'],
      ['d', ['洗衣机坏了', '要登记', '3栋2单元501', '昨天', '随时'], 'planned'],
      ['e', ['楼上漏水到我家', '还在漏', '3栋2单元501', '昨天', '有人'], 'urgent'],
    ];
    for (const [who, lines] of cases) await say(who, ...lines, '13800138000', '跳过', '对');
    const levels = (await tickets()).map(({ level }) => level);
    expect(levels).to.deep.equal(cases.map(([, , level]) => level));
  });

  it('asks for the minimum and nothing else: no papers, no age, no income', async () => {
    await say('wang', '厨房水龙头滴水', '能停', '3栋2单元501', '昨天', '随时', '13800138000', '跳过', '对');
    const [ticket] = await tickets();
    const answers = Object.keys(JSON.parse(ticket?.answers ?? '{}'));
    expect(answers).to.have.members(['what', 'first', 'where', 'since', 'whenHome', 'contact', 'photo']);
  });

  it('that several homes have is told of to all of them with one update, each in their own conversation', async () => {
    await noWater('first', '3栋1单元501', '13800138000');
    const told = await talk.say('second', '没水了，整栋楼都没水');
    expect(told.join()).to.not.contain('13800138000');
    await talk.say('second', '取消');
    await noWater('second', '3栋1单元601', '13900139000');
    await noWater('third', '3栋2单元301', '13700137000');
    const [head, ...joined] = await tickets();
    expect(joined.map(({ joined_id, contact_phone }) => ({ joined_id, contact_phone }))).to.deep.equal([
      { joined_id: head?.id, contact_phone: '13900139000' },
      { joined_id: head?.id, contact_phone: '13700137000' },
    ]);
    const update = {
      ticketId: joined[1]?.id ?? '',
      actor: 'staff:wu',
      state: 'dispatched',
      words: '水泵在修',
      by: '老吴',
    };
    await talk.desk.storage.transact((tx) => updateFault(tx, { ...update, state: 'dispatched' }, talk.clock.now()));
    for (const [at, who] of ['first', 'second', 'third'].entries()) {
      const said = (await talk.hear(who)).join('\n');
      expect(said, who)
        .to.contain(`R20261123-000${at + 1}`)
        .and.contain('水泵在修')
        .and.contain('老吴');
      expect(said, 'nothing of the others').to.not.match(/1[39]\d{9}|\d单元/u);
    }
  });

  it('tells whoever joins the number and the state, and nothing of who reported it', async () => {
    await noWater('first', '3栋1单元501', '13800138000');
    const said = await say('second', '没水了，整栋楼都没水', '3栋2单元301');
    expect(said).to.contain('R20261123-0001').and.contain('已受理');
    expect(said).to.not.match(/13800138000|1单元501/u);
  });

  it('tells the first reporter of five homes more, by number, and of four nothing', async () => {
    await noWater('first', '3栋1单元501', '13800138000');
    for (const floor of [6, 7, 8, 9]) await noWater(`home-${floor}`, `3栋1单元${floor}01`, `1390013900${floor}`);
    expect(await talk.hear('first')).to.deep.equal([]);
    await noWater('home-10', '3栋1单元1001', '13900139010');
    expect((await talk.hear('first')).join()).to.contain('目前还有 5 户报了同样的问题');
  });

  it('is not joined any more when the place turns out to be another building', async () => {
    await noWater('first', '3栋1单元501', '13800138000');
    await say('second', '没水了，整栋楼都没水', '3栋2单元301', '一起跟进');
    const said = await say('second', '不是3栋，是5栋');
    expect(said).to.contain('5栋2单元301').and.contain('什么时候开始');
    await say('second', '刚才', '13900139000', '跳过', '对');
    expect((await tickets()).map(({ joined_id }) => joined_id)).to.deep.equal([null, null]);
  });

  it('is asked about anew when another building has the same fault too', async () => {
    await noWater('first', '3栋1单元501', '13800138000');
    await say('other', '没水了，整栋楼都没水', '5栋1单元501', '刚才', '13700137000', '跳过', '对');
    await say('second', '没水了，整栋楼都没水', '3栋2单元301', '一起跟进');
    expect(await say('second', '不是3栋，是5栋'))
      .to.contain('R20261123-0002')
      .and.contain('一起跟进');
  });

  it('of the known home of a resident is not asked where', async () => {
    const code = await talk.code('3-2-501', 'owner', '李先生', '13800138000');
    await talk.say('li', code);
    const said = await say('li', '厨房水龙头滴水', '能停', '昨天', '随时', '跳过');
    expect(said).to.contain('地点：3栋2单元501').and.contain('李先生，13800138000');
    expect(await say('li', '取消', '路灯不亮了', '没有危险')).to.contain('请问在什么地方');
  });
});
