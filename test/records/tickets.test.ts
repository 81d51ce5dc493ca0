import { expect } from 'chai';
import { addTicketEvent, fileTicket, ticketsOfConversation } from '#records/cases/tickets.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket } from './builders.ts';

onEveryEngine('Ticket numbers', (store) => {
  const file = (more: Parameters<typeof aTicket>[0]) =>
    store().transact((tx) => fileTicket(tx, aTicket(more), systemClock));
  const numbers = (prefix: string, last: number) =>
    Array.from({ length: last }, (_, n) => `${prefix}-${String(n + 1).padStart(4, '0')}`);

  it('have no gap and no double when many are filed at once, some in vain', async () => {
    const filed = await Promise.allSettled(
      Array.from({ length: 150 }, (_, n) =>
        store().transact(async (tx) => {
          const ticket = await fileTicket(tx, aTicket(), systemClock);
          if (n % 3 === 0) throw new Error('the turn failed after filing');
          return ticket.number;
        }),
      ),
    );
    const got = filed.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(got.sort()).to.deep.equal(numbers('R20261123', 100));
    const kept = await store().db.selectFrom('ticket').select('number').where('estate_id', '=', 'qhhy').execute();
    expect(kept.map((row) => row.number).sort()).to.deep.equal(numbers('R20261123', 100));
  });

  it('start at 1 for each estate, day and service', async () => {
    const wishes = [
      { estateId: 'b' },
      { estateId: 'b' },
      { estateId: 'c' },
      { estateId: 'b', date: '20261124' },
      { estateId: 'b', letter: 'C' },
    ];
    const filed = [];
    for (const wish of wishes) filed.push((await file(wish)).number);
    expect(filed).to.deep.equal([
      'R20261123-0001',
      'R20261123-0002',
      'R20261123-0001',
      'R20261124-0001',
      'C20261123-0001',
    ]);
  });

  it('go on in five digits after the 9,999th', async () => {
    await store().db.insertInto('number_series').values({ estate_id: 'd', series: 'R20261123', last: 9999 }).execute();
    expect((await file({ estateId: 'd' })).number).to.equal('R20261123-10000');
  });

  it('lead to a history in which 40 events at once all have their place', async () => {
    const ticket = await file({ estateId: 'e', conversationId: 'of-e' });
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        store().transact((tx) => addTicketEvent(tx, ticket.id, { actor: 's', kind: 'note', detail: { n } }, 5000 + n)),
      ),
    );
    const events = await store()
      .db.selectFrom('ticket_event')
      .selectAll()
      .where('ticket_id', '=', ticket.id)
      .orderBy('seq')
      .execute();
    expect(events.map((one) => one.seq)).to.deep.equal(Array.from({ length: 41 }, (_, n) => n + 1));
    expect(events[0]?.kind).to.equal('filed');
  });

  it('are listed newest first for their conversation only', async () => {
    const clock = fixedClock(1000);
    for (const conversationId of ['x', 'y', 'x']) {
      clock.advance(1);
      const wish = aTicket({ estateId: 'f', conversationId });
      await store().transact((tx) => fileTicket(tx, wish, { ...systemClock, now: clock.now }));
    }
    const listed = await ticketsOfConversation(store().db, 'x');
    expect(listed.map((row) => row.number)).to.deep.equal(['R20261123-0003', 'R20261123-0001']);
  });
});
