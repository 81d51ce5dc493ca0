import { expect } from 'chai';
import { escalateComplaint, goesTo } from '#records/cases/complaints.ts';
import { findTicket, listTickets, readTicketEvents } from '#records/cases/ticket-lists.ts';
import { COMPANY_ONLY, fileTicket, type NewTicket } from '#records/cases/tickets.ts';
import { fixedClock } from '#records/clock.ts';
import { findOfficeConversation } from '#records/transcripts/reading.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

onEveryEngine('Complaints', (store) => {
  const clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
  const weight = { value: { goesTo: 'supervisor', signs: ['outside'] }, told: '主管' };
  const aComplaint = (more: Partial<NewTicket> = {}) =>
    store().transact((tx) =>
      fileTicket(tx, aTicket({ service: 'complaint', letter: 'C', answers: { weight }, ...more }), clock),
    );

  it('go to somebody higher with who, when and from whom, and an ordinary one becomes urgent', async () => {
    const { id } = await aComplaint();
    const up = { to: 'director', told: '主任', urgent: true };
    await store().transact((tx) => escalateComplaint(tx, id, up, clock.now()));
    const ticket = await findTicket(store().db, '*', id);
    expect(ticket?.level).to.equal('urgent');
    expect(ticket && goesTo(ticket)).to.equal('director');
    expect(JSON.parse(ticket?.answers ?? '{}').weight).to.deep.equal({
      value: { goesTo: 'director', signs: ['outside'] },
      told: '主任',
    });
    const events = await readTicketEvents(store().db, id);
    expect(events.at(-1)).to.deep.include({
      kind: 'escalated',
      at: clock.now(),
      actor: 'resident',
      detail: JSON.stringify({ from: 'supervisor', to: 'director' }),
    });
  });

  it('keep a graver level when they go on to somebody higher', async () => {
    const { id } = await aComplaint({ level: 'critical' });
    const up = { to: 'director', told: '主任', urgent: true };
    await store().transact((tx) => escalateComplaint(tx, id, up, clock.now()));
    expect((await findTicket(store().db, '*', id))?.level).to.equal('critical');
  });

  it('that are confidential are not found by who made them, and those for the company only when asked for', async () => {
    const who = { contactName: '周明', contactPhone: '13912345678', unitCode: '3-2-501' };
    const estateId = 'confidential';
    const open = await aComplaint({ estateId, ...who });
    const secret = await aComplaint({ estateId, ...who, confidential: true });
    const company = await aComplaint({ estateId, ...who, confidential: 'company' });
    expect([open, secret, company].map(({ confidential }) => confidential)).to.deep.equal([null, 1, COMPANY_ONLY]);
    const found = async (filter: { words?: string; companyToo?: boolean }) => {
      const { rows } = await listTickets(store().db, [estateId], { filter, limit: 10 });
      return rows.map(({ number }) => number).sort();
    };
    for (const words of ['13912345678', '周明', '3-2-501'])
      expect(await found({ words, companyToo: true }), words).to.deep.equal([open.number]);
    expect(await found({})).to.deep.equal([open.number, secret.number]);
    expect(await found({ companyToo: true })).to.deep.equal([open.number, secret.number, company.number]);
  });

  it('lend their conversation neither a name nor less than their own confidentiality', async () => {
    const conversationId = await openAConversation(store());
    const read = () => findOfficeConversation(store().db, '*', conversationId);
    await aComplaint({ conversationId, contactName: '周明', confidential: true });
    expect(await read()).to.deep.include({ resident_name: null, confidential: 1 });
    await aComplaint({ conversationId, confidential: 'company' });
    expect((await read())?.confidential).to.equal(COMPANY_ONLY);
  });
});
