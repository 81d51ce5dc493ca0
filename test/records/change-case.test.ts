import { expect } from 'chai';
import { addToCase, hurryCase, stateSince } from '#records/cases/case-additions.ts';
import {
  CASE_SERVICES,
  CASE_STATES,
  firstState,
  isOver,
  nextStates,
  statesOf,
  withdrawnState,
} from '#records/cases/case-states.ts';
import { type CaseChange, changeCase, noteInCase } from '#records/cases/change-case.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import type { TicketRow } from '#storage/schema.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

describe('The course of a case', () => {
  it('leads from its first state to every other, and has an end', () => {
    for (const service of CASE_SERVICES) {
      const reached = new Set([firstState(service)]);
      for (const state of reached) for (const next of nextStates(service, state)) reached.add(next);
      expect([...reached], service).to.have.members(statesOf(service));
      expect(
        statesOf(service).some((state) => isOver(service, state)),
        service,
      ).to.equal(true);
    }
  });

  it('names no state that the store does not know, and none twice', () => {
    for (const service of CASE_SERVICES)
      for (const state of statesOf(service))
        for (const next of nextStates(service, state)) expect(CASE_STATES, `${service} ${state}`).to.include(next);
    expect(new Set(CASE_STATES).size).to.equal(CASE_STATES.length);
  });

  it('lets nobody mend before a price that was asked for has been agreed to', () => {
    expect(nextStates('repair', 'awaiting-consent')).to.include('repairing').and.not.include('done');
    expect(nextStates('repair', 'quote-refused')).to.not.include('repairing');
  });

  it('lets a reporter withdraw before the work begins, and an emergency never', () => {
    expect(withdrawnState('repair', 'dispatched')).to.equal('cancelled');
    expect(withdrawnState('repair', 'repairing')).to.equal(undefined);
    expect(withdrawnState('complaint', 'in-progress')).to.equal('withdrawn');
    expect(withdrawnState('emergency', 'accepted')).to.equal(undefined);
  });
});

