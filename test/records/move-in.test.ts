import { expect } from 'chai';
import { openHandbook } from '#handbook/handbook.ts';
import { readTicketEvents } from '#records/cases/ticket-lists.ts';
import { fixedClock, systemClock } from '#records/clock.ts';
import { findMoveIn, isClaimedByOther, moveInsOf, openMoveIn } from '#records/move-in/case.ts';
import { recordChecks } from '#records/move-in/checks.ts';
import { defectsOf, fileDefect } from '#records/move-in/defects.ts';
import { addKeyLine, keyLedger } from '#records/move-in/keys.ts';
import {
  advanceDefectByStaff,
  advanceMoveIn,
  type MoveInRules,
  moveInRules,
  recordPapers,
} from '#records/move-in/move-in.ts';
import { deskProgress } from '#records/move-in/progress.ts';
import type { MoveInStep } from '#records/move-in/rules.ts';
import { dropSlot, freeSlots, type OpenSlot, slotTimes, takeSlot } from '#records/move-in/slots.ts';
import { ROOT } from '#src/root.ts';
import type { Storage } from '#storage/storage.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

const RULES: MoveInRules = { keyNeeds: ['signed', 'fees'], minimum: ['B', 'C', 'D', 'E', 'F', 'G', 'H'] };
const CHEN = 'staff:chen';
const SLOT: OpenSlot = { date: '2026-11-25', time: '09:00', places: 2 };

/** A case of a home, as the desk opens it for a conversation of its own. */
async function aMoveIn(store: Storage, wish: { unitCode?: string; estateId?: string; conversationId?: string } = {}) {
  const { unitCode = '3-2-501', estateId = 'qhhy' } = wish;
  const conversationId = wish.conversationId ?? (await openAConversation(store, { estateId }));
  const ticket = { ...aTicket({ estateId, conversationId }), unitCode };
  const opened = await store.transact((tx) =>
    openMoveIn(tx, { ticket, kind: 'individual', track: 'handover' }, systemClock),
  );
  return { opened, conversationId, ticketId: opened.kind === 'opened' ? opened.ticket.id : '', estateId };
}

