import { expect } from 'chai';
import { append } from '#records/activities.ts';
import { keepAttachments, listAttachments } from '#records/attachments.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import {
  awaitEntry,
  completeEntry,
  countOverdue,
  findEntry,
  forgetScans,
  keepOfficeEntry,
  keepReply,
  listEntries,
  OFFICE_ENTRIES,
  ownEntry,
  remindOfReply,
} from '#records/office/entries.ts';
import { decideDraft, draftOf, findDraft, keepDraft } from '#records/questions/knowledge-drafts.ts';
import { answerDelivery, countOpenQuestions, findQuestion, listQuestions } from '#records/questions/lists.ts';
import { answerQuestion, fileQuestion, giveQuestion } from '#records/questions/questions.ts';
import { homesInUse } from '#records/residents/homes-in-use.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;
/** Estates of a test's own, so that lists hold nothing of the others. */
let estates = 0;
const anEstate = () => `estate${++estates}`;

onEveryEngine('Questions that wait at the office', (store) => {
  const ask = async (estateId: string, words: string, at: number, desk: 'finance' | 'reception' = 'reception') => {
    const conversationId = await openAConversation(store(), { estateId });
    const clock = { ...systemClock, now: () => at };
    const wish = { estateId, conversationId, date: '20261123', words, residentId: null, desk };
    return (await store().transact((tx) => fileQuestion(tx, wish, clock))).ticket;
  };

  it('are listed with the oldest first, page by page, by desk, and only of one’s estates', async () => {
    const estate = anEstate();
    for (const [at, words] of ['一', '二', '三'].entries()) await ask(estate, words, NOW + at);
    await ask(estate, '物业费怎么算', NOW + 9, 'finance');
    const page = (after?: { at: number; id: string }) =>
      listQuestions(store().db, [estate], { filter: { open: true }, limit: 2, ...(after && { after }) });
    const first = await page();
    expect(first.rows.map(({ summary }) => summary)).to.deep.equal(['一', '二']);
    expect((await page(first.end)).rows.map(({ summary }) => summary)).to.deep.equal(['三', '物业费怎么算']);
    const finance = await listQuestions(store().db, '*', {
      filter: { open: true, desk: 'finance', estateId: estate },
      limit: 9,
    });
    expect(finance.rows.map(({ desk }) => desk)).to.deep.equal(['finance']);
    expect(await countOpenQuestions(store().db, [estate])).to.equal(4);
    expect(await countOpenQuestions(store().db, [])).to.equal(0);
  });

  it('go to another desk, once, with a line in the history', async () => {
    const estate = anEstate();
    const { id } = await ask(estate, '电梯几点检修', NOW);
    const give = (desk: 'engineering') =>
      store().transact((tx) => giveQuestion(tx, { estateId: estate, ticketId: id, staffId: 'chen', desk }, NOW));
    expect(await give('engineering')).to.equal(true);
    expect(await give('engineering')).to.equal(false);
    expect((await findQuestion(store().db, [estate], id))?.desk).to.equal('engineering');
    expect(await findQuestion(store().db, ['elsewhere'], id)).to.equal(undefined);
  });

  it('once answered show how far the words have come: not spoken, in the chat, sent, dead', async () => {
    const estate = anEstate();
    const { id, number, conversation_id: chat } = await ask(estate, '伞在哪借', NOW);
    const words = '在前台借';
    await store().transact((tx) => answerQuestion(tx, { estateId: estate, ticketId: id, words, staffId: 'chen' }, NOW));
    const row = await findQuestion(store().db, [estate], id);
    if (!row) throw new Error('The question is gone.');
    expect(row).to.include({ answer: words, state: 'answered' });
    expect(await answerDelivery(store().db, row)).to.equal(undefined);
    const said = { type: 'message', role: 'desk', fromId: 'desk', text: `您问的（编号 ${number}）：${words}` } as const;
    const [placed] = await store().transact((tx) => append(tx, chat, [{ ...said, text: '别的话' }, said], NOW + 1));
    const delivery = await answerDelivery(store().db, row);
    expect(delivery).to.deep.equal({ seq: (placed?.seq ?? 0) + 1, state: null, error: null });
    const answered = await listQuestions(store().db, [estate], { filter: { open: false }, limit: 9 });
    expect(answered.rows.map((one) => one.id)).to.deep.equal([id]);
  });

  it('become drafts that are decided once, the newest for each', async () => {
    const estate = anEstate();
    const { id: ticketId } = await ask(estate, '伞在哪借', NOW);
    const draft = { estateId: estate, ticketId, body: { topic: 'office' }, staffId: 'chen' };
    const first = await store().transact((tx) => keepDraft(tx, draft, systemClock));
    const second = await store().transact((tx) => keepDraft(tx, draft, systemClock));
    expect(await findDraft(store().db, '*', first), 'replaced').to.equal(undefined);
    const decide = () =>
      store().transact((tx) =>
        decideDraft(
          tx,
          { id: second, estateId: estate, state: 'accepted', staffId: 'liu', why: '', entryId: 'Q01' },
          NOW,
        ),
      );
    expect(await decide()).to.equal(true);
    expect(await decide()).to.equal(false);
    expect(await draftOf(store().db, ticketId)).to.include({ state: 'accepted', entry_id: 'Q01', decided_by: 'liu' });
  });
});

