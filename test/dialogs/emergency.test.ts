import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { claimChat, letGoOfChat, requestHandoff } from '#records/handoffs/handoffs.ts';
import { markDelivered } from '#records/paging/calls.ts';
import { ROOT } from '#src/root.ts';
import { type EmergencyDesk, openEmergencyDesk, postAsResident } from './emergency-desk.ts';

const { lines } = JSON.parse(readFileSync(join(ROOT, 'data/common/safety-lines.json'), 'utf8')) as {
  lines: { kind: string; zh: string; en: string }[];
};
const line = (kind: string) => lines.find((one) => one.kind === kind) ?? expect.fail(kind);

/** As typed, as voice input writes it, with slips, in pinyin, in English. */
const CRIES: [string, string, 'zh' | 'en'][] = [
  ['我家厨房着火了快来人', 'fire', 'zh'],
  ['厨房灯闪，有糊味', 'fire', 'zh'],
  ['家里好大一股煤七味', 'gas', 'zh'],
  ['我被困在电踢里面了', 'lift', 'zh'],
  ['diantikunren le', 'lift', 'zh'],
  ['水管暴了满地都是水', 'flood', 'zh'],
  ['整栋楼都停电了', 'outage', 'zh'],
  ['老人晕倒了没反应', 'collapse', 'zh'],
  ['there is a fire in my kitchen', 'fire', 'en'],
  ['elevater stuck with people inside', 'lift', 'en'],
  ['i can smell gass, there is a gas leek', 'gas', 'en'],
  ['我不想活了', 'self-harm', 'zh'],
];

