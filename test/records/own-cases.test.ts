import { expect } from 'chai';
import { casesByContact, isReporter, ownCase, ownCases } from '#records/cases/own-cases.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { findConversation } from '#records/conversations.ts';
import { codeIn, issueCode, type NewCode } from '#records/residents/household-codes.ts';
import { redeemCode } from '#records/residents/redeem-code.ts';
import {
  endMembership,
  membersOf,
  type Resident,
  residentOf,
  unbindConversation,
} from '#records/residents/residents.ts';
import type { ConversationRow } from '#storage/schema.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

const DAY = 24 * 60 * 60_000;

onEveryEngine('What a person may know of cases', (store) => {
  const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
  const mine = { ...systemClock, now: clock.now };
  const at = { estateId: 'lake', date: '20261123' };
  const open = () => openAConversation(store(), { estateId: 'lake' });
  const row = async (id: string) => (await findConversation(store().db, id)) as ConversationRow;
  async function bind(id: string, wish: Partial<NewCode>): Promise<void> {
    const full = { relation: 'owner', actor: 's', why: '', name: '李先生', unitCode: '3-2-501', ...wish } as const;
    const conversation = await row(id);
    await store().transact(async (tx) => {
      const { code } = await issueCode(tx, { estateId: 'lake', ...full }, mine);
      await redeemCode(tx, conversation, codeIn(code) ?? '', mine);
    });
  }
  const file = (conversationId: string, more: Parameters<typeof aTicket>[0] = {}) =>
    store().transact((tx) => fileTicket(tx, aTicket({ ...at, conversationId, ...more }), mine));
  const asker = async (id: string): Promise<{ conversation: ConversationRow; resident: Resident | undefined }> => {
    const conversation = await row(id);
    return { conversation, resident: await residentOf(store().db, conversation, clock.now()) };
  };
  const known = async (id: string) => (await ownCases(store().db, await asker(id), 50)).map(({ summary }) => summary);
  const end = async (unitCode: string) => {
    const [member] = await membersOf(store().db, 'lake', unitCode);
    const wish = { id: member?.id ?? '', estateId: 'lake', actor: 'staff:1', why: '搬走' };
    return store().transact((tx) => endMembership(tx, wish, clock.now()));
  };

  it('is what was filed in their own conversation, while nobody is bound to it', async () => {
    const [hers, his] = [await open(), await open()];
    const ticket = await file(hers, { summary: 'A', unitCode: '3-2-501' });
    expect(await known(hers)).to.deep.equal(['A']);
    expect(await known(his)).to.deep.equal([]);
    expect(await ownCase(store().db, await asker(his), ticket.number)).to.equal(undefined);
    expect((await ownCase(store().db, await asker(hers), ticket.number.slice(1)))?.id).to.equal(ticket.id);
  });

  it('is of the home only from the day they came: a tenant sees nothing that was before', async () => {
    const [owner, tenant] = [await open(), await open()];
    await bind(owner, { unitCode: '6-1-101' });
    await file(owner, { summary: 'before', unitCode: '6-1-101' });
    clock.advance(DAY);
    await bind(tenant, { unitCode: '6-1-101', relation: 'tenant', name: '陈先生' });
    await file(owner, { summary: 'after', unitCode: '6-1-101' });
    expect(await known(tenant)).to.deep.equal(['after']);
    expect(await known(owner)).to.deep.equal(['after', 'before']);
  });

  it('is no complaint and nothing confidential of another member of the household', async () => {
    const [owner, tenant] = [await open(), await open()];
    await bind(owner, { unitCode: '6-1-102' });
    await bind(tenant, { unitCode: '6-1-102', relation: 'tenant', name: '陈先生' });
    await file(tenant, { summary: 'tap', unitCode: '6-1-102' });
    await file(tenant, { summary: 'landlord', unitCode: '6-1-102', service: 'complaint', letter: 'C' });
    await file(tenant, { summary: 'secret', unitCode: '6-1-102', confidential: true });
    expect(await known(owner)).to.deep.equal(['tap']);
    expect(await known(tenant)).to.have.members(['tap', 'landlord', 'secret']);
  });

  it('is nothing of a home they have left, not even what they reported themselves', async () => {
    const [tenant, wechat] = [await open(), await open()];
    await bind(tenant, { unitCode: '6-1-103', relation: 'tenant', phone: '13900000000' });
    await bind(wechat, { unitCode: '6-1-103', relation: 'tenant', phone: '13900000000' });
    await file(tenant, { summary: 'A', unitCode: '6-1-103' });
    expect(await known(wechat)).to.deep.equal(['A']);
    clock.advance(1);
    expect(await end('6-1-103')).to.equal(true);
    expect(await end('6-1-103')).to.equal(false);
    expect(await known(wechat)).to.deep.equal([]);
    expect(await known(tenant)).to.deep.equal([]);
  });

  it('is not what a bound person filed, once the conversation is bound to nobody again', async () => {
    const chat = await open();
    await bind(chat, { unitCode: '6-1-104' });
    await file(chat, { summary: 'A', unitCode: '6-1-104' });
    const bound = await row(chat);
    await store().transact((tx) => unbindConversation(tx, bound, clock.now()));
    expect(await known(chat)).to.deep.equal([]);
  });

  it('may be withdrawn by whoever reported it, and by nobody else of the household', async () => {
    const [owner, tenant] = [await open(), await open()];
    await bind(owner, { unitCode: '6-2-101' });
    await bind(tenant, { unitCode: '6-2-101', relation: 'tenant', name: '陈先生' });
    const ticket = await file(tenant, { unitCode: '6-2-101' });
    expect(isReporter(await asker(tenant), ticket)).to.equal(true);
    expect(isReporter(await asker(owner), ticket)).to.equal(false);
  });

  it('is found by phone and name only where both are right', async () => {
    const chat = await open();
    await file(chat, { summary: 'A', contactPhone: '13700000000', contactName: '李雷' });
    await file(chat, { summary: 'B', contactPhone: '13700000001', contactName: '王先生' });
    await file(chat, { summary: 'C', contactPhone: '13700000002' });
    const find = async (phone: string, name: string) =>
      (await casesByContact(store().db, { estateId: 'lake', phone, name })).map(({ summary }) => summary);
    expect(await find('13700000000', '李雷')).to.deep.equal(['A']);
    expect(await find('13700000000', '李先生')).to.deep.equal([]);
    expect(await find('13700000000', '')).to.deep.equal([]);
    expect(await find('13700000001', '王先生')).to.deep.equal(['B']);
    expect(await find('13700000001', '王强')).to.deep.equal(['B']);
    expect(await find('13700000001', '李强')).to.deep.equal([]);
    expect(await find('13700000002', '李雷')).to.deep.equal([]);
    expect(await casesByContact(store().db, { estateId: 'hill', phone: '13700000000', name: '李雷' })).to.have.length(
      0,
    );
  });
});
