import { join } from 'node:path';
import { expect } from 'chai';
import { remindOfCase } from '#bot/remind-of-case.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { SEND_ALERT } from '#records/cases/case-alerts.ts';
import { CASE_DUE } from '#records/cases/case-watch.ts';
import { changeCase, noteInCase } from '#records/cases/change-case.ts';
import { readTicketEvents } from '#records/cases/ticket-lists.ts';
import { fileTicket, type NewTicket } from '#records/cases/tickets.ts';
import { fixedClock } from '#records/clock.ts';
import { ROOT } from '#src/root.ts';
import type { AgendaRow, TicketRow } from '#storage/schema.ts';
import { aTicket, openAConversation } from '../records/builders.ts';
import { onEveryEngine } from '../storage/engines.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-23T10:00:00+08:00');

onEveryEngine('What the office owes in a case', (store) => {
  let handbook: Handbook;
  let clock: ReturnType<typeof fixedClock>;
  before(async () => {
    handbook = await openHandbook({ dir: join(ROOT, 'data'), watch: false });
  });
  after(() => handbook.close());
  beforeEach(() => {
    clock = { ...fixedClock(START), id: () => crypto.randomUUID() };
  });

  /** A complaint as the desk files it: the first word in 4 hours, the answer in 10 days. */
  async function aComplaint(more: Partial<NewTicket> = {}): Promise<TicketRow> {
    const conversationId = await openAConversation(store(), { estateId: 'qinghu' });
    const due = { dueAt: START + 4 * HOUR, answerDueAt: START + 10 * DAY };
    const filed = aTicket({ estateId: 'qinghu', conversationId, service: 'complaint', letter: 'C', ...due, ...more });
    return store().transact((tx) => fileTicket(tx, filed, clock));
  }
  const waiting = (id: string): Promise<AgendaRow | undefined> =>
    store()
      .db.selectFrom('agenda')
      .selectAll()
      .where('kind', '=', CASE_DUE)
      .where('subject', '=', id)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
  /** Lets the clock run up to `until`, doing each thing at the time it is due. */
  async function pass(ticket: TicketRow, until: number): Promise<void> {
    for (let row = await waiting(ticket.id); row && row.due_at <= until; row = await waiting(ticket.id)) {
      const due = row;
      clock.set(Math.max(clock.now(), due.due_at));
      await store().transact(async (tx) => {
        await tx.db.updateTable('agenda').set({ state: 'done' }).where('id', '=', due.id).execute();
        await remindOfCase({ handbook, clock })(tx, due);
      });
    }
    clock.set(until);
  }
  const watchOf = (id: string) =>
    store().db.selectFrom('case_watch').selectAll().where('ticket_id', '=', id).executeTakeFirst();
  const dueOf = async (id: string) =>
    (await store().db.selectFrom('ticket').select('due_at').where('id', '=', id).executeTakeFirstOrThrow()).due_at;
  const eventsOf = async (id: string) =>
    (await readTicketEvents(store().db, id)).map(({ kind, detail }) =>
      kind === 'raised' ? `raised ${JSON.parse(detail).to}` : kind,
    );
  const alertsOf = async (id: string) => {
    const rows = await store().db.selectFrom('outbox').select('body').where('kind', '=', SEND_ALERT).execute();
    return rows.map(({ body }) => JSON.parse(body)).filter(({ ticketId }) => ticketId === id);
  };
  const change = (ticket: TicketRow, state: 'in-progress' | 'answered' | 'closed') =>
    store().transact((tx) => changeCase(tx, { ticketId: ticket.id, state, actor: 'staff:chen', why: '' }, clock.now()));

  it('is not spoken of while there is time', async () => {
    const ticket = await aComplaint();
    await pass(ticket, START + 3 * HOUR);
    expect(await watchOf(ticket.id)).to.include({ addressee: 'front-desk', alert: null, raised_to: null });
    expect(await eventsOf(ticket.id)).to.deep.equal(['filed']);
  });

  it('is told to staff before it is late, and then to the supervisor, the manager, the director and the company', async () => {
    const ticket = await aComplaint();
    await pass(ticket, START + 3.5 * HOUR);
    expect(await watchOf(ticket.id)).to.include({ alert: 'soon', raised_to: null });
    await pass(ticket, START + 4 * HOUR);
    expect(await watchOf(ticket.id)).to.include({ alert: 'over', raised_to: 'supervisor' });
    await pass(ticket, START + 6 * DAY);
    expect(await eventsOf(ticket.id)).to.deep.equal([
      'filed',
      'due-soon',
      'due',
      'raised supervisor',
      'raised manager',
      'raised director',
      'raised company',
    ]);
    expect(await waiting(ticket.id)).to.equal(undefined);
  });

  it('reaches the means of whoever it is raised to, with the number and no word of the case', async () => {
    const ticket = await aComplaint();
    await pass(ticket, START + 4 * HOUR);
    const [alert, ...others] = await alertsOf(ticket.id);
    expect(others).to.deep.equal([]);
    expect(alert).to.include({ number: ticket.number, alert: 'over', means: 'manager-group' });
    expect(JSON.stringify(alert)).not.to.contain(ticket.summary);
  });

  it('says the same once, however often it is looked at', async () => {
    const ticket = await aComplaint();
    await pass(ticket, START + 4 * HOUR);
    const again = { subject: ticket.id, estate_id: 'qinghu', kind: CASE_DUE } as AgendaRow;
    await store().transact((tx) => remindOfCase({ handbook, clock })(tx, again));
    expect(await eventsOf(ticket.id)).to.deep.equal(['filed', 'due', 'raised supervisor'].toSpliced(1, 0, 'due-soon'));
  });

  it('is the whole answer once somebody has taken the complaint up: reminded of two days before', async () => {
    const ticket = await aComplaint();
    await pass(ticket, START + 4 * HOUR);
    await change(ticket, 'in-progress');
    expect(await dueOf(ticket.id)).to.equal(START + 10 * DAY);
    expect(await watchOf(ticket.id)).to.include({ alert: null, raised_to: null });
    await pass(ticket, START + 8 * DAY);
    expect((await watchOf(ticket.id))?.alert).to.equal(null);
    await pass(ticket, START + 8.5 * DAY);
    expect((await watchOf(ticket.id))?.alert).to.equal('soon');
    await pass(ticket, START + 10 * DAY);
    expect(await watchOf(ticket.id)).to.include({ alert: 'over', raised_to: 'supervisor' });
  });

  it('is also the whole answer once the resident was told something', async () => {
    const ticket = await aComplaint();
    const note = { ticketId: ticket.id, actor: 'staff:chen', words: '我们在查', tellResident: { by: '小陈' } };
    await store().transact((tx) => noteInCase(tx, note, clock.now()));
    expect(await dueOf(ticket.id)).to.equal(START + 10 * DAY);
  });

  it('is nothing after the answer, and as long as at first when the complaint is taken up once more', async () => {
    const ticket = await aComplaint();
    await change(ticket, 'answered');
    expect(await dueOf(ticket.id)).to.equal(null);
    expect(await waiting(ticket.id)).to.equal(undefined);
    clock.set(START + 20 * DAY);
    await change(ticket, 'in-progress');
    expect(await dueOf(ticket.id)).to.equal(START + 30 * DAY);
    expect(await waiting(ticket.id)).not.to.equal(undefined);
  });

  it('is raised to nobody in the office in a case that is for the company alone', async () => {
    const ticket = await aComplaint({ confidential: 'company', addressee: 'company' });
    await pass(ticket, START + 5 * DAY);
    expect(await watchOf(ticket.id)).to.include({ alert: 'over', raised_to: null });
    expect(await alertsOf(ticket.id)).to.deep.equal([]);
  });

  it('goes to the manager and the director when a request about personal information lies for its fifteen days', async () => {
    const due = START + 15 * DAY;
    const wish = { service: 'privacy', letter: 'P', dueAt: due, answerDueAt: due, addressee: 'privacy-officer' };
    const ticket = await aComplaint(wish);
    await pass(ticket, START + 12.5 * DAY);
    expect((await watchOf(ticket.id))?.alert).to.equal('soon');
    await pass(ticket, due + 25 * HOUR);
    expect((await eventsOf(ticket.id)).slice(-2)).to.deep.equal(['raised manager', 'raised director']);
  });

  it('goes to the supervisor when nobody calls back whoever left a message', async () => {
    const ticket = await aComplaint({ service: 'handoff', letter: 'L', answerDueAt: undefined, dueAt: START + HOUR });
    await pass(ticket, START + HOUR);
    expect(await watchOf(ticket.id)).to.include({ alert: 'over', raised_to: null });
    await pass(ticket, START + 3 * HOUR);
    expect(await watchOf(ticket.id)).to.include({ raised_to: 'supervisor' });
  });
});
