import { expect } from 'chai';
import type { CodeRequest, HouseholdDetail, Households, IssuedCode } from '#console/residents/household-api.ts';
import { openHandbook } from '#handbook/handbook.ts';
import { systemClock } from '#records/clock.ts';
import { findConversation } from '#records/conversations.ts';
import { codeIn } from '#records/residents/household-codes.ts';
import { redeemCode } from '#records/residents/redeem-code.ts';
import { ROOT } from '#src/root.ts';
import type { Storage } from '#storage/storage.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aChat, aClerk, type Browser, type RunningDesk, startDesk } from './desk.ts';

describe('Households at the desk', () => {
  let place: Place;
  let storage: Storage;
  let desk: RunningDesk;
  let chen: Browser;
  let stranger: Browser;
  const home = 'households/qinghu/3-2-501';
  const wish: CodeRequest = {
    relation: 'tenant',
    name: '陈先生',
    phone: '139 0000 0000',
    why: '租赁合同',
    from: '2026-01-01',
    to: '2099-12-31',
  };

  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    const handbook = await openHandbook({ dir: `${ROOT}data`, watch: false });
    desk = await startDesk(storage, { handbook });
    chen = await aClerk(desk, storage, { name: 'chen', displayName: '小陈', estates: ['qinghu'] });
    stranger = await aClerk(desk, storage, { name: 'lin', estates: ['elsewhere'] });
  });
  afterEach(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
    expect(desk.errors).to.deep.equal([]);
  });

  async function use(code: string): Promise<void> {
    const id = await aChat(storage, { estateId: 'qinghu' });
    const conversation = await findConversation(storage.db, id);
    if (!conversation) throw new Error('no conversation');
    await storage.transact((tx) => redeemCode(tx, conversation, codeIn(code) ?? '', systemClock));
  }
  const detail = async () => (await chen.get<HouseholdDetail>(home)).body;

  it('A home is found by the numbers people say, in counting order', async () => {
    const found = async (q: string) => (await chen.get<Households>(`households?q=${encodeURIComponent(q)}`)).body.homes;
    expect((await found('3栋2单元501')).map(({ unitCode }) => unitCode)).to.deep.equal(['3-2-501']);
    expect((await found('3-2-50')).map(({ unitCode }) => unitCode)).to.deep.equal([
      '3-2-501',
      '3-2-502',
      '3-2-503',
      '3-2-504',
    ]);
    expect(await found('99-9-999')).to.deep.equal([]);
    expect((await chen.get<Households>('households')).body.homes).to.deep.equal([]);
  });

  it('Homes with residents or codes are listed as people count: building 2 before 10, floor 2 before 12', async () => {
    const issue = (unit: string) => chen.post(`households/qinghu/${unit}/codes`, wish);
    for (const unit of ['10-101', '3-2-1203', '3-2-202', '2-1101', '2-202']) await issue(unit);
    const list = async (query = '') => (await chen.get<Households>(`households${query}`)).body;
    const all = ['2-202', '2-1101', '3-2-202', '3-2-1203', '10-101'];
    expect((await list()).homes.map(({ unitCode }) => unitCode)).to.deep.equal(all);
    const rest = await list('?after=3-2-202');
    expect(rest.homes.map(({ unitCode }) => unitCode)).to.deep.equal(all.slice(3));
    expect(rest.next).to.equal(null);
  });

  it('A code is shown once, waits on the page without itself, and makes a member when it is used', async () => {
    const { body } = await chen.post<IssuedCode>(`${home}/codes`, wish);
    expect(body.code).to.match(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    const waiting = await detail();
    expect(JSON.stringify(waiting)).to.not.contain(body.code);
    expect(waiting.codes[0]).to.deep.include({ name: '陈先生', relation: 'tenant' });
    await use(body.code);
    const { members, codes } = await detail();
    expect(codes).to.deep.equal([]);
    expect(members[0]).to.deep.include({ name: '陈先生', phone: '139****0000', relation: 'tenant', conversations: 1 });
    expect(members[0]?.from).to.equal(Date.parse('2026-01-01T00:00:00+08:00'));
    expect(members[0]?.to).to.equal(Date.parse('2100-01-01T00:00:00+08:00'));
    const [listed] = (await chen.get<Households>('households')).body.homes;
    expect(listed).to.deep.include({ unitCode: '3-2-501', members: 1, codes: 0 });
  });

  it('A code for somebody who is a member already binds one more channel, not one more person', async () => {
    await use((await chen.post<IssuedCode>(`${home}/codes`, wish)).body.code);
    const residentId = (await detail()).members[0]?.residentId ?? '';
    await use((await chen.post<IssuedCode>(`${home}/codes`, { ...wish, phone: '', residentId })).body.code);
    const { members } = await detail();
    expect(members.map(({ conversations }) => conversations)).to.deep.equal([2]);
    const unknown = await chen.post(`${home}/codes`, { ...wish, residentId: 'somebody' });
    expect(unknown.status).to.equal(404);
  });

  it('A code is taken back, a belonging ends with its reason, and the audit says who did it', async () => {
    const { code } = (await chen.post<IssuedCode>(`${home}/codes`, wish)).body;
    const [open] = (await detail()).codes;
    expect((await chen.post(`households/qinghu/codes/${open?.id}/revoke`)).status).to.equal(204);
    expect((await chen.post(`households/qinghu/codes/${open?.id}/revoke`)).status).to.equal(404);
    await use(code);
    expect((await detail()).members).to.deep.equal([]);
    await use((await chen.post<IssuedCode>(`${home}/codes`, wish)).body.code);
    const [member] = (await detail()).members;
    const path = `households/qinghu/members/${member?.id}/end`;
    expect((await chen.post(path, { why: '租期已满' })).status).to.equal(204);
    expect((await detail()).members[0]?.to).to.be.at.most(systemClock.now());
    const rows = await storage.db.selectFrom('audit').selectAll().where('action', 'like', 'household.%').execute();
    expect(rows.filter(({ actor }) => actor.startsWith('staff:')).map(({ action }) => action)).to.deep.equal([
      'household.code.issue',
      'household.code.revoke',
      'household.code.issue',
      'household.member.end',
    ]);
    expect(rows.at(-1)?.detail).to.contain('租期已满');
  });

  it('What cannot be is refused with its field, and nothing is issued', async () => {
    const field = async (more: Partial<CodeRequest>) =>
      (await chen.post(`${home}/codes`, { ...wish, ...more })).error?.field;
    expect(await field({ name: ' ' })).to.equal('name');
    expect(await field({ relation: 'landlord' as 'owner' })).to.equal('relation');
    expect(await field({ from: '2026-13-40' })).to.equal('from');
    expect((await chen.post('households/qinghu/3-2-999/codes', wish)).status).to.equal(404);
    expect((await detail()).codes).to.deep.equal([]);
  });

  it('Homes of another estate are nobody else’s business', async () => {
    expect((await stranger.get(home)).status).to.equal(404);
    expect((await stranger.post(`${home}/codes`, wish)).status).to.equal(404);
    expect((await stranger.get('households?estate=qinghu')).status).to.equal(404);
    expect((await stranger.get<Households>('households?q=3-2-501')).body).to.deep.equal({ homes: [], next: null });
  });
});