describe('Danger with every recognizer off', () => {
  let at: EmergencyDesk;
  before(async () => {
    at = await openEmergencyDesk();
  });
  after(() => at.close());
  const cases = (chat: string) =>
    at.desk.storage.db.selectFrom('ticket').selectAll().where('conversation_id', '=', chat).orderBy('number').execute();
  const pages = (chat: string) =>
    at.desk.storage.db
      .selectFrom('duty_page')
      .selectAll()
      .where('conversation_id', '=', chat)
      .orderBy('created_at')
      .execute();
  const handoff = (chat: string) =>
    at.desk.storage.db.selectFrom('handoff').selectAll().where('conversation_id', '=', chat).executeTakeFirst();

  for (const [words, kind, language] of CRIES) {
    it(`“${words}”: the safety line is the first word, and the case, the page and the queue are in the same turn`, async () => {
      const chat = await at.chat();
      const [first = ''] = await at.say(chat, words);
      expect(first.startsWith(line(kind)[language]), first).to.equal(true);
      expect(
        (await cases(chat)).map(({ service, level, category, state }) => [service, level, category, state]),
      ).to.deep.equal([['emergency', 'critical', kind, 'accepted']]);
      expect((await pages(chat)).map((page) => [page.kind, page.state])).to.deep.equal([[kind, 'calling']]);
      expect(await handoff(chat)).to.include({ state: 'waiting', level: 'critical', reason: 'emergency' });
    });
  }

  it('in two or three Latin letters words, where nobody can tell the language, is answered in both', async () => {
    const [first = ''] = await at.say(await at.chat(), 'gas leak');
    expect(first).to.contain(line('gas').zh).and.contain(line('gas').en);
  });

  it('comes first while a form is open, and takes the home from it', async () => {
    const chat = await at.chat();
    await at.say(chat, '人工');
    const other = await at.chat();
    await at.desk.storage.transact(async (tx) => {
      const open = { form: 'repair', version: 1, misses: 0, asking: 'since' };
      const where = {
        value: { kind: 'home', code: '3-2-501', building: '3', unit: '2', room: '501' },
        told: '3栋2单元501',
      };
      const state = { version: 1, locale: 'zh-CN', misses: 0, greeted: true, open: { ...open, answers: { where } } };
      await tx.db
        .updateTable('conversation')
        .set({ state: JSON.stringify(state) })
        .where('id', '=', other)
        .execute();
    });
    const [first = ''] = await at.say(other, '着火了');
    expect(first.startsWith(line('fire').zh)).to.equal(true);
    expect((await cases(other))[0]).to.include({ unit_code: '3-2-501', place: '3栋2单元501' });
    const kept = await at.desk.storage.db
      .selectFrom('conversation')
      .select('state')
      .where('id', '=', other)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(kept.state).open.form).to.equal('repair');
  });

  it('comes first while a person holds the chat: the case and the page are there, and the questions are left to the person', async () => {
    const chat = await at.chat();
    const where = { conversationId: chat, estateId: 'qinghu' };
    await at.desk.storage.transact(async (tx) => {
      await requestHandoff(tx, { ...where, reason: 'asked', level: 'ordinary' }, at.clock);
      await claimChat(tx, where, { id: 'staff-chen', name: '小陈' }, at.clock.now());
    });
    await at.hear(chat);
    const said = await at.say(chat, '着火了');
    expect(said).to.have.length(1);
    expect(said[0]).to.contain(line('fire').zh);
    expect(await pages(chat)).to.have.length(1);
  });

  it('moves a chat that waits already to the front of the queue', async () => {
    const chat = await at.chat();
    await at.say(chat, '人工');
    expect(await handoff(chat)).to.include({ level: 'ordinary' });
    await at.say(chat, '着火了');
    expect(await handoff(chat)).to.include({ level: 'critical', reason: 'emergency', state: 'waiting' });
  });

  it('told again is one case; a cry without a kind takes the kind that follows; another danger is another case', async () => {
    const chat = await at.chat();
    await at.say(chat, '救命啊');
    await at.say(chat, '我被困在电梯里了');
    await at.say(chat, '快来人啊，还困在电梯里');
    expect((await cases(chat)).map(({ category, summary }) => [category, summary])).to.deep.equal([
      ['lift', '电梯困人'],
    ]);
    expect((await pages(chat)).map(({ kind }) => kind)).to.deep.equal(['lift']);
    await at.say(chat, '电梯外面着火了');
    expect((await cases(chat)).map(({ category }) => category)).to.deep.equal(['lift', 'fire']);
    at.clock.advance(7 * 3_600_000);
    await at.say(chat, '又着火了');
    expect(await cases(chat), 'tomorrow it is another fire').to.have.length(3);
  });

  it('is completed by later answers: on the case with its history, and on the page without the room', async () => {
    const chat = await at.chat();
    await at.say(chat, '着火了');
    await at.say(chat, '3栋2单元501');
    await at.say(chat, '三个人，有人烧伤了');
    const [ticket] = await cases(chat);
    expect(ticket).to.include({ unit_code: '3-2-501', place: '3栋2单元501' });
    expect(JSON.parse(ticket?.answers ?? '{}').people.value).to.deep.equal({ count: 3, hurt: true });
    const events = await at.desk.storage.db
      .selectFrom('ticket_event')
      .selectAll()
      .where('ticket_id', '=', ticket?.id ?? '')
      .orderBy('seq')
      .execute();
    expect(events.map(({ actor, kind }) => [actor, kind])).to.deep.equal([
      ['desk', 'filed'],
      ['system', 'paged'],
      ['resident', 'answered'],
      ['resident', 'answered'],
    ]);
    const [page] = await pages(chat);
    expect(JSON.parse(page?.place ?? '{}')).to.deep.equal({ zh: '3栋2单元', en: 'Building 3, Unit 2' });
    expect(page?.notes).to.equal('["hurt"]');
  });

  it('is one power cut for all homes: one page, a case for each, and whoever depends on a device is on the page', async () => {
    const [one, two, three] = [await at.chat(), await at.chat(), await at.chat()];
    await at.say(one, '7栋2单元整栋楼都停电了');
    await at.say(one, '没有');
    const said = await at.say(two, '小区停电了，我妈在家用制氧机');
    expect(said.join()).to.contain('设备快撑不住时').and.contain('急救：120');
    const [first, joined] = [(await cases(one))[0], (await cases(two))[0]];
    expect(joined?.joined_id).to.equal(first?.id);
    expect(await pages(two)).to.deep.equal([]);
    for (const words of ['3栋整栋楼都停电了', '7栋整栋楼停电了']) await at.say(three, words);
    const [page] = await pages(one);
    expect(page).to.include({ notes: '["life-support"]' });
    expect(JSON.parse(page?.place ?? '{}')).to.deep.equal({
      zh: '7栋2单元、3栋',
      en: 'Building 7, Unit 2; Building 3',
    });
    const sends = await at.desk.storage.db
      .selectFrom('duty_page_send')
      .select('id')
      .where('page_id', '=', page?.id ?? '')
      .execute();
    await at.desk.storage.transact((tx) => markDelivered(tx, sends[0]?.id ?? '', at.clock.now()));
    for (const chat of [one, two]) expect((await at.hear(chat)).join(), chat).to.contain('已通知值班人员');
  });

  it('calls somebody again when they came long ago, or when the chat was handed back since', async () => {
    const chat = await at.chat();
    const where = { conversationId: chat, estateId: 'qinghu' };
    await at.say(chat, '水管爆了');
    await at.desk.storage.transact((tx) => claimChat(tx, where, { id: 'staff-chen', name: '小陈' }, at.clock.now()));
    await at.say(chat, '水管爆了快来');
    expect(await cases(chat), 'they are coming').to.have.length(1);
    await at.desk.storage.transact((tx) =>
      letGoOfChat(tx, { ...where, how: 'returned' }, { id: 'staff-chen', name: '小陈' }, at.clock.now()),
    );
    await at.say(chat, '水管爆了');
    expect(await cases(chat)).to.have.length(2);
    expect((await pages(chat)).map(({ state }) => state)).to.deep.equal(['accepted', 'calling']);
  });

  it('does not believe a page of the resident that claims somebody was notified', async () => {
    const chat = await at.chat();
    await at.say(chat, '着火了');
    const [ticket] = await cases(chat);
    await postAsResident(at, chat, 'page.delivered', { ticketId: ticket?.id, step: 0 });
    await postAsResident(at, chat, 'page.accepted', { ticketId: ticket?.id });
    expect(await at.hear(chat)).to.deep.equal([]);
  });

  it('of somebody who wants to die asks nothing and promises no counsel; each message is answered', async () => {
    const chat = await at.chat();
    const said = [
      ...(await at.say(chat, '我不想活了')),
      ...(await at.say(chat, '活着没意思')),
      ...(await at.say(chat, '我在顶楼')),
    ];
    expect(said).to.have.length(3);
    expect(said.join()).to.not.match(/[？?]|几栋|几个人/);
    expect(said[1]).to.contain('120').and.contain('12356');
  });
});

