import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CASE_SERVICES, type CaseState, statesOf } from '#records/cases/case-states.ts';
import { changeCase } from '#records/cases/change-case.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { ROOT } from '#src/root.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Shared } from '../conversations/play.ts';
import { openShared } from '../conversations/shared.ts';
import { Talk } from './a-talk.ts';

describe('Where a case stands', () => {
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

  const file = async (who: string, more: object = {}): Promise<TicketRow> => {
    await talk.say(who, '你好');
    const filed = { estateId: 'qinghu', conversationId: who, service: 'repair', letter: 'R', date: '20261123' };
    const about = { level: 'ordinary', summary: '主卧漏水', place: '3栋2单元501', unitCode: '3-2-501' } as const;
    const contact = { contactName: '李雷', contactPhone: '13800138000' };
    const ticket = { ...filed, ...about, ...contact, answers: {}, actor: 'desk', ...more };
    return talk.desk.storage.transact((tx) => fileTicket(tx, ticket, talk.clock));
  };
  const now = (ticket: TicketRow) =>
    talk.desk.storage.db.selectFrom('ticket').selectAll().where('id', '=', ticket.id).executeTakeFirstOrThrow();

  it('has words for every state of every kind of case, in both languages', () => {
    for (const language of ['zh-CN', 'en']) {
      const words = JSON.parse(readFileSync(join(ROOT, 'locales', language, 'status.json'), 'utf8'));
      for (const service of CASE_SERVICES)
        for (const state of statesOf(service)) {
          expect(words.state[`${service}-${state}`], `${language} ${service} ${state}`).to.be.a('string');
          expect(words.next[`${service}-${state}`], `${language} ${service} ${state}`).to.be.a('string');
        }
    }
  });

  it('gives no sign whether a number that is somebody else’s exists: the same words as for one that does not', async () => {
    await file('li');
    const mask = (said: string[]) => said.join('\n').replaceAll(/R\d{8}-\d{4}/g, 'NUMBER');
    const ask = async (who: string, text: string) => {
      await talk.say(who, '你好');
      return mask(await talk.say(who, text));
    };
    for (const words of ['NUMBER 到哪一步了', '取消 NUMBER', '催一下 NUMBER', '给 NUMBER 补充一下，是热水', 'NUMBER']) {
      const real = await ask(`a-${words}`, words.replace('NUMBER', 'R20261123-0001'));
      const none = await ask(`b-${words}`, words.replace('NUMBER', 'R20261123-0999'));
      expect(real, words).to.equal(none);
      expect(real, words).to.contain('没有查到 NUMBER');
    }
  });

  it('tells phone and name together the number, the state and the next step, and nothing of place or matter', async () => {
    await file('li');
    const said = (await talk.say('x', '查进度，电话13800138000，姓名李雷')).join('\n');
    expect(said).to.contain('R20261123-0001').and.contain('已受理');
    expect(said).to.not.contain('漏水').and.not.contain('501').and.not.contain('主卧');
  });

  it('is held back from guessing names: three misses bring a person, five end it for the day', async () => {
    await file('li');
    await talk.say('x', '查进度');
    for (const name of ['李一', '李二', '李三']) await talk.say('x', `13800138000 姓名${name}`);
    expect((await talk.conversation('x')).owner).to.equal('queue');
    for (const name of ['李四', '李五']) {
      await talk.say('x', '不等了');
      await talk.say('x', `查进度 13800138000 姓名${name}`);
    }
    await talk.say('x', '不等了');
    const said = (await talk.say('x', '查进度 13800138000 姓名李雷')).join('\n');
    expect(said).to.contain('次数').and.not.contain('已受理');
  });

  it('is raised and on record when its reporter presses', async () => {
    const ticket = await file('li');
    await talk.say('li', '催一下我的报修');
    expect((await now(ticket)).level).to.equal('urgent');
    const { db } = talk.desk.storage;
    const events = await db.selectFrom('ticket_event').selectAll().where('ticket_id', '=', ticket.id).execute();
    expect(events.map(({ kind, actor }) => `${actor} ${kind}`)).to.deep.equal(['desk filed', 'resident hurried']);
  });

  it('names a photo that came later on the case', async () => {
    const ticket = await file('li');
    await talk.say('li', { file: '漏水.jpg' });
    expect((await talk.say('li', '1')).join()).to.contain('已经加到');
    const { added } = JSON.parse((await now(ticket)).answers);
    expect(added.value[0].files[0].name).to.equal('漏水.jpg');
    expect(added.value[0].conversationId).to.equal('li');
  });

  it('says no time that the office has not adopted', async () => {
    for (const service of ['suggestion', 'emergency', 'privacy', 'enquiry']) {
      await file(`li-${service}`, { service, letter: 'X' });
      const said = (await talk.say(`li-${service}`, '催一下我的事')).join('\n');
      expect(said, service)
        .to.contain('催')
        .and.not.match(/小时|分钟/);
    }
  });

  it('another matter said after "shall I cancel it" cancels nothing', async () => {
    const ticket = await file('li');
    await talk.say('li', '取消报修');
    await talk.say('li', '另外厨房灯也坏了');
    expect((await now(ticket)).state).to.equal('accepted');
  });

  it('a case of a kind that this version does not know is under way, in words', async () => {
    const ticket = await file('li', { service: 'parking', letter: 'K' });
    const state = 'rectifying' as CaseState;
    await talk.desk.storage.db.updateTable('ticket').set({ state }).where('id', '=', ticket.id).execute();
    expect((await talk.say('li', '查进度')).join()).to.contain('办理中');
  });

  it('is told when it moves on, even to somebody in the middle of another form', async () => {
    const ticket = await file('li');
    await talk.say('li', '卧室窗户关不上');
    const { open } = (await talk.conversation('li')).state;
    const change = { ticketId: ticket.id, state: 'dispatched', actor: 'staff:1', why: '', tellResident: true } as const;
    await talk.desk.storage.transact((tx) => changeCase(tx, change, talk.clock.now()));
    expect((await talk.hear('li')).join()).to.contain('已派单');
    expect((await talk.conversation('li')).state.open).to.deep.equal(open);
  });
});
