import { expect } from 'chai';
import { likeliest } from '#dialogs/complaint/category.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { Talk } from './a-talk.ts';

const HOUR = 60 * 60 * 1000;

describe('The complaint service', () => {
  let shared: Shared;
  let talk: Talk;
  const heard: { code: string; error: unknown }[] = [];
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

  const tickets = (): Promise<TicketRow[]> =>
    talk.desk.storage.db.selectFrom('ticket').selectAll().orderBy('created_at').orderBy('number').execute();
  const events = (id: string) =>
    talk.desk.storage.db.selectFrom('ticket_event').selectAll().where('ticket_id', '=', id).orderBy('seq').execute();

  /** Says these lines, leaves out what else is asked, and confirms. @returns the case, and all the desk said */
  async function complain(who: string, ...lines: string[]) {
    const said: string[] = [];
    for (const line of lines) said.push(...(await talk.say(who, line)));
    for (let n = 0; n < 8 && !said.at(-1)?.includes('这样对吗'); n++) said.push(...(await talk.say(who, '跳过')));
    said.push(...(await talk.say(who, '对')));
    const ticket = (await tickets()).findLast((one) => one.conversation_id === who && one.service === 'complaint');
    if (!ticket) throw new Error(`Nothing was filed: ${said.at(-1)}`);
    return { ticket, said: said.join('\n'), answers: JSON.parse(ticket.answers) };
  }

  it('keeps what the record of a dissuasion needs, and a place for staff that is not the home it came from', async () => {
    const { ticket, answers } = await complain(
      'zhou',
      '我是周先生，家住9-18-01，楼上又在装修',
      '天天晚上十点到半夜',
      '13800138000',
    );
    expect(ticket).to.deep.include({
      category: 'C08',
      unit_code: '9-1801',
      place: '9栋19楼（住户说的“楼上”）',
      contact_name: '周先生',
      contact_phone: '13800138000',
      confidential: 1,
      due_at: talk.clock.now() + 4 * HOUR,
    });
    expect(answers.source.value).to.deep.equal({ words: '楼上', from: 'above', elsewhere: false });
    expect(answers.sound.told).to.equal('装修');
    expect(answers.when.told).to.equal('天天晚上十点到半夜');
    expect(answers.ongoing.value).to.equal(true);
    expect(answers.what.told).to.equal('楼上又在装修');
  });

  it('keeps nothing of who somebody is who stays anonymous, though they told it before', async () => {
    const code = await talk.code('3-2-501', 'owner', '陈静', '13912345678');
    await talk.say('chen', code);
    const { ticket, answers, said } = await complain(
      'chen',
      '我是3栋2单元501的陈静，电话13912345678，楼上天天半夜拖桌子',
      '不想留名',
    );
    expect(said).to.contain('不能给您回电');
    expect(ticket).to.deep.include({
      contact_name: null,
      contact_phone: null,
      unit_code: null,
      resident_id: null,
      due_at: null,
      confidential: 1,
    });
    expect(answers.contact.value).to.equal(null);
    for (const trace of ['13912345678', '陈静', '3-2-501', '501'])
      expect(JSON.stringify(ticket), trace).to.not.contain(trace);
  });

  it('counts the bound resident as the reporter of a complaint that is not anonymous', async () => {
    await talk.say('chen', await talk.code('3-2-501', 'owner', '陈静', '13912345678'));
    const { ticket } = await complain('chen', '前台态度恶劣', '今天上午', '跳过', '13912345678');
    expect(ticket.resident_id).to.be.a('string');
  });

  const ABOUT: Record<string, string[]> = {
    C01: ['保安态度太差了，张口就骂人', 'the receptionist hung up on me'],
    C02: ['修了三次还是坏的，什么水平', 'the electrician never showed up and nobody told me'],
    C03: ['乱收费，凭啥收我200', 'I was overcharged by your plumber'],
    C04: ['垃圾好几天没人收，臭死了', 'someone keeps smoking in the elevator'],
    C05: ['陌生人随便进出，门岗形同虚设', 'guards sleep on duty'],
    C06: ['我的车位又被别人占了', 'a car parks in my space every day'],
    C07: ['电梯三天两头坏', 'the lift has been broken for two weeks'],
    C08: ['楼上半夜拖桌子', 'drilling on a Sunday morning'],
    C09: ['遛狗不牵绳，吓到孩子了', 'dog poop everywhere in the garden'],
    C10: ['楼道里堆满了杂物', 'someone threw cigarette butts onto my balcony'],
    C11: ['楼顶被人私搭乱建', 'illegal construction on the roof'],
    C12: ['装修垃圾堆单元门口半个月了', 'construction dust all over my windows'],
    C13: ['房子质量太差，墙都空鼓', 'cracks in the wall, the developer does nothing'],
    C14: ['投诉楼上邻居', 'complaint about my neighbour'],
    C15: ['树都枯了没人浇水', 'the trees are dying'],
    C16: ['公共收益从来不公示', 'where does the advertising money go'],
    C17: ['业委会不换届', 'complaint about the owners committee'],
    C18: ['把我电话泄露给中介了', 'you leaked my phone number'],
    C19: ['机器人答非所问', 'this bot is useless'],
    C20: ['维修工私下跟我要红包', 'your worker demanded a tip'],
  };
  it('guesses what a complaint is about from its words, in both languages', () => {
    for (const [code, texts] of Object.entries(ABOUT)) {
      for (const text of texts) {
        const [best, second] = likeliest(text, shared.handbook.common());
        expect(best?.category.code, text).to.equal(code);
        expect(second?.weight, text).to.not.equal(best?.weight);
      }
    }
  });

  const WEIGHED: [string, TicketRow['level'], string, number | null][] = [
    ['保洁根本不打扫楼道', 'ordinary', 'front-desk', null],
    ['前台的小姑娘爱答不理', 'ordinary', 'supervisor', 1],
    ['楼道堆满杂物，要求赔偿我的车', 'urgent', 'manager', 1],
    ['垃圾好几天没人收，我要打12345', 'urgent', 'director', null],
    ['垃圾好几天没人收，再不管我找记者曝光', 'critical', 'director', null],
    ['保洁不打扫，我是晚报的记者', 'critical', 'company', 2],
    ['把我电话泄露给装修公司了', 'critical', 'privacy-officer', 1],
    ['维修工私下跟我要红包', 'urgent', 'company', 2],
    ['投诉你们主任，态度恶劣', 'urgent', 'company', 2],
    ['垃圾桶满了没人倒，反映了好几次', 'ordinary', 'supervisor', null],
  ];
  for (const [words, level, goesTo, confidential] of WEIGHED) {
    it(`passes “${words}” to the ${goesTo}`, async () => {
      const { ticket, answers } = await complain('li', words, '13800138000');
      expect(answers.weight.value.goesTo).to.equal(goesTo);
      expect(ticket).to.deep.include({ level, confidential });
    });
  }

  it('has the one in charge of personal data know of a leak the same day', async () => {
    const { answers } = await complain('li', '把我电话泄露给装修公司了');
    expect(answers.weight.value.by).to.equal('2026-11-23');
  });

  it('calls a person once a major complaint is filed, and nobody of the office for what is about the office', async () => {
    const waiting = () =>
      talk.desk.storage.db.selectFrom('handoff').select(['conversation_id', 'reason', 'level']).execute();
    await complain('wang', '投诉你们主任收红包');
    expect(await waiting()).to.deep.equal([]);
    await complain('li', '垃圾好几天没人收，再不管我找记者曝光');
    expect(await waiting()).to.deep.equal([{ conversation_id: 'li', reason: 'escalated', level: 'critical' }]);
  });

  it('calls a person at once for harm to a child, in the middle of a complaint, and keeps what was told', async () => {
    await talk.say('li', '楼下天天半夜蹦迪');
    const said = await talk.say('li', '昨天他们还虐待孩子');
    expect(said.join()).to.contain('工作人员').and.to.contain('110');
    const { owner, state } = await talk.conversation('li');
    expect(owner).to.equal('queue');
    expect(state.open.answers.what.told).to.equal('楼下天天半夜蹦迪');
  });

  it('ties a complaint to the case it names, and only to one of their own', async () => {
    const report = (conversationId: string) => ({
      estateId: 'qinghu',
      conversationId,
      service: 'repair',
      letter: 'R',
      date: '20261120',
      level: 'ordinary' as const,
      summary: '水龙头漏水',
      answers: {},
      actor: 'desk',
    });
    await talk.say('li', '你好');
    const { storage } = talk.desk;
    const own = await storage.transact((tx) => fileTicket(tx, report('li'), talk.clock));
    const others = await storage.transact((tx) => fileTicket(tx, report('zhou'), talk.clock));
    const { ticket, answers } = await complain('li', `报修${own.number}一周没人来，你们什么态度`);
    expect(answers.earlier.value).to.deep.equal({ number: own.number, ticketId: own.id });
    expect((await events(own.id)).at(-1)).to.deep.include({
      kind: 'complained',
      detail: JSON.stringify({ number: ticket.number }),
    });
    const second = await complain('wang', `报修${others.number}一周没人来，你们什么态度`);
    expect(second.answers.earlier.value).to.deep.equal({ number: others.number });
    expect((await events(others.id)).map(({ kind }) => kind)).to.deep.equal(['filed']);
  });

  it('ties “reported again and again” to the latest case without a number', async () => {
    const first = await talk.report('li', '3栋2单元501厨房水龙头漏水，明天上午在家，13800138000');
    talk.clock.advance(HOUR);
    const { answers } = await complain('li', '报修了三次都没人来修');
    expect(answers.earlier.told).to.equal(first);
  });

  it('files the same once only: the second time it goes to the supervisor, an answered case is taken up again', async () => {
    const { ticket } = await complain('li', '楼上天天半夜蹦迪', '我家3栋2单元501', '13800138000');
    await talk.desk.storage.db.updateTable('ticket').set({ state: 'answered' }).where('id', '=', ticket.id).execute();
    expect((await talk.say('li', '楼上又蹦迪了，说了好多次')).at(-1)).to.contain(ticket.number);
    await talk.say('li', '就是这件');
    const [only, ...rest] = await tickets();
    expect(rest).to.deep.equal([]);
    expect(only?.state).to.equal('in-progress');
    expect((await events(ticket.id)).map(({ kind }) => kind)).to.include.members(['added', 'escalated', 'state']);
    await talk.say('li', '我要打12345');
    const [raised] = await tickets();
    expect(raised?.level).to.equal('urgent');
    expect(JSON.parse(raised?.answers ?? '{}').weight.value.goesTo).to.equal('director');
    await talk.say('li', '还是没人联系我');
    expect(JSON.parse((await tickets())[0]?.answers ?? '{}').weight.value.goesTo).to.equal('director');
  });

  it('files another matter of the same person on its own', async () => {
    await complain('li', '楼上天天半夜蹦迪', '我家3栋2单元501', '13800138000');
    await talk.say('li', '楼下又在唱卡拉OK，说了好多次');
    await talk.say('li', '另外一件');
    await talk.say('li', '现在没有');
    const said = (await talk.say('li', '匿名')).join('\n');
    expect(said).to.contain('楼下又在唱卡拉OK').and.to.contain('这样对吗');
  });

  it('reports what is broken for repair as well, with what is known', async () => {
    await complain('li', '投诉，7栋电梯老是夹人', '这两天', '跳过', '13800138000');
    await talk.say('li', '好的');
    const { state } = await talk.conversation('li');
    expect(state.open.form).to.equal('repair');
    expect(state.open.answers.what.told).to.contain('电梯老是夹人');
    expect(state.open.answers.where.told).to.contain('7栋');
    expect(state.open.answers.contact.value.phone).to.equal('13800138000');
  });

  it('keeps a photo that nobody asked for', async () => {
    await talk.say('li', '前台态度恶劣');
    await talk.say('li', { file: 'desk.jpg' });
    const { answers } = await complain('li', '今天上午', '跳过', '13800138000');
    expect(answers.photo.value).to.have.length(1);
  });

  it('asks no list of somebody who has insulted twice, and never scolds', async () => {
    await talk.say('li', '你们都是废物');
    await talk.say('li', '一群饭桶');
    const said = (await talk.say('li', '就是不好，很不好')).join('\n');
    expect(said).to.not.contain('1 ');
    expect(said).to.contain('在哪里');
  });

  it('asks for what a question leaves open together with the complaint, while the office has not entered its hours', async () => {
    await talk.say('li', '楼上天天半夜放音乐');
    const said = (await talk.say('li', '法律规定几点以后不能吵？')).join('\n');
    expect(said).to.contain('第七十条').and.to.contain('110');
    expect(said).to.contain('施工的时间').and.not.to.contain('我来问一下');
  });
});