onEveryEngine('Calls, visits and letters in the records', (store) => {
  const clock = fixedClock(NOW);
  const enter = async (estateId: string, id: string, replyBy?: number) => {
    const chat = { id, estateId, channel: 'letter', userId: `caller:${id}`, locale: 'zh-CN' };
    await store().transact(async (tx) => {
      await openConversation(tx, chat, clock.now());
      const entry = { conversationId: id, estateId, channel: 'letter', summary: '来信', staffId: 'chen' } as const;
      await keepOfficeEntry(tx, { ...entry, replyBy }, clock);
    });
  };
  const owedRow = (subject: string) =>
    store()
      .db.selectFrom('agenda')
      .selectAll()
      .where('kind', '=', OFFICE_ENTRIES.owed)
      .where('subject', '=', subject)
      .where('state', '=', 'waiting')
      .executeTakeFirst();

  it('remind a day before the reply is owed and when it is, in the record and in the history of the case', async () => {
    const [estate, id] = [anEstate(), systemClock.id()];
    const replyBy = clock.now() + 7 * DAY;
    await enter(estate, id, replyBy);
    const ticket = await store().transact((tx) =>
      fileTicket(tx, aTicket({ estateId: estate, conversationId: id, residentId: null }), systemClock),
    );
    const soon = await owedRow(id);
    expect(soon?.due_at).to.equal(replyBy - DAY);
    clock.set(replyBy - DAY);
    await store()
      .db.updateTable('agenda')
      .set({ state: 'done' })
      .where('id', '=', soon?.id ?? '')
      .execute();
    await store().transact((tx) => remindOfReply(tx, soon as never, clock));
    const then = await owedRow(id);
    expect(then?.due_at).to.equal(replyBy);
    expect(await countOverdue(store().db, [estate], clock.now())).to.equal(0);
    clock.set(replyBy);
    await store().transact((tx) => remindOfReply(tx, then as never, clock));
    expect(await countOverdue(store().db, [estate], clock.now())).to.equal(1);
    expect((await findEntry(store().db, [estate], id))?.overdue_at).to.equal(replyBy);
    const events = await store()
      .db.selectFrom('ticket_event')
      .select('kind')
      .where('ticket_id', '=', ticket.id)
      .execute();
    expect(events.map(({ kind }) => kind)).to.deep.equal(['filed', 'due-soon', 'due']);
    clock.set(NOW);
  });

  it('stop reminding once the reply is sent, which stands in the record and is sent once', async () => {
    const [estate, id] = [anEstate(), systemClock.id()];
    await enter(estate, id, clock.now() + 7 * DAY);
    const row = await owedRow(id);
    const staff = { id: 'chen', name: '小陈' };
    const reply = (words: string, sent: boolean) =>
      store().transact((tx) => keepReply(tx, { conversationId: id, estateId: estate, words, sent, staff }, NOW));
    expect(await reply('草稿', false)).to.equal(true);
    expect(await reply('您好，已办', true)).to.equal(true);
    expect(await reply('再说', false)).to.equal(false);
    expect(await owedRow(id)).to.equal(undefined);
    await store().transact((tx) => remindOfReply(tx, row as never, clock));
    expect(await findEntry(store().db, '*', id)).to.include({ reply: '您好，已办', overdue_at: null });
  });

  it('are listed with the youngest first, and those owed with the most urgent first, page by page', async () => {
    const estate = anEstate();
    for (const days of [9, 3, 6]) {
      clock.advance(1);
      await enter(estate, `${estate}-${days}`, clock.now() + days * DAY);
    }
    await enter(estate, `${estate}-none`);
    const list = (owed: boolean, after?: { at: number; id: string }) =>
      listEntries(store().db, [estate], { filter: { owed }, limit: 2, after });
    const first = await list(true);
    expect(first.rows.map((one) => one.conversation_id)).to.deep.equal([`${estate}-3`, `${estate}-6`]);
    const rest = await list(true, first.end);
    expect(rest.rows.map((one) => one.conversation_id)).to.deep.equal([`${estate}-9`]);
    expect((await list(false)).rows.map((one) => one.conversation_id)).to.deep.equal([`${estate}-none`, `${estate}-6`]);
    expect((await listEntries(store().db, [], { filter: { owed: false }, limit: 9 })).rows).to.deep.equal([]);
  });

  it('take over what the form learned, and belong to whoever takes them up', async () => {
    const [estate, id] = [anEstate(), systemClock.id()];
    await enter(estate, id);
    await store().transact((tx) => completeEntry(tx, id, { caller: '王女士', unitCode: '3-2-501' }));
    await store().transact((tx) => completeEntry(tx, id, { caller: '李先生' }));
    const which = { conversationId: id, estateId: estate, staffId: 'lin' };
    expect(await store().transact((tx) => ownEntry(tx, which))).to.equal(true);
    expect(await store().transact((tx) => ownEntry(tx, which))).to.equal(false);
    const row = await findEntry(store().db, '*', id);
    expect(row).to.include({ caller: '王女士', unit_code: '3-2-501', owner_id: 'lin' });
  });

  it('scans without an entry are forgotten, those of one are kept', async () => {
    const [estate, lost, kept] = [anEstate(), systemClock.id(), systemClock.id()];
    const scan = () => ({ id: systemClock.id(), name: 'a.png', contentType: 'image/png', bytes: new Uint8Array([1]) });
    for (const id of [lost, kept])
      await store().transact(async (tx) => {
        await keepAttachments(tx, { id, estateId: estate }, [scan()], NOW);
        await awaitEntry(tx, { estateId: estate, conversationId: id }, clock);
      });
    await enter(estate, kept);
    for (const subject of [lost, kept]) await store().transact((tx) => forgetScans(tx, { subject }));
    expect(await listAttachments(store().db, lost)).to.deep.equal([]);
    expect(await listAttachments(store().db, kept)).to.have.length(1);
  });

  it('a home with an open case is in use, one whose case is over is not', async () => {
    const estate = anEstate();
    const chat = await openAConversation(store(), { estateId: estate });
    const file = (unitCode: string) =>
      store().transact((tx) =>
        fileTicket(tx, aTicket({ estateId: estate, conversationId: chat, unitCode, residentId: null }), systemClock),
      );
    await file('1-101');
    const { id } = await file('1-102');
    await store().db.updateTable('ticket').set({ state: 'closed' }).where('id', '=', id).execute();
    const unitCodes = ['1-103', '1-102', '1-101'];
    expect(await homesInUse(store().db, { estateId: estate, unitCodes }, NOW)).to.deep.equal([
      { unitCode: '1-101', members: 0, cases: 1 },
    ]);
  });
});
