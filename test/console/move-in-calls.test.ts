import { expect } from 'chai';
import type { MoveInDetail } from '#console/residents/move-in-api.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { systemClock } from '#records/clock.ts';
import { openMoveIn } from '#records/move-in/case.ts';
import { ROOT } from '#src/root.ts';
import type { Storage } from '#storage/storage.ts';
import { aTicket } from '../records/builders.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aChat, aClerk, type Browser, type RunningDesk, startDesk } from './desk.ts';

describe('A handover at the four desks', () => {
  let place: Place;
  let storage: Storage;
  let handbook: Handbook;
  let desk: RunningDesk;
  let chen: Browser;
  let boss: Browser;
  let id: string;

  before(async () => {
    handbook = await openHandbook({ dir: `${ROOT}/data`, watch: false });
  });
  after(() => handbook.close());
  beforeEach(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    desk = await startDesk(storage, { handbook });
    chen = await aClerk(desk, storage, { name: 'chen', displayName: '小陈', estates: ['qinghu'] });
    boss = await aClerk(desk, storage, { name: 'boss', displayName: '刘经理', role: 'manager', estates: ['qinghu'] });
    const conversationId = await aChat(storage, { estateId: 'qinghu' });
    const ticket = { ...aTicket({ estateId: 'qinghu', conversationId }), unitCode: '3-2-501' };
    const opened = await storage.transact((tx) =>
      openMoveIn(tx, { ticket, kind: 'agent', track: 'handover' }, systemClock),
    );
    id = opened.kind === 'opened' ? opened.ticket.id : '';
  });
  afterEach(async () => {
    await desk.stop();
    await storage.close();
    await place.remove();
    expect(desk.errors).to.deep.equal([]);
  });

  const read = async () => (await chen.get<MoveInDetail>(`tickets/${id}/move-in`)).body;
  const step = (who: Browser, name: string, reason = '') =>
    who.post(`tickets/${id}/move-in/steps`, { step: name, reason });
  const papers = (seen: string[], missing: string[]) => chen.post(`tickets/${id}/move-in/papers`, { seen, missing });
  const inspect = async () => {
    const { parts } = await read();
    const checks = parts.filter(({ minimum }) => minimum).map(({ letter }) => ({ code: `${letter}1`, result: 'pass' }));
    return chen.post(`tickets/${id}/move-in/checks`, { checks });
  };

  it('the letter of an agent is looked at point by point, and nothing goes on while its term is missing', async () => {
    expect((await read()).papers.map(({ key }) => key)).to.include.members(['letter', 'letter.term', 'agent-id']);
    await step(chen, 'arrive');
    expect((await papers(['agent-id'], ['letter.term'])).status).to.equal(204);
    const refused = await step(chen, 'check-identity');
    expect([refused.status, refused.error?.field]).to.deep.equal([409, 'papers-first']);
    expect((await read()).state).to.equal('papers-missing');
    await papers(['letter.term'], []);
    expect((await step(chen, 'check-identity')).status).to.equal(204);
  });

  it('only a manager lets it go on without a paper, with a reason, and not by their own hand', async () => {
    await step(chen, 'arrive');
    await papers([], ['payment-proof']);
    const decision = { step: 'waive-papers', reason: '银行月底补' };
    expect((await chen.post(`tickets/${id}/move-in/decisions`, decision)).status).to.equal(403);
    expect((await step(chen, 'waive-papers', '银行月底补')).status).to.equal(403);
    expect((await boss.post(`tickets/${id}/move-in/decisions`, decision)).status).to.equal(204);
    expect((await step(boss, 'check-identity')).error?.field).to.equal('own-exception');
    expect((await step(chen, 'check-identity')).status).to.equal(204);
  });

  it('a fee in dispute lets the inspection go on; keys then wait for the manager', async () => {
    await step(chen, 'arrive');
    await step(chen, 'check-identity');
    expect((await step(chen, 'dispute-fees', '业主不认可装修押金')).status).to.equal(204);
    expect((await step(chen, 'begin-inspection')).status).to.equal(204);
    await inspect();
    await step(chen, 'find-no-defects');
    await step(chen, 'sign');
    const line = { kind: 'door', count: 3, event: 'issued', signer: '李雷', idChecked: true, note: '' };
    expect((await chen.post(`tickets/${id}/move-in/keys`, line)).status).to.equal(204);
    expect((await step(chen, 'hand-over-keys')).error?.field).to.equal('fees-first');
    await boss.post(`tickets/${id}/move-in/decisions`, { step: 'allow-keys', reason: '合同未约定以缴费为条件' });
    expect((await step(chen, 'hand-over-keys')).status).to.equal(204);
    const done = await read();
    expect(done.state).to.equal('keys-handed');
    expect(done.exception).to.deep.equal({ by: '刘经理', reason: '合同未约定以缴费为条件' });
    expect(done.desks.map(({ key, by }) => [key, by])).to.deep.equal([
      ['reception', '小陈'],
      ['guides', '小陈'],
      ['cashier', null],
      ['service', '小陈'],
    ]);
    expect(done.keys.map(({ count, signer, by }) => [count, signer, by])).to.deep.equal([[3, '李雷', '小陈']]);
  });

  it('a guide notes a defect, and it is followed from there to its recheck', async () => {
    for (const name of ['arrive', 'check-identity', 'begin-inspection']) await step(chen, name);
    const defect = { code: 'C2', level: 'ordinary', words: '主卧窗户关不严' };
    expect((await chen.post(`tickets/${id}/move-in/defects`, defect)).status).to.equal(204);
    await inspect();
    await step(chen, 'find-defects');
    const [noted] = (await read()).defects;
    expect(noted).to.deep.include({
      code: 'C2',
      words: '主卧窗户关不严',
      state: 'waiting',
      next: ['begin', 'rectified'],
    });
    const move = (name: string) =>
      chen.post(`tickets/${id}/move-in/defects/${noted?.id}`, { step: name, reason: '', promisedOn: '' });
    expect((await move('pass')).status).to.equal(409);
    for (const name of ['rectified', 'fail', 'rectified', 'pass']) expect((await move(name)).status).to.equal(204);
    const after = await read();
    expect([after.state, after.defects[0]?.state, after.defects[0]?.rounds]).to.deep.equal([
      'recheck-passed',
      'passed',
      1,
    ]);
    const own = await chen.get<MoveInDetail>(`tickets/${noted?.id}/move-in`);
    expect(own.body.caseId).to.equal(id);
  });

  it('every change stands in the audit by name of who did it', async () => {
    await step(chen, 'arrive');
    await step(boss, 'give-to-director', '两人都说是业主');
    const rows = await storage.db.selectFrom('audit').select(['action', 'subject']).orderBy('id').execute();
    const own = rows.filter(({ subject }) => subject === `ticket:${id}`);
    expect(own.map(({ action }) => action)).to.deep.equal(['move-in.arrive', 'move-in.give-to-director']);
  });

  it('the general way of changing a case does not reach a handover', async () => {
    const wish = { from: 'booked', state: 'keys-handed', why: '急', tell: false };
    expect((await chen.post(`tickets/${id}/state`, wish)).status).to.equal(409);
  });
});
