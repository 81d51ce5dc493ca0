import { expect } from 'chai';
import type { ConversationList, TicketList } from '#console/api.ts';
import type { Figures, LiveFigures } from '#console/figures/figures-api.ts';
import { append } from '#records/activities.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { claimChat } from '#records/handoffs/handoffs.ts';
import { keepNotUnderstood } from '#records/questions/not-understood.ts';
import { onEveryEngine } from '../storage/engines.ts';
import {
  aChat,
  aClerk,
  anAccount,
  aWaitingChat,
  type Browser,
  type RunningDesk,
  startDesk,
  TWO_ESTATES,
} from './desk.ts';

const MINUTE = 60_000;
/** 2026-11-20 in Shanghai, whose midnight is 16:00 of the day before in UTC. */
const MIDNIGHT = Date.parse('2026-11-19T16:00:00Z');
const at = (hours: number, minutes = 0) => MIDNIGHT + (hours * 60 + minutes) * MINUTE;

onEveryEngine('The figures of an estate', (storage) => {
  const clock = fixedClock(at(15));
  let desk: RunningDesk;
  let lin: Browser;
  let chen = '';

  const handbook = {
    ...TWO_ESTATES,
    common: () => ({
      complaint: { categories: [{ code: 'C08', zh: '噪声', en: 'Noise', responsibility: 'resident' }] },
      repair: { categories: [{ code: 'R01', zh: '给水', en: 'Water supply' }] },
    }),
  } as unknown as typeof TWO_ESTATES;

  /** Asked for a person at `from`, taken over after so many minutes, let go ten minutes later. */
  const served = async (id: string, from: number, minutes: number, estateId = 'lake') => {
    const asked = fixedClock(from);
    await aWaitingChat(storage(), { id, estateId, at: from, clock: asked });
    asked.advance(minutes * MINUTE);
    await storage().transact((tx) =>
      claimChat(tx, { conversationId: id, estateId }, { id: chen, name: '小陈' }, asked.now()),
    );
  };
  const filed = (more: Partial<Parameters<typeof fileTicket>[1]> = {}, when = at(9)) =>
    storage().transact((tx) =>
      fileTicket(
        tx,
        {
          estateId: 'lake',
          conversationId: 'c',
          service: 'repair',
          letter: 'R',
          date: '20261120',
          level: 'ordinary',
          category: 'R01',
          unitCode: '3-2-501',
          summary: '水龙头',
          answers: {},
          actor: 'desk',
          ...more,
        },
        { id: systemClock.id, now: () => when },
      ),
    );

  before(async () => {
    desk = await startDesk(storage(), { clock: { ...systemClock, now: clock.now }, handbook });
    chen = await anAccount(storage(), { name: 'chen' });
    lin = await aClerk(desk, storage(), { name: 'lin', role: 'manager', estates: ['lake'] });
    await aChat(storage(), { id: 'last-of-yesterday', at: at(0) - 1 });
    await aChat(storage(), { id: 'first-of-day', at: at(0) });
    await aChat(storage(), { id: 'eight', at: at(8, 59) });
    await aChat(storage(), { id: 'foreign', estateId: 'hill', at: at(8) });
    await storage().transact((tx) =>
      keepNotUnderstood(
        tx,
        {
          estateId: 'lake',
          conversationId: 'eight',
          seq: 1,
          maskedText: '那个',
          guesses: [],
          band: 'ask',
          next: 'asked',
        },
        at(9),
      ),
    );
    for (const [index, minutes] of [1, 2, 3, 4, 20].entries()) await served(`served-${index}`, at(10), minutes);
    await served('served-yesterday', at(-14), 7);
    await served('served-late-yesterday', at(-2), 7);
    await served('served-on-the-hill', at(10), 99, 'hill');
    await aWaitingChat(storage(), { id: 'waiting', at: at(14), clock: fixedClock(at(14)) });
    for (let count = 0; count < 5; count += 1) await filed();
    await filed({ unitCode: '12-1-101' });
    await filed({ unitCode: '31-1-101', estateId: 'hill' });
    for (let count = 0; count < 2; count += 1)
      await filed({ service: 'complaint', letter: 'C', category: 'C08', confidential: true });
    await filed({ service: 'complaint', letter: 'C', category: 'C20', confidential: 'company' });
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  const read = async (from = '2026-11-20', to = from) =>
    (await lin.get<Figures>(`figures/lake?from=${from}&to=${to}`)).body;
  const chats = async (filter: string) =>
    (await lin.get<ConversationList>(`conversations?estate=lake&${filter}`)).body.conversations
      .map(({ id }) => id)
      .sort();

  it('A day begins at midnight of the estate, and another estate does not count', async () => {
    const { now } = await read();
    expect(now.chats).to.equal(8);
    expect([now.hours[0], now.hours[8], now.hours[10], now.hours[14], now.hours[23]]).to.deep.equal([1, 1, 5, 1, 0]);
    expect(now.channels).to.deep.equal([{ code: 'webchat', count: 8 }]);
  });

  it('Who settled it is counted as the list of conversations tells it apart', async () => {
    const { now } = await read();
    const day = `from=${at(0)}&to=${at(24)}`;
    for (const [outcome, count] of Object.entries(now.outcomes))
      expect(await chats(`${day}&outcome=${outcome}`), outcome).to.have.length(count);
    expect(now.outcomes).to.deep.equal({ bot: 2, person: 0, open: 6, unserved: 0 });
  });

  it('Waits are told by the median and the 90th of a hundred', async () => {
    const { now, before } = await read();
    expect(now.wait).to.deep.equal({ median: 180, ninetieth: 1200, count: 5 });
    expect(now.days[0]?.wait).to.deep.equal(now.wait);
    expect(now.reply).to.equal(null);
    expect(now.handling).to.equal(null);
    expect(before.wait).to.deep.equal({ median: 420, ninetieth: 420, count: 1 });
  });

  it('The first words of the clerk and the end are timed too', async () => {
    await aChat(storage(), { id: 'replied', at: at(-47) });
    await storage()
      .db.insertInto('handoff')
      .values({
        id: 'h-replied',
        estate_id: 'lake',
        conversation_id: 'replied',
        reason: 'asked',
        level: 'ordinary',
        state: 'closed',
        requested_at: at(-47),
        accepted_at: at(-47, 1),
        ended_at: at(-47, 31),
        staff_id: chen,
      })
      .execute();
    const says = (text: string, when: number) =>
      storage().transact((tx) => append(tx, 'replied', [{ type: 'message', role: 'staff', fromId: chen, text }], when));
    await says('您好', at(-47, 3));
    await says('好的', at(-47, 5));
    const { now } = await read('2026-11-18');
    expect([now.wait?.median, now.reply?.median, now.handling?.median]).to.deep.equal([60, 180, 1800]);
    expect(now.outcomes.person).to.equal(1);
  });

  it('A day that lasts is compared with the day before up to the same time', async () => {
    const { before } = await read();
    expect([before.from, before.to, before.chats]).to.deep.equal(['2026-11-19', '2026-11-19', 1]);
    const whole = await read('2026-11-19');
    expect(whole.now.chats).to.equal(3);
  });

  it('What was not understood, and the hour of a bar, lead to their conversations', async () => {
    const { now } = await read();
    expect([now.puzzled, now.days[0]?.puzzled]).to.deep.equal([1, 1]);
    expect(await chats('puzzled=1')).to.deep.equal(['eight']);
    expect(await chats(`hour=8&from=${at(0)}&to=${at(24)}`)).to.deep.equal(['eight']);
    expect(await chats(`hour=0&from=${at(-48)}&to=${at(24)}`)).to.deep.equal(['first-of-day']);
  });

  it('Cases carry the names of the handbook, and lead to their list', async () => {
    const { now } = await read();
    expect(now.categories).to.deep.equal([
      { service: 'repair', code: 'R01', count: 6, name: { zh: '给水', en: 'Water supply' } },
      { service: 'complaint', code: 'C08', count: 2, name: { zh: '噪声', en: 'Noise' } },
    ]);
    expect(now.responsible).to.deep.equal([{ code: 'resident', count: 2, categories: ['C08'] }]);
    const list = async (filter: string) =>
      (await lin.get<TicketList>(`tickets?estate=lake&from=${at(0)}&to=${at(24)}&${filter}`)).body.tickets;
    expect(await list('service=repair&category=R01')).to.have.length(6);
    expect(await list('category=C08,C20')).to.have.length(2);
    expect(await list('building=3')).to.have.length(5);
    expect(await list('building=1')).to.have.length(0);
  });

  it('A building with fewer than five cases is not named, nor one of confidential cases', async () => {
    const { now } = await read();
    expect(now.buildings).to.deep.equal({ shown: [{ code: '3', count: 5 }], hidden: 1 });
  });

  it('The live board tells who waits since when, and what came today', async () => {
    const { body } = await lin.get<LiveFigures>('figures/lake/now');
    expect(body).to.deep.equal({ waiting: 1, waitingSince: at(14), talking: 7, chatsToday: 8, casesToday: 8 });
  });

  it('Days that are none, the wrong way round or too many are refused, and so is an estate not one’s own', async () => {
    for (const days of [
      'from=2026-11-31&to=2026-12-01',
      'from=2026-11-20&to=2026-11-19',
      'from=2024-01-01&to=2026-01-01',
      '',
    ])
      expect((await lin.get(`figures/lake?${days}`)).status, days).to.equal(400);
    expect((await lin.get('figures/hill?from=2026-11-20&to=2026-11-20')).status).to.equal(404);
  });
});