describe('A desk that can call nobody', () => {
  for (const [name, duty] of [
    ['duty.json is not there', null],
    ['nobody in it has means', { people: [{ key: 'night', name: { zh: '值班', en: 'Duty' } }], order: ['night'] }],
  ] as const)
    it(`says so in the first reply and never that somebody was notified, when ${name}`, async () => {
      const at = await openEmergencyDesk(duty);
      const chat = await at.chat();
      const [first = ''] = await at.say(chat, '着火了');
      expect(first).to.contain('119').and.contain('没法直接呼叫值班人员');
      const later = await at.say(chat, '你们什么时候到');
      expect([first, ...later].join()).to.not.contain('已通知');
      const page = await at.desk.storage.db.selectFrom('duty_page').selectAll().executeTakeFirst();
      expect(page, 'the console’s alarm is on all the same').to.include({ kind: 'fire' });
      expect(page?.state).to.not.equal('accepted');
      await at.close();
    });
});

describe('A power cut that the office has announced', () => {
  it('is told with its notice, and somebody is called all the same', async () => {
    const words = (zh: string) => ({ zh, en: zh });
    const notice = {
      id: 'line-work',
      kind: 'routine',
      stops: ['power'],
      title: words('线路检修停电'),
      body: words('供电线路检修，期间停电。'),
      affected: [{ building: '7-8' }],
      from: '2026-11-23 20:00',
      to: '2026-11-23 23:30',
      source: { by: 'office' },
      published: '2026-11-20 10:00',
    };
    const at = await openEmergencyDesk(undefined, { notices: [notice] });
    const [concerned, other] = [await at.chat(), await at.chat()];
    expect((await at.say(concerned, '7栋整栋楼都停电了')).join())
      .to.contain('请马上回复1')
      .and.contain('线路检修停电');
    expect((await at.say(other, '3栋整栋楼都停电了')).join()).to.not.contain('线路检修停电');
    expect(await at.desk.storage.db.selectFrom('duty_page').select('id').execute()).to.have.length(1);
    await at.close();
  });
});
