import { expect } from 'chai';
import { readLog } from '#records/activities.ts';
import { CASE_DUE } from '#records/cases/case-watch.ts';
import { systemClock } from '#records/clock.ts';
import { requestHandoff, withdrawHandoff } from '#records/handoffs/handoffs.ts';
import { fileMessage, limitWaiting, MESSAGES, type NewMessage, tellStillWaiting } from '#records/handoffs/messages.ts';
import type { AgendaRow } from '#storage/schema.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { openAConversation } from './builders.ts';

onEveryEngine('A message left for the office', (store) => {
  const aMessage = (more: Partial<NewMessage> = {}): NewMessage => ({
    estateId: 'qhhy',
    conversationId: 'c-message',
    date: '20261123',
    summary: '请师傅看看地漏',
    answers: {},
    contactPhone: '13800138000',
    dueAt: 5000,
    ...more,
  });
  const file = (more?: Partial<NewMessage>) => store().transact((tx) => fileMessage(tx, aMessage(more), systemClock));
  const agendaOf = (subject: string) =>
    store().db.selectFrom('agenda').selectAll().where('subject', '=', subject).where('state', '=', 'waiting').execute();

  it('is a case with a number of its own series, and owed an answer from the office’s next opening', async () => {
    const ticket = await file();
    expect(ticket).to.include({ service: 'handoff', due_at: 5000, contact_phone: '13800138000' });
    expect(ticket.number).to.match(/^L20261123-\d{4}$/);
    expect(await agendaOf(ticket.id)).to.have.length(1);
    expect((await agendaOf(ticket.id))[0]).to.include({ kind: CASE_DUE });
  });

  it('is not on the agenda where the office has no hours', async () => {
    expect(await agendaOf((await file({ dueAt: undefined })).id)).to.deep.equal([]);
  });

  it('is no wait in the queue: who waits there is told once, and only while they wait since then', async () => {
    const id = await openAConversation(store());
    const wish = { conversationId: id, estateId: 'qhhy', reason: 'asked', level: 'ordinary' } as const;
    const wait = async () => {
      await store().transact((tx) => requestHandoff(tx, wish, systemClock));
      await store().transact((tx) =>
        limitWaiting(tx, { estateId: 'qhhy', conversationId: id, dueAt: 7000 }, systemClock),
      );
    };
    const told = async () =>
      (await readLog(store().db, { conversationId: id, after: 0, limit: 100 })).filter(({ body }) =>
        body.includes(MESSAGES.stillWaiting),
      ).length;
    await wait();
    const [first] = await agendaOf(id);
    await store().transact((tx) => withdrawHandoff(tx, id, 'qhhy', 100));
    await store().transact((tx) => tellStillWaiting(tx, first as AgendaRow, 7000));
    expect(await told()).to.equal(0);
    await wait();
    await store().transact((tx) => tellStillWaiting(tx, first as AgendaRow, 7000));
    expect(await told()).to.equal(0);
    const [second] = await agendaOf(id);
    await store().transact((tx) => tellStillWaiting(tx, second as AgendaRow, 7000));
    expect(await told()).to.equal(1);
  });
});
