import { expect } from 'chai';
import { fixedClock, systemClock } from '#records/clock.ts';
import {
  answerQuestion,
  fileQuestion,
  type NewQuestion,
  openQuestions,
  QUESTION_ANSWERED,
} from '#records/questions/questions.ts';
import type { Tx } from '#storage/storage.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { openAConversation } from './builders.ts';

onEveryEngine('A question the desk could not answer', (store) => {
  const clock = { ...systemClock, now: fixedClock(1_700_000_000_000).now };
  const aQuestion = (conversationId: string, more: Partial<NewQuestion> = {}): NewQuestion => ({
    estateId: 'qhhy',
    conversationId,
    date: '20261123',
    words: '空置房能少交物业费吗',
    residentId: null,
    ...more,
  });
  const file = (question: NewQuestion) => store().transact((tx) => fileQuestion(tx, question, clock));
  const answer = (ticketId: string, words: string, estateId = 'qhhy') =>
    store().transact((tx: Tx) => answerQuestion(tx, { estateId, ticketId, words, staffId: 'chen' }, 2000));
  const eventsOf = (ticketId: string) =>
    store().db.selectFrom('ticket_event').selectAll().where('ticket_id', '=', ticketId).orderBy('seq').execute();

  it('is a case with a number of its own, the resident’s words, and why the desk was silent', async () => {
    const id = await openAConversation(store());
    const entry = { id: 'K15', reason: 'empty-key', keys: ['facts.vacancy.rule'] };
    const { ticket, asked } = await file(aQuestion(id, { entry, words: '  空置房\n能少交吗 ' }));
    expect(asked).to.equal(true);
    expect(ticket).to.include({ service: 'enquiry', category: 'K15', summary: '空置房 能少交吗', state: 'open' });
    expect(ticket.number).to.match(/^Q20261123-\d{4}$/);
    expect(JSON.parse(ticket.answers)).to.include({ entry: 'K15', reason: 'empty-key', keys: 'facts.vacancy.rule' });
  });

  it('is filed once in a conversation, however often and however it is asked', async () => {
    const [id, other] = [await openAConversation(store()), await openAConversation(store())];
    const entry = { id: 'K15', reason: 'empty-key', keys: [] };
    const first = await file(aQuestion(id, { entry }));
    const again = await file(aQuestion(id, { entry, words: '没人住要交全吗' }));
    expect(again.asked).to.equal(false);
    expect(again.ticket.number).to.equal(first.ticket.number);
    const loose = await file(aQuestion(id, { words: '有房出租吗' }));
    expect((await file(aQuestion(id, { words: '有房出租吗' }))).ticket.id).to.equal(loose.ticket.id);
    expect((await file(aQuestion(other, { entry }))).asked).to.equal(true);
    expect((await openQuestions(store().db, id)).map(({ id: one }) => one)).to.deep.equal([
      first.ticket.id,
      loose.ticket.id,
    ]);
  });

  it('is answered once: history, and an event for the conversation it was asked in', async () => {
    const id = await openAConversation(store());
    const { ticket } = await file(aQuestion(id));
    expect(await answer(ticket.id, '满六个月可以申请', 'elsewhere'), 'by another estate').to.equal(undefined);
    expect(await answer(ticket.id, '满六个月可以申请')).to.deep.equal({ told: true });
    expect(await answer(ticket.id, '不可以'), 'a second time').to.equal(undefined);
    expect(await openQuestions(store().db, id)).to.deep.equal([]);
    const told = await store().db.selectFrom('activity').selectAll().where('conversation_id', '=', id).execute();
    expect(told.map(({ visibility, role }) => [visibility, role])).to.deep.equal([['staff', 'system']]);
    const body = JSON.parse(told[0]?.body ?? '{}') as { name: string; value: Record<string, string> };
    expect(body.name).to.equal(QUESTION_ANSWERED);
    expect(body.value).to.include({ number: ticket.number, answer: '满六个月可以申请' });
    const events = await eventsOf(ticket.id);
    expect(events.map(({ actor, kind }) => [actor, kind])).to.deep.equal([
      ['desk', 'filed'],
      ['staff:chen', 'state'],
      ['staff:chen', 'answered'],
    ]);
    expect((await file(aQuestion(id))).asked, 'asked again after the answer').to.equal(true);
  });

  it('is no case of another kind', async () => {
    expect(await answer('no-such-case', '好')).to.equal(undefined);
  });
});
