import { expect } from 'chai';
import { readLog } from '#records/activities.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { type Clock, systemClock } from '#records/clock.ts';
import { claimChat, requestHandoff } from '#records/handoffs/handoffs.ts';
import { acceptPage } from '#records/paging/acceptance.ts';
import { callAgain, markDelivered, markFailed, openPage, timeIsOver, updatePage } from '#records/paging/calls.ts';
import { readPages } from '#records/paging/lists.ts';
import { findPage } from '#records/paging/pages.ts';
import type { DutyPageSendRow } from '#storage/schemas/pages.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

const at = (now: number): Clock => ({ ...systemClock, now: () => now });
const START = 1_000_000;
const FIVE_MINUTES = 5 * 60_000;
const estateId = 'qhhy';
const person = (zh: string, means: string[]) => ({ name: { zh, en: zh }, means });
const PEOPLE = [person('夜间值班', ['wecom', 'ding']), person('工程主管', ['ding']), person('项目经理', [])];

onEveryEngine('A page for the duty person', (store) => {
  async function aPage(people = PEOPLE) {
    const conversationId = await openAConversation(store());
    return store().transact(async (tx) => {
      const filed = aTicket({ conversationId, service: 'emergency', letter: 'E', level: 'critical', summary: '火情' });
      const ticket = await fileTicket(tx, filed, at(START));
      const about = { estateId, conversationId, ticketId: ticket.id, kind: 'fire', notes: [], people, minutes: 5 };
      return { id: await openPage(tx, about, at(START)), ticketId: ticket.id, conversationId };
    });
  }
  const page = async (id: string) => (await findPage(store().db, id)) ?? expect.fail('no page');
  const sends = (id: string): Promise<DutyPageSendRow[]> =>
    store()
      .db.selectFrom('duty_page_send')
      .selectAll()
      .where('page_id', '=', id)
      .orderBy('created_at')
      .orderBy('means')
      .execute();
  const pending = async (id: string) => (await sends(id)).filter(({ state }) => state === 'pending');
  const delivered = (sendId: string) => store().transact((tx) => markDelivered(tx, sendId, START + 1000));
  const failed = (sendId: string) => store().transact((tx) => markFailed(tx, sendId, at(START + 1000)));
  const over = (id: string, step: number, now = START + FIVE_MINUTES) =>
    store().transact((tx) => timeIsOver(tx, id, step, at(now)));
  const accept = (id: string, name: string) =>
    store().transact((tx) => acceptPage(tx, id, { name, staffId: name, via: 'console' }, START + 2000));
  const told = async (conversationId: string) =>
    (await readLog(store().db, { conversationId, limit: 50 })).map(({ body }) => JSON.parse(body).name as string);
  const due = async (id: string) =>
    store()
      .db.selectFrom('agenda')
      .select(['due_at', 'body'])
      .where('subject', '=', id)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
  const history = async (ticketId: string) =>
    (
      await store()
        .db.selectFrom('ticket_event')
        .select('kind')
        .where('ticket_id', '=', ticketId)
        .orderBy('seq')
        .execute()
    ).map(({ kind }) => kind);

  it('calls the first person with all their means at once, and notes when the next is due', async () => {
    const { id, ticketId } = await aPage();
    expect((await pending(id)).map(({ means }) => means)).to.deep.equal(['ding', 'wecom']);
    const outbox = await store().db.selectFrom('outbox').selectAll().where('kind', '=', 'page-send').execute();
    const own = (await sends(id)).map((one) => one.id);
    const rows = outbox.filter(({ body }) => own.includes(JSON.parse(body).sendId));
    expect(rows).to.have.length(2);
    for (const row of rows) expect(row.conversation_id, 'waits for no other message').to.equal(null);
    expect(await due(id)).to.deep.equal({ due_at: START + FIVE_MINUTES, body: '{"step":0}' });
    expect(await history(ticketId)).to.deep.equal(['filed', 'paged']);
  });

  it('tells the conversation of a delivery, once for each means', async () => {
    const { id, conversationId } = await aPage();
    const [first] = await pending(id);
    await delivered(first?.id ?? '');
    await delivered(first?.id ?? '');
    expect(await told(conversationId)).to.deep.equal(['page.delivered']);
  });

  it('goes to the next person at once when all means of one have failed, not before', async () => {
    const { id, conversationId } = await aPage();
    const [one, two] = await pending(id);
    expect(await failed(one?.id ?? '')).to.equal(false);
    expect((await page(id)).step).to.equal(0);
    await failed(two?.id ?? '');
    expect(await told(conversationId)).to.deep.equal(['page.undelivered']);
    expect(await page(id)).to.include({ step: 1, state: 'calling' });
    expect((await pending(id)).map(({ means, step }) => [means, step])).to.deep.equal([['ding', 1]]);
    expect((await due(id))?.body).to.equal('{"step":1}');
  });

  it('goes on once when both means fail at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await aPage();
      await Promise.all((await pending(id)).map((send) => failed(send.id)));
      expect((await page(id)).step).to.equal(1);
      expect(await pending(id)).to.have.length(1);
    }
  });

  it('goes to the next person when five minutes are over, to the manager, and says when nobody is left', async () => {
    const { id, conversationId, ticketId } = await aPage();
    expect(await over(id, 0)).to.equal(false);
    expect(await over(id, 0), 'the same time twice').to.equal(false);
    expect((await page(id)).step).to.equal(1);
    expect(await due(id)).to.deep.equal({ due_at: START + 2 * FIVE_MINUTES, body: '{"step":1}' });
    expect(await over(id, 1, START + 2 * FIVE_MINUTES)).to.equal(false);
    expect(await told(conversationId), 'the manager has no means to deliver to').to.deep.equal(['page.unanswered']);
    expect(await over(id, 2, START + 3 * FIVE_MINUTES)).to.equal(true);
    expect(await page(id)).to.include({ state: 'unanswered', step: 2 });
    expect(await due(id)).to.equal(undefined);
    expect(await told(conversationId)).to.deep.equal(['page.unanswered', 'page.exhausted']);
    expect(await history(ticketId)).to.include.members(['page-unanswered', 'page-exhausted']);
  });

  it('is accepted by exactly one of ten who try at once; calling ends and the case is attended', async () => {
    const { id, conversationId, ticketId } = await aPage();
    const results = await Promise.all(Array.from({ length: 10 }, (_, n) => accept(id, `小王${n}`)));
    const winners = results.flatMap((one, n) => (one?.accepted ? [`小王${n}`] : []));
    expect(winners).to.have.length(1);
    for (const one of results) if (!one?.accepted) expect(one?.by.name).to.equal(winners[0]);
    expect(await page(id)).to.include({ state: 'accepted', accepted_name: winners[0] });
    expect(await due(id)).to.equal(undefined);
    expect(await over(id, 0)).to.equal(false);
    expect((await page(id)).step).to.equal(0);
    expect(await told(conversationId)).to.deep.equal(['page.accepted']);
    const ticket = await store().db.selectFrom('ticket').select('state').where('id', '=', ticketId).executeTakeFirst();
    expect(ticket?.state).to.equal('attended');
  });

  it('is either accepted or passed on, never both, when the time runs out in that moment', async () => {
    for (let round = 0; round < 20; round++) {
      const { id } = await aPage();
      await Promise.all([accept(id, '小王'), over(id, 0)]);
      expect(await page(id)).to.include({ state: 'accepted' });
      expect(await due(id), 'nobody is called after it was accepted').to.equal(undefined);
    }
  });

  it('may be accepted although everybody was called in vain', async () => {
    const { id } = await aPage([]);
    expect((await page(id)).state).to.equal('unanswered');
    expect(await accept(id, '小王')).to.deep.equal({ accepted: true });
  });

  it('is called anew from the first person when the resident cries again, not sooner than five minutes after the last', async () => {
    const { id } = await aPage([person('夜间值班', ['wecom'])]);
    await over(id, 0);
    const again = (now: number) => store().transact((tx) => callAgain(tx, id, at(now)));
    expect(await again(START + FIVE_MINUTES + 1000)).to.equal(false);
    const tries = await Promise.all([again(START + 2 * FIVE_MINUTES), again(START + 2 * FIVE_MINUTES)]);
    expect(tries.filter(Boolean)).to.have.length(1);
    expect(await page(id)).to.include({ state: 'calling', step: 0 });
    expect((await due(id))?.due_at).to.equal(START + 3 * FIVE_MINUTES);
    await accept(id, '小王');
    expect(await again(START + 9 * FIVE_MINUTES), 'somebody has come').to.equal(false);
  });

  it('is accepted with the chat by whoever claims it', async () => {
    const { id, conversationId } = await aPage();
    const wish = { conversationId, estateId, reason: 'emergency' as const, level: 'critical' as const };
    await store().transact((tx) => requestHandoff(tx, wish, at(START)));
    await store().transact((tx) =>
      claimChat(tx, { conversationId, estateId }, { id: 'staff-1', name: '小陈' }, START + 9),
    );
    expect(await page(id)).to.include({ state: 'accepted', accepted_by: 'staff-1', accepted_name: '小陈' });
  });

  it('tells those who have it what became known, and nobody else', async () => {
    const { id } = await aPage();
    const [ding] = await pending(id);
    await delivered(ding?.id ?? '');
    const known = { place: { zh: '3栋2单元', en: 'Building 3, Unit 2' }, notes: ['hurt' as const] };
    for (let twice = 0; twice < 2; twice++) await store().transact((tx) => updatePage(tx, id, known, at(START + 2000)));
    const updates = (await sends(id)).filter(({ purpose }) => purpose === 'update');
    expect(updates.map(({ means }) => means)).to.deep.equal(['ding']);
    await failed(updates[0]?.id ?? '');
    expect((await page(id)).step, 'a lost update calls nobody else').to.equal(0);
  });

  it('stands in the list of its own estate, the open ones first, with whether it reached anybody', async () => {
    await store().db.deleteFrom('duty_page').execute();
    const [done, open] = [await aPage(), await aPage()];
    await accept(done.id, '小王');
    const [send] = await pending(open.id);
    await delivered(send?.id ?? '');
    const listed = await readPages(store().db, [estateId], START);
    expect(listed.map(({ id, reached }) => [id, reached])).to.deep.equal([
      [open.id, true],
      [done.id, false],
    ]);
    expect(listed[0]?.number).to.match(/^E20261123-\d{4}$/);
    expect(await readPages(store().db, [estateId], START + FIVE_MINUTES)).to.have.length(1);
    expect(await readPages(store().db, ['other'], START)).to.deep.equal([]);
  });
});
