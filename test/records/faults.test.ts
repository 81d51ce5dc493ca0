import { expect } from 'chai';
import { readLog } from '#records/activities.ts';
import { CASE_CHANGED, CASE_TOLD, noteInCase } from '#records/cases/change-case.ts';
import { FAULT_SHARED, type FaultScope, findSameFault, joinFault, keepFault } from '#records/cases/faults.ts';
import { readTicketEvents } from '#records/cases/ticket-lists.ts';
import { fileTicket, type NewTicket } from '#records/cases/tickets.ts';
import { casesOfFault, updateFault } from '#records/cases/update-fault.ts';
import { fixedClock } from '#records/clock.ts';
import type { TicketRow } from '#storage/schema.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

const MINUTE = 60_000;
const NINE = Date.parse('2026-11-23T09:00:00+08:00');

onEveryEngine('The same fault of several homes', (store) => {
  const clock = fixedClock(NINE);
  let estates = 0;
  /** An estate of its own, so that no test sees another's faults. */
  const anEstate = () => {
    estates += 1;
    clock.set(NINE);
    return `estate-${estates}`;
  };

  /** A home reports a fault, and joins one that is named. */
  async function report(
    estateId: string,
    scope: FaultScope,
    more: Partial<NewTicket> & { joins?: TicketRow } = {},
  ): Promise<TicketRow> {
    const { joins, ...fields } = more;
    const conversationId = fields.conversationId ?? (await openAConversation(store(), { estateId }));
    return store().transact(async (tx) => {
      const ticket = await fileTicket(tx, aTicket({ estateId, ...fields, conversationId }), clock);
      if (joins) await joinFault(tx, { ticket, headId: joins.id, scope }, clock.now());
      else await keepFault(tx, ticket, scope);
      return ticket;
    });
  }

  const find = (estateId: string, scope: FaultScope, conversationId = 'somebody-else') =>
    findSameFault(store().db, { estateId, conversationId, scope }, clock.now());
  const now = (id: string) =>
    store().db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const told = async (conversationId: string, name: string) => {
    const rows = await readLog(store().db, { conversationId, limit: 100 });
    const events = rows.map(({ body }) => JSON.parse(body) as { name?: string; value?: Record<string, unknown> });
    return events.filter((one) => one.name === name).map(({ value }) => value ?? {});
  };

  it('is recognised in one building, whichever unit was named, and in no other', async () => {
    const estate = anEstate();
    const first = await report(estate, { kind: 'water', building: '3' });
    expect((await find(estate, { kind: 'water', building: '3', unit: '2' }))?.id).to.equal(first.id);
    expect((await find(estate, { kind: 'water' }))?.id, 'the whole estate').to.equal(first.id);
    expect(await find(estate, { kind: 'water', building: '4' })).to.equal(undefined);
    expect(await find(estate, { kind: 'power', building: '3' })).to.equal(undefined);
    expect(await find('another-estate', { kind: 'water', building: '3' })).to.equal(undefined);
  });

  it('is not that of the next entrance where both were named', async () => {
    const estate = anEstate();
    await report(estate, { kind: 'lift', building: '3', unit: '1' });
    expect(await find(estate, { kind: 'lift', building: '3', unit: '2' })).to.equal(undefined);
    expect(await find(estate, { kind: 'lift', building: '3', unit: '1' })).to.not.equal(undefined);
  });

  it('is a new one after an hour without a report, after it was mended, and for whoever reported it', async () => {
    const estate = anEstate();
    const scope = { kind: 'power', building: '7' };
    const first = await report(estate, scope);
    expect(await find(estate, scope, first.conversation_id), 'their own').to.equal(undefined);
    clock.advance(50 * MINUTE);
    const second = await report(estate, scope, { joins: first });
    clock.advance(30 * MINUTE);
    expect((await find(estate, scope))?.id, 'the second report keeps it fresh').to.equal(first.id);
    expect(await find(estate, scope, second.conversation_id), 'joined already').to.equal(undefined);
    clock.advance(31 * MINUTE);
    expect(await find(estate, scope)).to.equal(undefined);
    const third = await report(estate, scope);
    await store().db.updateTable('ticket').set({ state: 'done' }).where('id', '=', third.id).execute();
    expect(await find(estate, scope)).to.equal(undefined);
  });

  it('keeps a case of its own for each home, with who joined what and when', async () => {
    const estate = anEstate();
    const scope = { kind: 'water', building: '3' };
    const first = await report(estate, scope);
    clock.advance(MINUTE);
    const second = await report(estate, scope, { joins: first, contactPhone: '13900139000', level: 'urgent' });
    expect(await now(second.id)).to.include({ joined_id: first.id, contact_phone: '13900139000', state: 'accepted' });
    const events = await readTicketEvents(store().db, first.id);
    const joining = events.find(({ kind }) => kind === 'joined-by');
    expect(joining).to.include({ actor: 'desk', at: NINE + MINUTE });
    expect(JSON.parse(joining?.detail ?? '{}')).to.deep.equal({ number: second.number });
    expect((await now(first.id)).level, 'as pressing as the most pressing of them').to.equal('urgent');
    expect((await casesOfFault(store().db, second.id)).map(({ id }) => id)).to.deep.equal([first.id, second.id]);
  });

  it('is told to all three homes with one update of any of their cases, each of its own', async () => {
    const estate = anEstate();
    const scope = { kind: 'water', building: '3' };
    const first = await report(estate, scope, { unitCode: '3-1-501' });
    const second = await report(estate, scope, { unitCode: '3-1-601', joins: first });
    const third = await report(estate, scope, { unitCode: '3-2-301', joins: first });
    clock.advance(MINUTE);
    const update = {
      ticketId: third.id,
      actor: 'staff:wu',
      state: 'dispatched',
      words: '师傅在查水泵',
      by: '老吴',
    } as const;
    await store().transact((tx) => updateFault(tx, update, clock.now()));
    for (const { id, conversation_id } of [first, second, third]) {
      expect((await now(id)).state).to.equal('dispatched');
      expect(await told(conversation_id, CASE_CHANGED)).to.deep.equal([{ ticketId: id, state: 'dispatched', why: '' }]);
      expect(await told(conversation_id, CASE_TOLD)).to.deep.equal([
        { ticketId: id, words: '师傅在查水泵', by: '老吴' },
      ]);
    }
  });

  it('is told of to every home by one note of staff in its case; a note in the case of one home is for that home', async () => {
    const estate = anEstate();
    const scope = { kind: 'water', building: '3' };
    const first = await report(estate, scope, { unitCode: '3-1-501' });
    const second = await report(estate, scope, { unitCode: '3-1-601', joins: first });
    const note = { actor: 'staff:wu', tellResident: { by: '老吴' } };
    await store().transact(async (tx) => {
      await noteInCase(tx, { ...note, ticketId: first.id, words: '水泵下午换好' }, clock.now());
      await noteInCase(tx, { ...note, ticketId: second.id, words: '您家的阀门请先关上' }, clock.now());
      await noteInCase(tx, { actor: 'staff:wu', ticketId: first.id, words: '配件在仓库' }, clock.now());
    });
    const heard = async (id: string) => (await told(id, CASE_TOLD)).map(({ words }) => words);
    expect(await heard(first.conversation_id)).to.deep.equal(['水泵下午换好']);
    expect(await heard(second.conversation_id)).to.deep.equal(['水泵下午换好', '您家的阀门请先关上']);
  });

  it('stays as it is when the wished state cannot follow, and nobody is told', async () => {
    const estate = anEstate();
    const scope = { kind: 'water', building: '3' };
    const first = await report(estate, scope);
    const second = await report(estate, scope, { joins: first });
    const update = { ticketId: first.id, actor: 'staff:wu', state: 'repairing', words: '开始修了' } as const;
    const result = await store().transact((tx) => updateFault(tx, update, clock.now()));
    expect(result).to.include({ changed: false, reason: 'not-allowed' });
    expect(await told(second.conversation_id, CASE_TOLD)).to.deep.equal([]);
  });

  it('is no longer told to a home that has withdrawn its case', async () => {
    const estate = anEstate();
    const scope = { kind: 'water', building: '3' };
    const first = await report(estate, scope);
    const second = await report(estate, scope, { joins: first });
    await store().db.updateTable('ticket').set({ state: 'cancelled' }).where('id', '=', second.id).execute();
    const update = { ticketId: first.id, actor: 'staff:wu', words: '来水了', by: '老吴' };
    await store().transact((tx) => updateFault(tx, update, clock.now()));
    expect(await told(first.conversation_id, CASE_TOLD)).to.have.length(1);
    expect(await told(second.conversation_id, CASE_TOLD)).to.deep.equal([]);
  });

  it('tells the first reporter of many homes once there are five, by number only, and never of fewer', async () => {
    const estate = anEstate();
    const scope = { kind: 'water', building: '3' };
    const first = await report(estate, scope, { unitCode: '3-1-501' });
    for (const room of ['601', '602', '603', '603', '604'])
      await report(estate, scope, { unitCode: `3-1-${room}`, joins: first });
    expect(await told(first.conversation_id, FAULT_SHARED), 'four homes').to.deep.equal([]);
    for (const room of ['701', '702']) await report(estate, scope, { unitCode: `3-1-${room}`, joins: first });
    expect(await told(first.conversation_id, FAULT_SHARED)).to.deep.equal([
      { ticketId: first.id, number: first.number, homes: 5 },
    ]);
  });

  it('stands by itself when the case to join has gone', async () => {
    const estate = anEstate();
    const scope = { kind: 'water', building: '3' };
    const gone = { ...(await report(estate, scope)), id: 'gone' };
    const second = await report(estate, scope, { joins: gone });
    expect((await now(second.id)).joined_id).to.equal(null);
  });
});
