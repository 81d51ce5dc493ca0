import { expect } from 'chai';
import { fixedClock } from '#records/clock.ts';
import { findMoveIn, openMoveIn } from '#records/move-in/case.ts';
import { dayCounts, moveInDay } from '#records/move-in/day.ts';
import { addKeyLine } from '#records/move-in/keys.ts';
import { advanceMoveIn, noteDefectByStaff } from '#records/move-in/move-in.ts';
import type { MoveInStep } from '#records/move-in/rules.ts';
import { takeSlot } from '#records/move-in/slots.ts';
import { onEveryEngine } from '../storage/engines.ts';
import { aTicket, openAConversation } from './builders.ts';

const at = (when: string) => Date.parse(`${when}:00+08:00`);
const dayOf = (date: string, estateId = 'lake') => ({
  estateId,
  date,
  from: at(`${date}T00:00`),
  to: at(`${date}T00:00`) + 24 * 3_600_000,
});

onEveryEngine('The handovers of a day', (store) => {
  const clock = { ...fixedClock(at('2026-11-20T09:00')), id: () => crypto.randomUUID() };
  async function aHome(unitCode: string, slot?: { date: string; time: string }, estateId = 'lake') {
    const conversationId = await openAConversation(store(), { estateId });
    return store().transact(async (tx) => {
      const ticket = { ...aTicket({ estateId, conversationId }), unitCode };
      const opened = await openMoveIn(tx, { ticket, kind: 'individual', track: 'handover' }, clock);
      if (opened.kind !== 'opened') throw new Error(opened.kind);
      const which = { estateId, ticketId: opened.ticket.id };
      const wish = slot && { purpose: 'handover' as const, slot: { ...slot, places: 9 }, actor: 'desk' };
      if (wish) await takeSlot(tx, which, wish, clock.now());
      return which;
    });
  }
  const take = (which: { estateId: string; ticketId: string }, steps: MoveInStep[], reason?: string) =>
    store().transact(async (tx) => {
      const rules = { keyNeeds: [], minimum: [] };
      for (const step of steps) {
        const done = await advanceMoveIn(tx, which, { step, actor: 'staff:chen', reason }, { rules, clock });
        if (!done || 'refused' in done) throw new Error(`${step} ${JSON.stringify(done)}`);
      }
    });
  const homes = async (date: string, estateId?: string) =>
    (await moveInDay(store().db, dayOf(date, estateId))).map(({ unitCode, time, state, reason, purpose }) =>
      [time ?? purpose, unitCode, state, reason ?? ''].join(' ').trim(),
    );

  it('stand by their times, those who came without a booking last, each as the day left it', async () => {
    const [late, early] = [
      await aHome('1-1-101', { date: '2026-11-24', time: '10:00' }),
      await aHome('1-1-102', { date: '2026-11-24', time: '09:00' }),
    ];
    const other = await aHome('1-1-103', { date: '2026-11-25', time: '09:00' });
    const walkIn = await aHome('1-1-104');
    await aHome('9-9-901', { date: '2026-11-24', time: '09:00' }, 'hill');
    clock.set(at('2026-11-24T09:30'));
    await take(early, ['arrive', 'check-identity', 'begin-inspection']);
    await take(walkIn, ['arrive', 'find-papers-missing'], '缺授权书');
    expect(await homes('2026-11-24')).to.deep.equal([
      '09:00 1-1-102 inspecting',
      '10:00 1-1-101 booked',
      'walk-in 1-1-104 papers-missing 缺授权书',
    ]);
    clock.set(at('2026-11-25T09:30'));
    await take(early, ['find-no-defects']);
    await take(late, ['mark-absent'], '电话约改期');
    await take(other, ['arrive']);
    expect((await homes('2026-11-24'))[0], 'the day before stays as it was').to.equal('09:00 1-1-102 inspecting');
    expect(await homes('2026-11-25'))
      .to.include('09:00 1-1-103 arrived')
      .and.have.length(3);
    expect(await homes('2026-11-24', 'hill')).to.deep.equal(['09:00 9-9-901 booked']);
  });

  it('count defects by level and the keys that were given out, of that day and estate alone', async () => {
    clock.set(at('2026-12-01T10:00'));
    const which = await aHome('2-1-101');
    await take(which, ['arrive', 'check-identity', 'begin-inspection']);
    const one = await findMoveIn(store().db, 'lake', which.ticketId);
    if (!one) throw new Error('There is no such case.');
    await store().transact(async (tx) => {
      for (const level of ['serious', 'minor', 'minor'] as const) {
        const defect = { code: 'C1', level, words: '窗关不上', told: 'C1', files: [] };
        await noteDefectByStaff(tx, one, { defect, date: '20261201', actor: 'staff:chen' }, clock);
      }
      const line = { kind: 'door', count: 3, event: 'issued', signer: '李雷', idChecked: true } as const;
      await addKeyLine(tx, which, { line, actor: 'staff:chen' }, clock);
      await addKeyLine(tx, which, { line: { ...line, count: 1, event: 'lost' }, actor: 'staff:chen' }, clock);
    });
    const counts = await dayCounts(store().db, dayOf('2026-12-01'));
    expect(counts).to.deep.equal({ defects: { serious: 1, ordinary: 0, minor: 2 }, keys: 3 });
    const none = { defects: { serious: 0, ordinary: 0, minor: 0 }, keys: 0 };
    expect(await dayCounts(store().db, dayOf('2026-12-02'))).to.deep.equal(none);
    expect(await dayCounts(store().db, dayOf('2026-12-01', 'hill'))).to.deep.equal(none);
  });
});