onEveryEngine('A case that moves on', (store) => {
  const file = async (more: Parameters<typeof aTicket>[0] = {}) => {
    const conversationId = await openAConversation(store());
    return store().transact((tx) => fileTicket(tx, aTicket({ conversationId, ...more }), systemClock));
  };
  const change = (ticket: TicketRow, wish: Partial<CaseChange> & Pick<CaseChange, 'state'>) =>
    store().transact((tx) => changeCase(tx, { ticketId: ticket.id, actor: 'staff:1', why: '已联系', ...wish }, 9000));
  const events = async ({ id }: TicketRow) => {
    const rows = await store()
      .db.selectFrom('ticket_event')
      .selectAll()
      .where('ticket_id', '=', id)
      .orderBy('seq')
      .execute();
    return rows.map(({ kind, actor, detail }) => ({ kind, actor, ...JSON.parse(detail) }));
  };
  const now = ({ id }: TicketRow) =>
    store().db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const heard = async (conversationId: string) => {
    const rows = await store()
      .db.selectFrom('activity')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('type', '=', 'event')
      .execute();
    return rows.map(({ body, visibility }) => ({ visibility, ...JSON.parse(body) }));
  };

  it('keeps who, when and why', async () => {
    const ticket = await file();
    const done = await change(ticket, { state: 'dispatched', why: '派给老吴' });
    expect(done).to.deep.include({ changed: true, told: false });
    expect((await events(ticket)).at(-1)).to.deep.equal({
      kind: 'state',
      actor: 'staff:1',
      from: 'accepted',
      to: 'dispatched',
      why: '派给老吴',
    });
    expect(await now(ticket)).to.deep.include({ state: 'dispatched', updated_at: 9000 });
    expect(await stateSince(store().db, await now(ticket))).to.equal(9000);
    expect(await heard(ticket.conversation_id)).to.deep.equal([]);
  });

  it('goes only where its course leads, and not without a reason where one is due', async () => {
    const ticket = await file();
    expect(await change(ticket, { state: 'awaiting-payment' })).to.deep.equal({
      changed: false,
      reason: 'not-allowed',
    });
    expect(await change(ticket, { state: 'paused', why: ' ' })).to.deep.equal({
      changed: false,
      reason: 'reason-needed',
    });
    expect(await change({ ...ticket, id: 'nothing' }, { state: 'dispatched' })).to.deep.equal({
      changed: false,
      reason: 'unknown',
    });
    expect(await events(ticket)).to.have.length(1);
  });

  it('moves once when two people move it at the same moment', async () => {
    const ticket = await file();
    const wish = { ticketId: ticket.id, actor: 'staff:1', why: '', from: 'accepted' } as const;
    const first = store().transact(async (tx) => {
      const moved = await changeCase(tx, { ...wish, state: 'dispatched' }, 9000);
      // The second one reads meanwhile, where the engine lets it.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return moved;
    });
    const second = change(ticket, { state: 'cancelled', from: 'accepted' });
    const both = await Promise.all([first, second]);
    expect(both.map(({ changed }) => changed)).to.deep.equal([true, false]);
    expect(await events(ticket)).to.have.length(2);
  });

  it('is told in the conversation it came from, as an event that stays inside the office', async () => {
    const ticket = await file();
    expect(await change(ticket, { state: 'dispatched', tellResident: true })).to.deep.include({ told: true });
    expect(await heard(ticket.conversation_id)).to.deep.equal([
      { visibility: 'staff', name: 'case.changed', value: { ticketId: ticket.id, state: 'dispatched', why: '已联系' } },
    ]);
  });

  it('is told to its reporter alone: not where somebody else speaks now, and not once they have left the home', async () => {
    const ticket = await file({ unitCode: '3-2-501', residentId: 'r1' });
    const other = await openAConversation(store());
    const resident = { id: 'r1', estate_id: 'qhhy', name: '李先生', phone: null, created_at: 1 };
    await store().db.insertInto('resident').values(resident).execute();
    const belonging = { id: 'm1', estate_id: 'qhhy', resident_id: 'r1', unit_code: '3-2-501', code_id: 'c' };
    const member = { ...belonging, relation: 'tenant', from_at: 1, to_at: null } as const;
    await store().db.insertInto('household_member').values(member).execute();
    expect(await change(ticket, { state: 'dispatched', tellResident: true })).to.deep.include({ told: false });
    await store().db.updateTable('conversation').set({ resident_id: 'r1' }).where('id', '=', other).execute();
    expect(await change(ticket, { state: 'visiting', tellResident: true })).to.deep.include({ told: true });
    expect(await heard(ticket.conversation_id)).to.have.length(0);
    expect(await heard(other)).to.have.length(1);
    await store().db.updateTable('household_member').set({ to_at: 2 }).where('id', '=', 'm1').execute();
    expect(await change(ticket, { state: 'repairing', tellResident: true })).to.deep.include({ told: false });
    expect(await heard(other)).to.have.length(1);
  });

  it('takes along the cases that were joined to it, each told in its own conversation', async () => {
    const first = await file();
    const second = await file();
    await store().db.updateTable('ticket').set({ joined_id: first.id }).where('id', '=', second.id).execute();
    await change(first, { state: 'with-utility', why: '供电局停电', tellResident: true });
    expect((await now(second)).state).to.equal('with-utility');
    expect(await heard(second.conversation_id)).to.have.length(1);
  });

  it('keeps a note of staff inside, and tells it only when they say so', async () => {
    const ticket = await file();
    const note = (tellResident?: { by: string }) =>
      store().transact((tx) =>
        noteInCase(tx, { ticketId: ticket.id, actor: 'staff:1', words: '配件周三到', tellResident }, 9000),
      );
    expect(await note()).to.deep.equal({ noted: true, told: false });
    expect(await heard(ticket.conversation_id)).to.have.length(0);
    expect(await note({ by: '小陈' })).to.deep.equal({ noted: true, told: true });
    expect((await heard(ticket.conversation_id))[0]?.value).to.include({ words: '配件周三到', by: '小陈' });
    expect((await events(ticket)).map(({ kind }) => kind)).to.deep.equal(['filed', 'note', 'told']);
  });

  it('is raised when its reporter presses, once, and every time is on record', async () => {
    const ticket = await file();
    const hurry = async () => {
      const row = await now(ticket);
      return store().transact((tx) => hurryCase(tx, row, 9000));
    };
    expect(await hurry()).to.deep.equal({ before: 0, lastAt: undefined });
    expect(await hurry()).to.deep.equal({ before: 1, lastAt: 9000 });
    expect((await now(ticket)).level).to.equal('urgent');
    expect(await events(ticket)).to.deep.include({
      kind: 'hurried',
      actor: 'resident',
      from: 'ordinary',
      to: 'urgent',
    });
  });

  it('names what was added to it later', async () => {
    const ticket = await file({ answers: { what: { value: 'tap', told: '水龙头' } } });
    const photo = { id: 'f1', name: 'a.jpg', contentType: 'image/jpeg' };
    const said = { words: '是热水', conversationId: ticket.conversation_id, files: [photo] };
    await store().transact((tx) => addToCase(tx, ticket, said, 9000));
    const row = await now(ticket);
    await store().transact((tx) => addToCase(tx, row, { ...said, words: '还在漏', files: [] }, 9001));
    const answers = JSON.parse((await now(ticket)).answers);
    expect(answers.what.told).to.equal('水龙头');
    expect(answers.added.told).to.equal('是热水 a.jpg\n还在漏');
    expect((await events(ticket)).slice(1)).to.deep.equal([
      { kind: 'added', actor: 'resident', words: '是热水', files: 1 },
      { kind: 'added', actor: 'resident', words: '还在漏', files: null },
    ]);
  });
});
