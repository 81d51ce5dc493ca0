import type { CaseState } from '#storage/schemas/case.ts';
import type { Db } from '#storage/storage.ts';

/** A day of an estate: its date there, and the instants between which it lies. */
export interface Day {
  estateId: string;
  date: string;
  from: number;
  to: number;
}

/** A home whose handover or recheck was booked for a day, or was worked on then. */
export interface DayRow {
  ticketId: string;
  number: string;
  unitCode: string;
  kind: string;
  contactName: string | null;
  contactPhone: string | null;
  /** `walk-in` for somebody without an appointment on that day. */
  purpose: 'handover' | 'recheck' | 'walk-in';
  time: string | null;
  /** As it stood at the day's end, or stands now. */
  state: CaseState;
  arrivedAt: number | null;
  keysAt: number | null;
  /** Why it came to that state, where staff wrote one. */
  reason: string | null;
}

/** What was found and handed over on a day. */
export interface DayCounts {
  defects: Record<'serious' | 'ordinary' | 'minor', number>;
  keys: number;
}

/** More homes than an office hands over in a day. */
const MOST = 500;

/** The homes of a day by the time of their appointment, those without one last. */
export async function moveInDay(db: Db, day: Day): Promise<DayRow[]> {
  const ids = [...new Set([...(await bookedOn(db, day)), ...(await workedOn(db, day))])].slice(0, MOST);
  if (ids.length === 0) return [];
  const cases = await db
    .selectFrom('move_in_case as m')
    .innerJoin('ticket as k', 'k.id', 'm.ticket_id')
    .select(['m.ticket_id', 'k.number', 'm.unit_code', 'm.kind', 'k.state', 'k.contact_name', 'k.contact_phone'])
    .select(['m.slot_date', 'm.slot_time', 'm.recheck_date', 'm.recheck_time'])
    .where('m.ticket_id', 'in', ids)
    .execute();
  const events = await eventsOf(db, ids);
  return cases
    .map((row): DayRow => {
      const own = events.filter((one) => one.ticketId === row.ticket_id);
      const { purpose, time } = appointment(row, day.date);
      return {
        ticketId: row.ticket_id,
        number: row.number,
        unitCode: row.unit_code,
        kind: row.kind,
        contactName: row.contact_name,
        contactPhone: row.contact_phone,
        purpose,
        time,
        state: stateAt(own, day.to, row.state),
        arrivedAt: cameTo(own, 'arrived', day),
        keysAt: cameTo(own, 'keys-handed', day),
        reason: own.findLast(({ at, to }) => to !== undefined && at < day.to)?.reason ?? null,
      };
    })
    .sort((a, b) => order(a).localeCompare(order(b)));
}

/** Defects noted and keys issued on a day. */
export async function dayCounts(db: Db, { estateId, from, to }: Day): Promise<DayCounts> {
  const defects = await db
    .selectFrom('move_in_defect as d')
    .innerJoin('ticket as k', 'k.id', 'd.ticket_id')
    .select(['d.level', (eb) => eb.fn.countAll<number>().as('count')])
    .where('k.estate_id', '=', estateId)
    .where('k.created_at', '>=', from)
    .where('k.created_at', '<', to)
    .groupBy('d.level')
    .execute();
  const keys = await db
    .selectFrom('move_in_key')
    .select((eb) => eb.fn.sum<number | null>('count').as('count'))
    .where('estate_id', '=', estateId)
    .where('event', '=', 'issued')
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirst();
  const of = (level: string) => Number(defects.find((one) => one.level === level)?.count ?? 0);
  return {
    defects: { serious: of('serious'), ordinary: of('ordinary'), minor: of('minor') },
    keys: Number(keys?.count ?? 0),
  };
}

async function bookedOn(db: Db, { estateId, date }: Day): Promise<string[]> {
  const rows = await db
    .selectFrom('move_in_case')
    .select('ticket_id')
    .where('estate_id', '=', estateId)
    .where((eb) => eb.or([eb('slot_date', '=', date), eb('recheck_date', '=', date)]))
    .limit(MOST)
    .execute();
  return rows.map((row) => row.ticket_id);
}

async function workedOn(db: Db, { estateId, from, to }: Day): Promise<string[]> {
  const rows = await db
    .selectFrom('ticket_event as e')
    .innerJoin('move_in_case as m', 'm.ticket_id', 'e.ticket_id')
    .select('e.ticket_id')
    .distinct()
    .where('m.estate_id', '=', estateId)
    .where('e.at', '>=', from)
    .where('e.at', '<', to)
    .where('e.actor', 'like', 'staff:%')
    .limit(MOST)
    .execute();
  return rows.map((row) => row.ticket_id);
}

interface Move {
  ticketId: string;
  at: number;
  from: CaseState | undefined;
  to: CaseState | undefined;
  reason: string | null;
}

async function eventsOf(db: Db, ids: string[]): Promise<Move[]> {
  const rows = await db
    .selectFrom('ticket_event')
    .select(['ticket_id', 'at', 'detail'])
    .where('ticket_id', 'in', ids)
    .orderBy('ticket_id')
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ ticket_id: ticketId, at, detail }) => {
    const { from, to, reason } = JSON.parse(detail) as { from?: CaseState; to?: CaseState; reason?: string | null };
    return to === undefined ? [] : [{ ticketId, at, from, to, reason: reason || null }];
  });
}

/** The state at the end of a day; what has not moved since is as it is now. */
function stateAt(moves: readonly Move[], end: number, now: CaseState): CaseState {
  const last = moves.findLast(({ at }) => at < end)?.to;
  return last ?? moves.find(({ at }) => at >= end)?.from ?? now;
}

function cameTo(moves: readonly Move[], state: CaseState, { from, to }: Day): number | null {
  return moves.find((one) => one.to === state && one.at >= from && one.at < to)?.at ?? null;
}

interface Appointments {
  slot_date: string | null;
  slot_time: string | null;
  recheck_date: string | null;
  recheck_time: string | null;
}

function appointment(row: Appointments, date: string): Pick<DayRow, 'purpose' | 'time'> {
  if (row.slot_date === date) return { purpose: 'handover', time: row.slot_time };
  if (row.recheck_date === date) return { purpose: 'recheck', time: row.recheck_time };
  return { purpose: 'walk-in', time: null };
}

function order({ time, number }: DayRow): string {
  return `${time ?? '99:99'} ${number}`;
}
