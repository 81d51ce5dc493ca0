import type { StaffCall } from '#console/call.ts';
import { demandOwnEstate } from '#console/list-query.ts';
import { notFound } from '#console/refusal.ts';
import { maskPhone } from '#console/transcripts/mask-phone.ts';
import { instantOf } from '#handbook/local-time.ts';
import { type DayRow, dayCounts, moveInDay } from '#records/move-in/day.ts';
import type { CaseState } from '#storage/schemas/case.ts';
import type { MoveInDay, MoveInDayHome } from './move-in-day-api.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** GET move-in/days/:estate/:date */
export async function showMoveInDay({ desk, me, params }: StaffCall): Promise<MoveInDay> {
  const { estate: estateId = '', date = '' } = params;
  demandOwnEstate(me, estateId);
  const estate = desk.handbook.estates().find(({ id }) => id === estateId);
  if (!estate || !DAY.test(date) || Number.isNaN(Date.parse(date))) throw notFound();
  const { timeZone } = estate.office;
  const from = instantOf(timeZone, { date, minutes: 0 });
  const day = { estateId, date, from, to: instantOf(timeZone, { date, minutes: 24 * 60 }) };
  const kinds = desk.handbook.common?.().moveIn?.kinds ?? [];
  const over = desk.clock.now() >= day.to;
  const rows = await moveInDay(desk.storage.reader, day);
  const toHome = (row: DayRow): MoveInDayHome => ({
    id: row.ticketId,
    number: row.number,
    unitCode: row.unitCode,
    kind: kinds.find(({ key }) => key === row.kind)?.name ?? { zh: row.kind, en: row.kind },
    contactName: row.contactName,
    contactPhone: row.contactPhone && maskPhone(row.contactPhone),
    purpose: row.purpose,
    time: row.time,
    state: row.state,
    done: doneOf(row, over),
    arrivedAt: row.arrivedAt,
    keysAt: row.keysAt,
    reason: row.reason,
  });
  return { estateId, date, homes: rows.map(toHome), ...(await dayCounts(desk.storage.reader, day)) };
}

const DONE: ReadonlySet<CaseState> = new Set(['keys-handed', 'archived']);
const NOT_TAKEN: ReadonlySet<CaseState> = new Set(['handover-refused', 'disputed', 'cancelled']);

/** Counted as the day's report does: taken over, not taken over and why, not come. */
function doneOf(row: DayRow, over: boolean): MoveInDayHome['done'] {
  const { state, purpose } = row;
  if (DONE.has(state) || (purpose === 'recheck' && state === 'recheck-passed')) return 'done';
  if (state === 'absent') return 'not-come';
  if (NOT_TAKEN.has(state)) return 'not-done';
  if (row.arrivedAt !== null || purpose === 'walk-in') return over ? 'not-done' : 'here';
  if (state === 'booked' || purpose === 'recheck') return over ? 'not-come' : 'expected';
  return over ? 'not-done' : 'here';
}
