import { expect } from 'chai';
import type { TicketDetail, TicketList } from '#console/api.ts';
import { fileTicket, type NewTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aChat, aClerk, type Browser, type RunningDesk, startDesk } from './desk.ts';

describe('Working on a case at the desk', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  let chen: Browser;
  let chat: string;

  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage);
    chen = await aClerk(desk, storage, { name: 'chen', displayName: '小陈', estates: ['lake'] });
    chat = await aChat(storage, {});
  });
  afterEach(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
    expect(desk.errors).to.deep.equal([]);
  });

  const file = (more: Partial<NewTicket> = {}) => {
    const filed = { service: 'repair', letter: 'R', date: '20261123', level: 'ordinary', summary: '水龙头' } as const;
    const contact = { contactName: '王女士', contactPhone: '13800138000' };
    const answers = { contact: { value: {}, told: '王女士，13800138000' } };
    const ticket = { ...filed, ...contact, answers, estateId: 'lake', conversationId: chat, actor: 'desk', ...more };
    return storage.transact((tx) => fileTicket(tx, ticket, systemClock));
  };
  const audited = () => storage.db.selectFrom('audit').selectAll().where('action', 'like', 'case.%').execute();

  it('A state is set with its reason, by name, and can only be one that may follow', async () => {
    const { id } = await file();
    const { body } = await chen.get<TicketDetail>(`tickets/${id}`);
    expect(body.next.map(({ state }) => state))
      .to.include('dispatched')
      .and.not.include('awaiting-payment');
    const wish = { from: 'accepted', state: 'dispatched', why: '派给老吴', tell: false };
    expect((await chen.post(`tickets/${id}/state`, wish)).body).to.deep.equal({ told: false });
    const after = (await chen.get<TicketDetail>(`tickets/${id}`)).body;
    expect(after.ticket.state).to.equal('dispatched');
    expect(after.events.at(-1)).to.deep.include({ actor: '小陈', kind: 'state' });
    expect(after.events.at(-1)?.detail).to.deep.equal({ from: 'accepted', to: 'dispatched', why: '派给老吴' });
    expect((await chen.post(`tickets/${id}/state`, wish)).error?.code).to.equal('moved-on');
    const leap = { from: 'dispatched', state: 'awaiting-payment', why: '', tell: false };
    expect((await chen.post(`tickets/${id}/state`, leap)).error?.code).to.equal('moved-on');
    expect(await audited()).to.have.length(1);
  });

  it('A refusal of a wish about personal information needs its reason', async () => {
    const { id } = await file({ service: 'privacy', letter: 'P' });
    const wish = { from: 'accepted', state: 'declined', why: ' ', tell: true };
    const { status, error } = await chen.post(`tickets/${id}/state`, wish);
    expect([status, error?.field]).to.deep.equal([400, 'why']);
    expect((await chen.post(`tickets/${id}/state`, { ...wish, why: '档案不能删' })).body).to.deep.equal({ told: true });
  });

  it('A note stays inside; words for the resident become a turn of their conversation', async () => {
    const { id } = await file();
    await chen.post(`tickets/${id}/notes`, { words: '业主急', tell: false });
    const told = await chen.post(`tickets/${id}/notes`, { words: '配件周三到', tell: true });
    expect(told.body).to.deep.equal({ told: true });
    const rows = await storage.db.selectFrom('activity').selectAll().where('conversation_id', '=', chat).execute();
    expect(rows.filter(({ body }) => body.includes('业主急'))).to.deep.equal([]);
    expect(rows.filter(({ body }) => body.includes('case.told'))).to.have.length(1);
    expect((await audited()).map(({ action }) => action)).to.deep.equal(['case.note', 'case.tell']);
  });

  it('A phone number is hidden everywhere until it is asked for, and every look is on record', async () => {
    const { id } = await file();
    const list = (await chen.get<TicketList>('tickets')).body;
    const detail = (await chen.get<TicketDetail>(`tickets/${id}`)).body;
    const shown = JSON.stringify([list, detail]);
    expect(shown).to.contain('138****8000');
    expect(shown).to.not.contain('13800138000');
    expect((await chen.post(`tickets/${id}/phone`)).body).to.deep.equal({ phone: '13800138000' });
    const [entry] = await audited();
    expect(entry).to.deep.include({ action: 'case.phone', subject: `ticket:${id}`, estate_id: 'lake' });
    expect(entry?.detail).to.not.contain('138');
    expect((await chen.get<TicketList>('tickets?q=13800138000')).body.tickets).to.have.length(1);
  });

  it('What follows from the notes of its own desk is not set by hand', async () => {
    const { id } = await file({ service: 'move-in', letter: 'M' });
    const { body } = await chen.get<TicketDetail>(`tickets/${id}`);
    expect(body.next).to.deep.equal([]);
    const wish = { from: 'booked', state: 'arrived', why: '', tell: false };
    expect((await chen.post(`tickets/${id}/state`, wish)).error?.code).to.equal('moved-on');
  });

  it('Cases are listed by any state there is', async () => {
    const { id } = await file();
    await chen.post(`tickets/${id}/state`, { from: 'accepted', state: 'with-utility', why: '', tell: false });
    const found = await chen.get<TicketList>('tickets?state=with-utility');
    expect(found.body.tickets.map((one) => one.id)).to.deep.equal([id]);
    expect((await chen.get('tickets?state=nonsense')).status).to.equal(400);
  });
});
