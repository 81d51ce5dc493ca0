import { expect } from 'chai';
import type { Log } from '#console/api.ts';
import type { Answers, DraftCheck, Replies } from '#console/chats/clerk-api.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { fixedClock } from '#records/clock.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aClerk, aWaitingChat, type Browser, type RunningDesk, startDesk } from './desk.ts';
import { openHelp } from './help.ts';

const TEN = Date.parse('2026-11-23T10:00:00+08:00');

onEveryEngine('A clerk who writes', (storage) => {
  const clock = fixedClock(TEN);
  let handbook: Handbook;
  let desk: RunningDesk;
  let chen: Browser;

  before(async () => {
    const opened = await openHelp(clock);
    handbook = opened.handbook;
    // Ids of their own: the fixed clock's begin again on each engine, and accounts are made by the machine's.
    desk = await startDesk(storage(), { ...opened, clock: { now: clock.now, id: () => crypto.randomUUID() } });
    clock.set(Date.now());
    chen = await aClerk(desk, storage(), { name: 'chen', displayName: '小陈', estates: ['qinghu'] });
    await aClerk(desk, storage(), { name: 'lin', displayName: '小林', estates: ['qinghu'] });
    await aClerk(desk, storage(), {
      name: 'boss',
      displayName: '刘经理',
      estates: ['qinghu'],
      role: 'manager',
    });
    await aClerk(desk, storage(), { name: 'far', displayName: '远处', estates: ['hill'] });
  });
  beforeEach(() => clock.set(TEN));
  after(async () => {
    await desk.stop();
    await handbook.close();
    expect(desk.errors).to.deep.equal([]);
  });

  /** A chat of 小陈's in which the resident has said this. */
  async function myChat(...says: string[]): Promise<string> {
    const id = await aWaitingChat(storage(), { estateId: 'qinghu', says, at: TEN });
    expect((await chen.post(`conversations/${id}/claim`)).status).to.equal(204);
    return id;
  }
  const send = (id: string, text: string, browser = chen) =>
    browser.post<{ seq: number }>(`conversations/${id}/messages`, { text, clientId: crypto.randomUUID() });
  const said = async (id: string) => (await chen.get<Log>(`conversations/${id}/log`)).body.activities;

  async function fileWithPhone(id: string): Promise<string> {
    const wish = {
      ...{ service: 'repair', category: 'R01', level: 'urgent', unitCode: '3-2-501', place: '' },
      ...{ summary: '厨房漏水', contactName: '王女士', contactPhone: '138 0013 8000' },
    };
    const { status, body } = await chen.post<{ id: string }>(`conversations/${id}/cases`, wish);
    expect(status).to.equal(200);
    return body.id;
  }

  describe('A draft', () => {
    it('that threatens to cut the water is not sent by any way, and says which law forbids it', async () => {
      const id = await myChat('我不交物业费了');
      const { status, error } = await send(id, '再不交费就停水');
      expect([status, error?.code]).to.deep.equal([422, 'draft-refused']);
      const [fault] = error?.faults ?? [];
      expect(fault?.kind).to.equal('threat');
      expect(fault?.why.zh).to.include('944');
      expect((await send(id, '那就停电了')).status, 'by what the resident said before').to.equal(422);
      const form = { service: 'complaint', category: '', level: 'ordinary', unitCode: '', place: '' };
      const filed = { ...form, summary: '噪声', contactName: '', contactPhone: '' };
      const ticket = (await chen.post<{ id: string }>(`conversations/${id}/cases`, filed)).body.id;
      const told = await chen.post(`tickets/${ticket}/notes`, { words: '再不交费就停水', tell: true });
      expect([told.status, told.error?.code]).to.deep.equal([422, 'draft-refused']);
      const why = { from: 'accepted', state: 'transferred', why: '您再不交费就停电', tell: true };
      expect((await chen.post(`tickets/${ticket}/state`, why)).status).to.equal(422);
      expect((await said(id)).filter(({ role }) => role === 'staff')).to.deep.equal([]);
    });

    it('that went out is not refused when a bad line sends it again', async () => {
      const id = await myChat('请问几点上班');
      const message = { text: '那我们只能停电', clientId: 'again' };
      const first = await chen.post<{ seq: number }>(`conversations/${id}/messages`, message);
      expect(first.status).to.equal(200);
      await storage()
        .db.updateTable('activity')
        .set({ text: '我不交物业费了' })
        .where('conversation_id', '=', id)
        .where('role', '=', 'resident')
        .execute();
      const again = await chen.post<{ seq: number }>(`conversations/${id}/messages`, message);
      expect([again.status, again.body.seq]).to.deep.equal([200, first.body.seq]);
      const fresh = await chen.post(`conversations/${id}/messages`, { ...message, clientId: 'fresh' });
      expect(fresh.status).to.equal(422);
    });

    it('with a forbidden phrase waits for other words, which are proposed', async () => {
      const id = await myChat('电梯什么时候好');
      const { error } = await send(id, '这个我不知道');
      expect(error?.faults).to.have.length(1);
      expect(error?.faults?.[0]?.instead?.zh).to.include('我帮您问一下');
      const { body } = await chen.post<DraftCheck>(`conversations/${id}/draft`, { text: '这个我不知道' });
      expect(body.faults.map(({ words }) => words)).to.deep.equal(['不知道']);
      expect((await send(id, '我帮您问一下，有结果马上告诉您')).status).to.equal(200);
    });

    it('that asks for a phone which is known is told so, with the middle hidden', async () => {
      const id = await myChat('厨房漏水，我姓王');
      await fileWithPhone(id);
      const { body } = await chen.post<DraftCheck>(`conversations/${id}/draft`, { text: '请问您的电话是多少？' });
      expect(body.known).to.deep.equal([{ key: 'phone', value: '138****8000' }]);
      const statement = await chen.post<DraftCheck>(`conversations/${id}/draft`, { text: '我们的电话会打给您' });
      expect(statement.body.known).to.deep.equal([]);
      const english = await chen.post<DraftCheck>(`conversations/${id}/draft`, {
        text: 'May I have your phone number?',
      });
      expect(english.body.known.map(({ key }) => key)).to.deep.equal(['phone']);
    });
  });

  describe('Replies and answers', () => {
    it('canned replies come filled in; what is not known is left to be filled in, and is not sent so', async () => {
      const id = await myChat('进度怎么样');
      const textOf = async (key: string) =>
        (await chen.get<Replies>(`conversations/${id}/replies`)).body.replies.find((one) => one.key === key)?.text;
      expect(await textOf('greet')).to.equal('您好，我是晴湖花园前台小陈，请问有什么可以帮您？');
      expect(await textOf('case-number')).to.include('{单号}');
      expect((await send(id, (await textOf('case-number')) ?? '')).status).to.equal(422);
      await fileWithPhone(id);
      expect(await textOf('greet')).to.match(/^王女士您好/);
      expect(await textOf('case-number')).to.match(/R20261123-\d{4}/);
      expect(await textOf('office-hours')).to.include('08:30');
    });

    it('the bot proposes an answer to what the resident asked last, and finds others by words', async () => {
      const id = await myChat('你好', '物业费怎么算的？');
      const { body } = await chen.get<Answers>(`conversations/${id}/answers`);
      expect(body.asked).to.equal('物业费怎么算的？');
      expect(body.answers[0]?.sure).to.equal(true);
      expect(body.answers[0]?.question.zh).to.include('物业费');
      expect(body.answers[0]?.source.zh).to.not.equal('');
      const found = await chen.get<Answers>(`conversations/${id}/answers?q=${encodeURIComponent('装修要办什么手续')}`);
      expect(found.body.answers.some(({ question }) => question.zh.includes('装修'))).to.equal(true);
      expect(
        (await said(id)).filter(({ role }) => role === 'staff'),
        'nothing is sent by itself',
      ).to.deep.equal([]);
      await send(id, '请稍等，我马上为您查一下。');
      const after = await chen.get<Answers>(`conversations/${id}/answers`);
      expect(after.body, 'answered, it is proposed no more').to.deep.equal({ asked: null, answers: [] });
    });
  });
});
