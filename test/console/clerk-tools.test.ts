import { expect } from 'chai';
import type { Log, TicketDetail } from '#console/api.ts';
import type { CaseForm, Colleagues, Mentions, Promises, ResidentCard } from '#console/chats/clerk-api.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { PROMISES, promiseDue } from '#records/cases/promises.ts';
import { fixedClock } from '#records/clock.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aClerk, aWaitingChat, type Browser, type RunningDesk, startDesk } from './desk.ts';
import { openHelp } from './help.ts';

const TEN = Date.parse('2026-11-23T10:00:00+08:00');
const HOUR = 60 * 60_000;

onEveryEngine('What helps a clerk', (storage) => {
  const clock = fixedClock(TEN);
  let handbook: Handbook;
  let desk: RunningDesk;
  let chen: Browser;
  let lin: Browser;
  let boss: Browser;

  before(async () => {
    const opened = await openHelp(clock);
    handbook = opened.handbook;
    // Ids of their own: the fixed clock's begin again on each engine, and accounts are made by the machine's.
    desk = await startDesk(storage(), { ...opened, clock: { now: clock.now, id: () => crypto.randomUUID() } });
    clock.set(Date.now());
    chen = await aClerk(desk, storage(), { name: 'chen', displayName: '小陈', estates: ['qinghu'] });
    lin = await aClerk(desk, storage(), { name: 'lin', displayName: '小林', estates: ['qinghu'] });
    boss = await aClerk(desk, storage(), { name: 'boss', displayName: '刘经理', estates: ['qinghu'], role: 'manager' });
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

  describe('A time promised in a message', () => {
    it('is kept in mind, reminded of before and overdue after, and its end is on record', async () => {
      const id = await myChat('师傅什么时候给我电话');
      await send(id, '您好，我来安排。今天下午三点给您回电。');
      const mine = async () =>
        (await chen.get<Promises>('promises')).body.promises.filter((one) => one.conversationId === id);
      const [promise] = await mine();
      expect(promise).to.deep.include({ words: '今天下午三点给您回电。', dueAt: TEN + 5 * HOUR, state: 'open' });
      const agenda = await storage()
        .db.selectFrom('agenda')
        .select(['kind', 'due_at'])
        .where('subject', '=', promise?.id ?? '')
        .orderBy('due_at')
        .execute();
      expect(agenda.map((row) => [row.kind, Number(row.due_at)])).to.deep.equal([
        [PROMISES.soon, TEN + 5 * HOUR - 15 * 60_000],
        [PROMISES.due, TEN + 5 * HOUR],
      ]);
      const row = await storage()
        .db.selectFrom('agenda')
        .selectAll()
        .where('kind', '=', PROMISES.due)
        .where('subject', '=', promise?.id ?? '')
        .executeTakeFirstOrThrow();
      await storage().transact((tx) => promiseDue(tx, row, TEN + 5 * HOUR));
      const answer = await chen.post(`promises/${promise?.id}`, { state: 'kept', why: '' });
      expect(answer.status).to.equal(204);
      expect(await mine()).to.deep.equal([]);
      const kept = await storage()
        .db.selectFrom('promise')
        .selectAll()
        .where('id', '=', promise?.id ?? '')
        .executeTakeFirstOrThrow();
      expect([kept.state, Number(kept.overdue_at)]).to.deep.equal(['kept', TEN + 5 * HOUR]);
      expect((await chen.post(`promises/${promise?.id}`, { state: 'kept', why: '' })).status, 'once').to.equal(404);
      const left = await storage()
        .db.selectFrom('agenda')
        .select('id')
        .where('subject', '=', promise?.id ?? '')
        .where('state', '=', 'waiting')
        .execute();
      expect(left).to.deep.equal([]);
    });

    it('is not found in a question, in the past, or in opening hours', async () => {
      const id = await myChat('您好');
      for (const text of [
        '师傅明天下午三点到，方便吗？',
        '昨天下午三点已经给您回电了',
        '我们每天8:30到18:00上班，请您过来',
      ])
        await send(id, text);
      const { body } = await chen.get<ResidentCard>(`conversations/${id}/card`);
      expect(body.promises).to.deep.equal([]);
    });

    it('sent twice by a bad line it is one promise; put off it needs a reason; a colleague who holds the chat sees it', async () => {
      const id = await myChat('您好');
      const message = { text: 'Somebody will call you back tomorrow at 3pm.', clientId: 'p1' };
      await chen.post(`conversations/${id}/messages`, message);
      await chen.post(`conversations/${id}/messages`, message);
      const { promises } = (await chen.get<ResidentCard>(`conversations/${id}/card`)).body;
      expect(promises.map(({ dueAt }) => dueAt)).to.deep.equal([TEN + 29 * HOUR]);
      const path = `promises/${promises[0]?.id}`;
      expect((await chen.post(path, { state: 'open', dueAt: TEN + 30 * HOUR, why: '' })).status).to.equal(400);
      expect((await chen.post(path, { state: 'open', dueAt: TEN - 1, why: '师傅请假' })).status).to.equal(400);
      expect((await chen.post(path, { state: 'open', dueAt: TEN + 30 * HOUR, why: '师傅请假' })).status).to.equal(204);
      await chen.post(`conversations/${id}/return`);
      await storage().db.updateTable('conversation').set({ owner: 'queue' }).where('id', '=', id).execute();
      await lin.post(`conversations/${id}/claim`);
      expect((await lin.get<Promises>('promises')).body.promises.map(({ dueAt }) => dueAt)).to.deep.equal([
        TEN + 30 * HOUR,
      ]);
    });
  });

  describe('A private note', () => {
    it('stands in the log for the office, tells the colleague named, and stands once', async () => {
      const id = await myChat('您好');
      const { colleagues } = (await chen.get<Colleagues>(`conversations/${id}/colleagues`)).body;
      expect(colleagues.map(({ name }) => name)).to.have.members(['小林', '刘经理']);
      const note = {
        text: '@小林 这户上周也报过，先看看旧单',
        mentions: [colleagues.find(({ name }) => name === '小林')?.id],
        clientId: 'n1',
      };
      expect((await chen.post(`conversations/${id}/notes`, note)).status).to.equal(204);
      expect((await chen.post(`conversations/${id}/notes`, note)).status).to.equal(204);
      const log = await said(id);
      const notes = log.filter(({ text }) => text === note.text);
      expect(notes.map(({ visibility, role }) => [visibility, role])).to.deep.equal([['staff', 'staff']]);
      const { mentions } = (await lin.get<Mentions>('mentions')).body;
      expect(mentions.map(({ conversationId, by, text }) => [conversationId, by, text])).to.deep.equal([
        [id, '小陈', note.text],
      ]);
      expect((await boss.get<Mentions>('mentions')).body.mentions).to.deep.equal([]);
      await lin.post(`conversations/${id}/mentions-seen`);
      expect((await lin.get<Mentions>('mentions')).body.mentions).to.deep.equal([]);
    });

    it('names nobody who may not read the conversation', async () => {
      const id = await myChat('您好');
      const far = await storage()
        .db.selectFrom('staff')
        .select('id')
        .where('name', '=', 'far')
        .executeTakeFirstOrThrow();
      const note = { text: '@远处', mentions: [far.id], clientId: 'n2' };
      expect((await chen.post(`conversations/${id}/notes`, note)).status).to.equal(400);
    });
  });

  describe('A case of the chat', () => {
    it('is filed with what is known, as the desk files it, and stands on the card', async () => {
      const id = await myChat('厨房漏水');
      const form = (await chen.get<CaseForm>(`conversations/${id}/case-form`)).body;
      expect(form.services.map(({ service }) => service)).to.deep.equal(['repair', 'complaint', 'suggestion']);
      expect(form.services[0]?.categories[0]).to.have.keys('code', 'name');
      const ticket = await fileWithPhone(id);
      const { body } = await chen.get<TicketDetail>(`tickets/${ticket}`);
      expect(body.ticket).to.deep.include({
        service: 'repair',
        state: 'accepted',
        level: 'urgent',
        unitCode: '3-2-501',
        contactPhone: '138****8000',
      });
      expect(body.ticket.dueAt).to.equal(TEN + (handbook.estate('qinghu')?.profile.emergencyArrivalMin ?? 0) * 60_000);
      expect(body.events[0]).to.deep.include({ kind: 'filed', actor: '小陈' });
      const card = (await chen.get<ResidentCard>(`conversations/${id}/card`)).body;
      expect(card.open.map((one) => one.id)).to.deep.equal([ticket]);
      expect(card.known).to.deep.include({ key: 'home', value: body.ticket.place });
      const nowhere = { service: 'repair', category: 'R01', level: 'ordinary', unitCode: '99-9-999', place: '' };
      const refused = await chen.post(`conversations/${id}/cases`, {
        ...nowhere,
        summary: 'x',
        contactName: '',
        contactPhone: '',
      });
      expect([refused.status, refused.error?.field]).to.deep.equal([400, 'unitCode']);
    });

    it('is put right with a reason, which stands in its history without the phone', async () => {
      const id = await myChat('厨房漏水');
      const ticket = await fileWithPhone(id);
      const correct = (key: string, to: string, why = '住户更正') =>
        chen.post(`tickets/${ticket}/corrections`, { key, to, why });
      expect((await correct('unit', '3-2-502')).status).to.equal(204);
      expect((await correct('contactPhone', '13900139000')).status).to.equal(204);
      expect((await correct('level', 'whatever')).status).to.equal(400);
      expect((await correct('summary', '厨房水管漏水', '')).status).to.equal(400);
      const { body } = await chen.get<TicketDetail>(`tickets/${ticket}`);
      expect([body.ticket.unitCode, body.ticket.contactPhone]).to.deep.equal(['3-2-502', '139****9000']);
      const corrected = body.events.filter(({ kind }) => kind === 'corrected');
      expect(corrected.map(({ detail }) => detail)).to.deep.equal([
        { key: 'unit', from: '3-2-501', to: '3-2-502', why: '住户更正' },
        { key: 'contactPhone', why: '住户更正' },
      ]);
      expect(JSON.stringify(corrected)).to.not.match(/139\d{8}|139\*/);
    });
  });
});
