import { expect } from 'chai';
import type { Alarms } from '#console/api.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { openPage, updatePage } from '#records/paging/calls.ts';
import { onEveryEngine, until } from '../storage/engines.ts';
import { aClerk, aWaitingChat, type Browser, type RunningDesk, startDesk } from './desk.ts';

onEveryEngine('The alarm of the console', (storage) => {
  let desk: RunningDesk;
  let chen: Browser;
  let lin: Browser;
  let hill: Browser;

  before(async () => {
    desk = await startDesk(storage());
    chen = await aClerk(desk, storage(), { name: 'chen', displayName: '小陈' });
    lin = await aClerk(desk, storage(), { name: 'lin', displayName: '小林' });
    hill = await aClerk(desk, storage(), { name: 'hill', displayName: '小山', estates: ['hill'] });
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  async function anEmergency(estateId = 'lake') {
    const conversationId = await aWaitingChat(storage(), { estateId, level: 'critical' });
    const filed = {
      service: 'emergency',
      letter: 'E',
      date: '20261123',
      level: 'critical',
      summary: '火情',
      answers: {},
    } as const;
    return storage().transact(async (tx) => {
      const ticket = await fileTicket(tx, { ...filed, estateId, conversationId, actor: 'desk' }, systemClock);
      const people = [{ name: { zh: '夜间值班', en: 'Night duty' }, means: ['group'] }];
      const about = { estateId, conversationId, ticketId: ticket.id, kind: 'fire', notes: [], people, minutes: 5 };
      return { id: await openPage(tx, about, systemClock), conversationId, number: ticket.number };
    });
  }
  const alarms = async (clerk: Browser) => (await clerk.get<Alarms>('alarms')).body.alarms;
  const alarm = async (clerk: Browser, id: string) => (await alarms(clerk)).find((one) => one.id === id);

  it('Clerks see what, where and whom the desk is calling; where it is comes later', async () => {
    const { id, conversationId, number } = await anEmergency();
    expect(await alarm(chen, id)).to.deep.include({
      kind: 'fire',
      number,
      conversationId,
      place: null,
      state: 'calling',
      reached: false,
      calling: { zh: '夜间值班', en: 'Night duty' },
    });
    const place = { zh: '3栋2单元', en: 'Building 3, Unit 2' };
    await storage().transact((tx) => updatePage(tx, id, { place, notes: ['hurt'] }, systemClock));
    expect(await alarm(chen, id)).to.deep.include({ place, notes: ['hurt'] });
  });

  it('Of two clerks who accept at once, one does; the other is told who, and both see it', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await anEmergency();
      const answers = await Promise.all([chen, lin].map((clerk) => clerk.post(`alarms/${id}/accept`)));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 409]);
      const winner = answers[0]?.status === 204 ? '小陈' : '小林';
      const loser = answers.find(({ status }) => status === 409);
      expect(loser?.error).to.deep.include({ code: 'already-accepted', holder: winner });
      for (const clerk of [chen, lin])
        expect(await alarm(clerk, id)).to.include({ state: 'accepted', acceptedBy: winner });
      const audit = await storage().db.selectFrom('audit').selectAll().where('action', '=', 'page.accept').execute();
      expect(audit).to.have.length(round + 1);
    }
  });

  it('Accepting twice is no fault', async () => {
    const { id } = await anEmergency();
    expect((await chen.post(`alarms/${id}/accept`)).status).to.equal(204);
    expect((await chen.post(`alarms/${id}/accept`)).status).to.equal(204);
  });

  it('Claiming the chat accepts it too', async () => {
    const { id, conversationId } = await anEmergency();
    expect((await lin.post(`conversations/${conversationId}/claim`)).status).to.equal(204);
    expect(await alarm(chen, id)).to.include({ state: 'accepted', acceptedBy: '小林' });
  });

  it('An estate’s emergencies are nobody else’s business', async () => {
    const { id } = await anEmergency('lake');
    expect(await alarm(hill, id)).to.equal(undefined);
    expect((await hill.post(`alarms/${id}/accept`)).status).to.equal(404);
    expect((await hill.post('alarms/nothing/accept')).status).to.equal(404);
    expect((await alarm(chen, id))?.state).to.equal('calling');
  });

  it('Open consoles hear of a new one and of its end', async () => {
    const stop = new AbortController();
    const response = await chen.fetch('events', { signal: stop.signal });
    let heard = '';
    const reading = (async () => {
      for await (const piece of response.body ?? []) heard += Buffer.from(piece).toString();
    })().catch(() => undefined);
    await until(() => heard.includes('hello'));
    const { id } = await anEmergency();
    await until(() => heard.includes('"ticket"'));
    heard = '';
    await lin.post(`alarms/${id}/accept`);
    await until(() => heard.includes('"ticket"'));
    stop.abort();
    await reading;
  });
});
