import { expect } from 'chai';
import { fileTicket } from '#records/cases/tickets.ts';
import { fixedClock } from '#records/clock.ts';
import { codeIn, issueCode } from '#records/residents/household-codes.ts';
import { noteMiss } from '#records/residents/identity-misses.ts';
import { redeemCode } from '#records/residents/redeem-code.ts';
import { endMembership, findResident, membersOf } from '#records/residents/residents.ts';
import { forgetWhatIsDue } from '#records/retention/keep-personal.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

const DAY = 24 * 3_600_000;
const START = Date.parse('2026-11-23T10:00:00+08:00');
const KEEPING = { codes: 30 * DAY, leavers: 1095 * DAY };

onEveryEngine('What the desk keeps no longer', (store) => {
  const clock = { ...fixedClock(START), id: () => crypto.randomUUID() };
  beforeEach(() => clock.set(START));
  const issue = (unitCode: string) => {
    const person = {
      unitCode,
      relation: 'tenant' as const,
      name: '李雷',
      phone: `138${unitCode.replaceAll('-', '').padEnd(8, '0')}`,
    };
    const wish = { estateId: 'lake', ...person, actor: 'staff:chen', why: '核对身份证' };
    return store().transact((tx) => issueCode(tx, wish, clock));
  };
  const forget = (now: number, keeping: Parameters<typeof forgetWhatIsDue>[2] = KEEPING) =>
    store().transact((tx) => forgetWhatIsDue(tx, 'lake', keeping, now));
  const code = (id: string) =>
    store().db.selectFrom('household_code').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  /** Somebody bound to a home, with a case of theirs. */
  async function aTenant(unitCode: string) {
    const conversationId = await openAConversation(store(), { estateId: 'lake' });
    const issued = await issue(unitCode);
    const redeemed = await store().transact((tx) =>
      redeemCode(tx, { id: conversationId, estate_id: 'lake', resident_id: null }, codeIn(issued.code) ?? '', clock),
    );
    expect(redeemed.kind).to.equal('bound');
    const [member] = await membersOf(store().db, 'lake', unitCode);
    if (!member) throw new Error('Nobody was bound.');
    const contact = { value: { phone: '13800138000' }, told: '李雷，13800138000' };
    const reach = { contactName: '李雷', contactPhone: '13800138000', residentId: member.resident_id };
    const filed = aTicket({ estateId: 'lake', conversationId, ...reach, answers: { contact, what: { told: '漏水' } } });
    const ticket = await store().transact((tx) => fileTicket(tx, filed, clock));
    return { member, ticket, conversationId };
  }
  const leave = (id: string) =>
    store().transact((tx) => endMembership(tx, { id, estateId: 'lake', actor: 'staff:chen', why: '' }, clock.now()));
  const close = (id: string) =>
    store().db.updateTable('ticket').set({ state: 'closed' }).where('id', '=', id).execute();

  it('forgets for whom a code was, thirty days after it ran out, and keeps that one was issued', async () => {
    const { id, expiresAt } = await issue('1-1-101');
    await forget(expiresAt + 29 * DAY);
    expect(await code(id)).to.include({ name: '李雷', phone: '13811101000' });
    await forget(expiresAt + 30 * DAY);
    expect(await code(id)).to.include({
      name: '',
      phone: null,
      why: '',
      unit_code: '1-1-101',
      issued_by: 'staff:chen',
    });
  });

  it('forgets wrong tries, and says in the audit how much was deleted', async () => {
    const trying = { kind: 'code', estateId: 'lake', conversationId: 'c-miss' } as const;
    await store().transact((tx) => noteMiss(tx, trying, START));
    await forget(START + 31 * DAY);
    const left = await store().db.selectFrom('identity_miss').selectAll().execute();
    expect(left).to.deep.equal([]);
    const audit = store().db.selectFrom('audit').selectAll().where('action', '=', 'retention.delete');
    const last = await audit.orderBy('id', 'desc').executeTakeFirstOrThrow();
    expect(JSON.parse(last.detail)).to.include({ misses: 1 });
  });

  it('forgets name and phone three years after somebody left their last home, in their old cases too', async () => {
    const { member, ticket, conversationId } = await aTenant('2-1-101');
    await leave(member.id);
    await close(ticket.id);
    await forget(START + 1094 * DAY);
    expect((await findResident(store().db, member.resident_id, START))?.name).to.equal('李雷');
    await forget(START + 1095 * DAY);
    expect(await findResident(store().db, member.resident_id, START))
      .to.include({ name: '' })
      .and.not.have.any.keys('phone');
    const row = await store().db.selectFrom('ticket').selectAll().where('id', '=', ticket.id).executeTakeFirstOrThrow();
    expect(row).to.include({ contact_name: null, contact_phone: null, summary: ticket.summary });
    expect(Object.keys(JSON.parse(row.answers))).to.deep.equal(['what']);
    const chat = store().db.selectFrom('conversation').select('resident_id').where('id', '=', conversationId);
    expect(await chat.executeTakeFirst()).to.deep.equal({ resident_id: null });
  });

  it('keeps whoever still lives here, or has an open case, or where the office has set no period', async () => {
    const here = await aTenant('3-1-101');
    const disputing = await aTenant('3-1-102');
    const unset = await aTenant('3-1-103');
    await leave(disputing.member.id);
    await forget(START + 2000 * DAY);
    await leave(unset.member.id);
    await close(unset.ticket.id);
    await forget(START + 2000 * DAY, {});
    for (const { member } of [here, disputing, unset])
      expect((await findResident(store().db, member.resident_id, START))?.name).to.equal('李雷');
  });
});