onEveryEngine('Moving in', (store) => {
  const take = (
    which: { estateId: string; ticketId: string },
    step: MoveInStep,
    more: { actor?: string; reason?: string } = {},
  ) =>
    store().transact((tx) =>
      advanceMoveIn(tx, which, { step, actor: CHEN, ...more }, { rules: RULES, clock: systemClock }),
    );
  const refusal = async (...asked: Parameters<typeof take>) => {
    const done = await take(...asked);
    return done && 'refused' in done ? done.refused : undefined;
  };
  const inspect = (which: { estateId: string; ticketId: string }) =>
    store().transact((tx) =>
      recordChecks(
        tx,
        which,
        { checks: RULES.minimum.map((letter) => ({ code: `${letter}1`, result: 'pass' as const })), actor: CHEN },
        5000,
      ),
    );

  it('a home is one case: of twenty who claim it at once nineteen are sent to a person', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, () => aMoveIn(store(), { unitCode: '1-1-101' })));
    const kinds = claims.map(({ opened }) => opened.kind);
    expect(kinds.filter((kind) => kind === 'opened')).to.have.length(1);
    expect(kinds.filter((kind) => kind === 'claimed')).to.have.length(19);
  });

  it('a resident who asks twice is shown their own case, and nobody learns of it elsewhere', async () => {
    const first = await aMoveIn(store(), { unitCode: '1-1-102' });
    const again = await aMoveIn(store(), { unitCode: '1-1-102', conversationId: first.conversationId });
    expect(again.opened).to.deep.equal({ kind: 'open-already', ticketId: first.ticketId });
    const other = { estateId: 'qhhy', unitCode: '1-1-102', conversationId: 'somebody-else' };
    expect(await isClaimedByOther(store().db, other)).to.equal(true);
    expect(await moveInsOf(store().db, other)).to.deep.equal([]);
  });

  it('a cancelled case gives its home and its appointment free', async () => {
    const one = await aMoveIn(store(), { unitCode: '1-1-103', estateId: 'free' });
    const wish = { purpose: 'handover', slot: { ...SLOT, places: 1 }, actor: 'resident' } as const;
    await store().transact((tx) => takeSlot(tx, one, wish, 5000));
    await take(one, 'cancel', { actor: 'resident' });
    const two = await aMoveIn(store(), { unitCode: '1-1-103', estateId: 'free' });
    expect(two.opened.kind).to.equal('opened');
    expect(await store().transact((tx) => takeSlot(tx, two, wish, 6000))).to.equal(true);
  });

  it('two residents cannot take the last place, however many try at once', async () => {
    const cases = await Promise.all(
      Array.from({ length: 12 }, (_, n) => aMoveIn(store(), { unitCode: `2-1-${101 + n}`, estateId: 'busy' })),
    );
    const booked = await Promise.all(
      cases.map((one) =>
        store().transact((tx) => takeSlot(tx, one, { purpose: 'handover', slot: SLOT, actor: 'resident' }, 5000)),
      ),
    );
    expect(booked.filter(Boolean)).to.have.length(2);
    const times = [SLOT, { ...SLOT, time: '10:30' }];
    expect(await freeSlots(store().db, 'busy', 'handover', times)).to.deep.equal([times[1]]);
  });

  it('a changed appointment frees the old place; one that is full leaves the old one as it was', async () => {
    const [one, two] = [
      await aMoveIn(store(), { unitCode: '1-1-201', estateId: 'move' }),
      await aMoveIn(store(), { unitCode: '1-1-202', estateId: 'move' }),
    ];
    const nine = { ...SLOT, places: 1 };
    const half = { ...SLOT, time: '10:30', places: 1 };
    const book = (which: typeof one, slot: OpenSlot) =>
      store().transact((tx) => takeSlot(tx, which, { purpose: 'handover', slot, actor: 'resident' }, 5000));
    expect([await book(one, nine), await book(two, half)]).to.deep.equal([true, true]);
    expect(await book(one, half)).to.equal(false);
    expect((await findMoveIn(store().db, 'move', one.ticketId))?.slot).to.deep.equal({
      date: nine.date,
      time: '09:00',
    });
    await store().transact((tx) => dropSlot(tx, two, { purpose: 'handover', actor: 'resident' }, 6000));
    expect(await book(one, half)).to.equal(true);
    expect(await freeSlots(store().db, 'move', 'handover', [nine, half])).to.deep.equal([nine]);
    const kinds = (await readTicketEvents(store().db, one.ticketId)).map(({ kind }) => kind);
    expect(kinds).to.deep.equal(['filed', 'slot-booked', 'slot-changed']);
  });

  it('keys want identity, inspection and a signed ledger line (RS-01)', async () => {
    const one = await aMoveIn(store(), { unitCode: '1-1-301' });
    const line = { kind: 'door', count: 2, event: 'issued', signer: '李雷', idChecked: true } as const;
    const sign = () => store().transact((tx) => addKeyLine(tx, one, { line, actor: CHEN }, systemClock));
    expect(await refusal(one, 'hand-over-keys')).to.equal('identity-first');
    expect(await sign()).to.deep.equal({ refused: 'identity-first' });
    await take(one, 'arrive');
    await take(one, 'check-identity');
    expect(await refusal(one, 'hand-over-keys')).to.equal('inspection-first');
    await take(one, 'begin-inspection');
    expect(await refusal(one, 'find-no-defects')).to.equal('minimum-not-inspected');
    await inspect(one);
    await take(one, 'find-no-defects');
    await take(one, 'settle-fees');
    await take(one, 'sign');
    expect(await refusal(one, 'hand-over-keys')).to.equal('ledger-first');
    await sign();
    expect(await refusal(one, 'hand-over-keys')).to.equal(undefined);
    expect((await findMoveIn(store().db, 'qhhy', one.ticketId))?.state).to.equal('keys-handed');
    expect((await keyLedger(store().db, one.ticketId)).map(({ signer }) => signer)).to.deep.equal(['李雷']);
  });

  it('each case shows the four desks and who signed at each (RS-02)', async () => {
    const one = await aMoveIn(store(), { unitCode: '1-1-302' });
    const order = ['reception', 'guides', 'cashier', 'service'];
    for (const step of ['arrive', 'check-identity', 'begin-inspection'] as const) await take(one, step);
    await inspect(one);
    await take(one, 'find-no-defects', { actor: 'staff:lin' });
    const found = await findMoveIn(store().db, 'qhhy', one.ticketId);
    const desks = found ? deskProgress(found, order) : [];
    expect(desks.map(({ desk, status, by }) => [desk, status, by])).to.deep.equal([
      ['reception', 'done', CHEN],
      ['guides', 'done', 'staff:lin'],
      ['cashier', 'now', undefined],
      ['service', 'later', undefined],
    ]);
  });

  it('the rules of the shipped handbook want doors, water, walls, roof and floor inspected (RS-03)', async () => {
    const handbook = await openHandbook({ dir: `${ROOT}/data`, watch: false });
    const estate = handbook.estate('qinghu');
    const rules = estate && moveInRules(estate, handbook.common());
    await handbook.close();
    expect(rules).to.deep.equal(RULES);
  });

  it('papers that are missing leave the appointment, give no keys, and are told once', async () => {
    const one = await aMoveIn(store(), { unitCode: '1-1-303', estateId: 'papers' });
    await store().transact((tx) => takeSlot(tx, one, { purpose: 'handover', slot: SLOT, actor: 'resident' }, 5000));
    await take(one, 'arrive');
    const missing = ['letter.term', 'payment-proof'];
    await store().transact((tx) =>
      recordPapers(tx, one, { seen: ['agent-id'], missing, actor: CHEN }, { rules: RULES, clock: systemClock }),
    );
    const found = await findMoveIn(store().db, 'papers', one.ticketId);
    expect(found?.state).to.equal('papers-missing');
    expect(found?.slot).to.deep.equal({ date: SLOT.date, time: SLOT.time });
    expect(found?.papers).to.deep.equal({ 'agent-id': 'seen', 'letter.term': 'missing', 'payment-proof': 'missing' });
    const told = await store()
      .db.selectFrom('activity')
      .select('body')
      .where('conversation_id', '=', one.conversationId)
      .where('type', '=', 'event')
      .execute();
    const names = told.map(({ body }) => (JSON.parse(body) as { name: string }).name);
    expect(names).to.deep.equal(['move-in.step', 'move-in.papers']);
    expect(await refusal(one, 'hand-over-keys')).to.equal('identity-first');
    expect(await refusal(one, 'check-identity')).to.equal('papers-first');
    await store().transact((tx) =>
      recordPapers(tx, one, { seen: missing, missing: [], actor: CHEN }, { rules: RULES, clock: systemClock }),
    );
    expect(await refusal(one, 'check-identity')).to.equal(undefined);
  });

  it('a fee in dispute never holds up the inspection', async () => {
    const one = await aMoveIn(store(), { unitCode: '1-1-304' });
    await take(one, 'dispute-fees', { actor: 'resident', reason: '凭什么收' });
    for (const step of ['arrive', 'check-identity', 'begin-inspection'] as const) {
      expect(await refusal(one, step)).to.equal(undefined);
    }
    await inspect(one);
    expect(await refusal(one, 'find-no-defects')).to.equal(undefined);
    expect((await findMoveIn(store().db, 'qhhy', one.ticketId))?.state).to.equal('fee-disputed');
  });

  it('a defect that fails its third recheck goes to the director', async () => {
    const clock = { ...systemClock, now: fixedClock(9000).now };
    const one = await aMoveIn(store(), { unitCode: '1-1-401' });
    for (const step of ['arrive', 'check-identity', 'begin-inspection'] as const) await take(one, step);
    const found = await findMoveIn(store().db, 'qhhy', one.ticketId);
    if (!found) throw new Error('no case');
    const wish = { code: 'C2', level: 'ordinary', words: '窗户关不严', told: '窗', files: [] } as const;
    const defect = await store().transact((tx) =>
      fileDefect(tx, found, { defect: { ...wish, files: [] }, date: '20261124', actor: 'resident' }, clock),
    );
    await inspect(one);
    await take(one, 'find-defects');
    const which = { estateId: 'qhhy', ticketId: defect.ticketId };
    const move = (step: 'rectified' | 'fail' | 'pass') =>
      store().transact((tx) => advanceDefectByStaff(tx, which, { step, actor: CHEN }, clock));
    expect(await move('pass')).to.equal(undefined);
    const states: (string | undefined)[] = [];
    for (let round = 0; round < 3; round++) {
      await move('rectified');
      states.push((await move('fail'))?.state);
    }
    expect(states).to.deep.equal(['failed', 'failed', 'with-director']);
    expect((await findMoveIn(store().db, 'qhhy', one.ticketId))?.state).to.equal('recheck-failed');
    const row = await store().db.selectFrom('ticket').selectAll().where('id', '=', defect.ticketId).executeTakeFirst();
    expect([row?.number[0], row?.service, row?.state, row?.level]).to.deep.equal([
      'D',
      'rectification',
      'disputed',
      'urgent',
    ]);
    await move('rectified');
    await move('pass');
    expect((await findMoveIn(store().db, 'qhhy', one.ticketId))?.state).to.equal('recheck-passed');
    expect((await defectsOf(store().db, one.ticketId)).map(({ rounds }) => rounds)).to.deep.equal([3]);
  });

  it('keys kept for rectification want the consent in writing', async () => {
    const one = await aMoveIn(store(), { unitCode: '1-1-402' });
    const kept = { kind: 'door', count: 1, event: 'kept', signer: '李雷', idChecked: true } as const;
    const add = (note?: string) =>
      store().transact((tx) => addKeyLine(tx, one, { line: { ...kept, note }, actor: CHEN }, systemClock));
    expect(await add()).to.deep.equal({ refused: 'note-first' });
    expect(await add('同意到 2026-12-10，施工方张工进门')).to.have.property('id');
  });

  it('keeps who, when and why of every change', async () => {
    const one = await aMoveIn(store(), { unitCode: '1-1-403' });
    await take(one, 'arrive');
    await take(one, 'give-to-director', { reason: '两人都说是业主' });
    const events = await readTicketEvents(store().db, one.ticketId);
    const last = events.at(-1);
    expect([last?.actor, last?.kind, JSON.parse(last?.detail ?? '{}')]).to.deep.equal([
      CHEN,
      'move-in-give-to-director',
      { from: 'arrived', to: 'disputed', reason: '两人都说是业主', note: null },
    ]);
  });
});

describe('appointments', () => {
  it('lie within the hours and days of the office, and not too near', async () => {
    const handbook = await openHandbook({ dir: `${ROOT}/data`, watch: false });
    const estate = handbook.estate('qinghu');
    if (!estate) throw new Error('no estate');
    const now = Date.parse('2026-09-23T15:00:00+08:00');
    const times = slotTimes(estate, handbook.common(), { purpose: 'handover', now });
    await handbook.close();
    expect(times[0]).to.deep.equal({ date: '2026-09-24', time: '09:00', places: 2 });
    // 1 October is a holiday with hours from 9 to 12: only what ends before noon is left.
    expect(times.filter(({ date }) => date === '2026-10-01').map(({ time }) => time)).to.deep.equal(['09:00', '10:30']);
    expect(times.filter(({ date }) => date === '2026-09-28').map(({ time }) => time)).to.have.length(4);
  });
});
