import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { changeCase } from '#records/cases/change-case.ts';
import { addTicketEvent, fileTicket } from '#records/cases/tickets.ts';
import { erasedHolder } from '#records/retention/forget-reporter.ts';
import { eraseResident } from '#records/wechat/erasure.ts';
import type { Storage } from '#storage/storage.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

const PHONE = '13812345678';
const clock = { now: () => 5000, id: randomUUID };

onEveryEngine('A case whose reporter unfollows on WeChat', (open) => {
  const aCase = async (storage: Storage, more: Parameters<typeof aTicket>[0] = {}) => {
    const conversationId = await openAConversation(storage);
    const ticket = await storage.transact(async (tx) => {
      const filed = await fileTicket(
        tx,
        aTicket({
          ...{ conversationId, contactName: '王小明', contactPhone: PHONE, unitCode: '3-2-501' },
          summary: `厨房水龙头漏水，王小明，${PHONE}`,
          answers: {
            what: { value: '漏水', told: '水龙头漏水' },
            contact: { value: { name: '王小明', phone: PHONE }, told: PHONE },
            when: { value: 'any', told: `先打${PHONE}` },
          },
          ...more,
        }),
        clock,
      );
      const told = { actor: 'staff:chen', kind: 'note', detail: { words: `已电话联系王小明 ${PHONE}` } };
      await addTicketEvent(tx, filed.id, told, 6000);
      return filed;
    });
    return { ticket, conversationId };
  };
  const erase = (storage: Storage, conversationId: string) =>
    storage.transact((tx) => eraseResident(tx, conversationId, 7000, erasedHolder(randomUUID())));
  const moveOn = (storage: Storage, ticketId: string, state: 'done' | 'closed' | 'cancelled') =>
    storage.transact((tx) => changeCase(tx, { ticketId, state, actor: 'staff:chen', why: '' }, 8000));
  const kept = async ({ db }: Storage, id: string) => {
    const ticket = await db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const events = await db.selectFrom('ticket_event').select('detail').where('ticket_id', '=', id).execute();
    return { ticket, all: JSON.stringify([ticket, events]) };
  };

  it('keeps name and telephone while it is open, so that the office can ring, and loses them once it is over', async () => {
    const { ticket, conversationId } = await aCase(open());
    await erase(open(), conversationId);
    expect((await kept(open(), ticket.id)).ticket).to.include({ contact_name: '王小明', contact_phone: PHONE });
    await moveOn(open(), ticket.id, 'done');
    expect((await kept(open(), ticket.id)).all).to.contain(PHONE);
    await moveOn(open(), ticket.id, 'closed');
    const after = await kept(open(), ticket.id);
    expect(after.all).to.not.contain(PHONE).and.not.contain('王小明');
    expect(after.ticket).to.include({ state: 'closed', unit_code: '3-2-501', summary: '厨房水龙头漏水，***，***' });
    expect(JSON.parse(after.ticket.answers)).to.deep.equal({
      what: { value: '漏水', told: '水龙头漏水' },
      when: { value: 'any', told: '先打***' },
    });
  });

  it('loses them at once when it is over already', async () => {
    const { ticket, conversationId } = await aCase(open());
    await moveOn(open(), ticket.id, 'cancelled');
    await erase(open(), conversationId);
    expect((await kept(open(), ticket.id)).all)
      .to.not.contain(PHONE)
      .and.not.contain('王小明')
      .and.not.contain(conversationId);
  });

  it('keeps them in the owner’s file of a move-in, and for whoever still follows', async () => {
    const moveIn = await aCase(open(), { service: 'move-in', letter: 'M' });
    await open().db.updateTable('ticket').set({ state: 'archived' }).where('id', '=', moveIn.ticket.id).execute();
    await erase(open(), moveIn.conversationId);
    expect((await kept(open(), moveIn.ticket.id)).all).to.contain(PHONE);
    const other = await aCase(open());
    await moveOn(open(), other.ticket.id, 'cancelled');
    expect((await kept(open(), other.ticket.id)).all).to.contain(PHONE);
  });
});
