import type { Common, Estate } from '#handbook/handbook.ts';
import { isOpen } from '#handbook/hours.ts';
import { daysAfter, instantOf, localTime } from '#handbook/local-time.ts';
import { addTicketEvent } from '#records/cases/tickets.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { holdMoveIn, type MoveInCase, type Slot } from './case.ts';

/** What an appointment is for; each has places of its own. */
export type SlotPurpose = 'handover' | 'recheck';

/** A time that can be booked, with how many homes it has room for. */
export interface OpenSlot extends Slot {
  places: number;
}

/** Every time of the coming days at which the office is open from its beginning to its end, full ones included. */
export function slotTimes(estate: Estate, common: Common, about: { purpose: SlotPurpose; now: number }): OpenSlot[] {
  const { slots } = estate.moveIn;
  const { timeZone } = estate.office;
  const earliest = about.now + slots.leadHours * 3_600_000;
  const today = localTime(timeZone, about.now).date;
  const days = Array.from({ length: slots.daysAhead + 1 }, (_, ahead) => daysAfter(today, ahead));
  return days
    .filter((date) => !slots.closed.includes(date))
    .flatMap((date) => slots[about.purpose].map(({ time, places }) => ({ date, time, places })))
    .filter(({ date, time }) => {
      const from = instantOf(timeZone, { date, minutes: minutesOf(time) });
      const lastMinute = from + (slots.minutes - 1) * 60_000;
      return from >= earliest && isOpen(estate, common, from) && isOpen(estate, common, lastMinute);
    });
}

/** Those of the times that still have a place. */
export async function freeSlots(
  db: Db,
  estateId: string,
  purpose: SlotPurpose,
  times: readonly OpenSlot[],
): Promise<OpenSlot[]> {
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last) return [];
  const taken = await db
    .selectFrom('move_in_slot')
    .select((eb) => ['date', 'time', eb.fn.countAll<number>().as('count')])
    .where('estate_id', '=', estateId)
    .where('purpose', '=', purpose)
    .where('date', '>=', first.date)
    .where('date', '<=', last.date)
    .groupBy(['date', 'time'])
    .execute();
  const counts = new Map(taken.map(({ date, time, count }) => [`${date} ${time}`, Number(count)]));
  return times.filter(({ date, time, places }) => (counts.get(`${date} ${time}`) ?? 0) < places);
}

/**
 * Books a time for a case and lets its earlier one go; false when the last place is somebody else's, and then nothing changed.
 * The places of a time are numbered and each can be taken once, so that two residents at once cannot have the last one.
 */
export async function takeSlot(
  tx: Tx,
  one: Pick<MoveInCase, 'ticketId' | 'estateId'>,
  wish: { purpose: SlotPurpose; slot: OpenSlot; actor: string },
  now: number,
): Promise<boolean> {
  const { purpose, slot, actor } = wish;
  const { date, time } = slot;
  await holdMoveIn(tx, one.estateId, one.ticketId);
  const before = await heldSlot(tx.db, one.ticketId, purpose);
  if (before?.date === date && before.time === time) return true;
  if (!(await takePlace(tx, one, purpose, slot))) return false;
  if (before) await freePlace(tx, one.ticketId, purpose, before);
  await keepSlot(tx, one.ticketId, purpose, slot);
  const detail = { purpose, slot: `${date} ${time}`, ...(before ? { before: `${before.date} ${before.time}` } : {}) };
  await addTicketEvent(tx, one.ticketId, { actor, kind: before ? 'slot-changed' : 'slot-booked', detail }, now);
  tx.announce({ about: 'ticket', estateId: one.estateId, id: one.ticketId });
  return true;
}

/** Gives an appointment back; nothing happens when there is none. */
export async function dropSlot(
  tx: Tx,
  one: Pick<MoveInCase, 'ticketId' | 'estateId'>,
  wish: { purpose: SlotPurpose; actor: string },
  now: number,
): Promise<void> {
  const { purpose, actor } = wish;
  const before = await heldSlot(tx.db, one.ticketId, purpose);
  if (!before) return;
  await freePlace(tx, one.ticketId, purpose, before);
  await keepSlot(tx, one.ticketId, purpose, undefined);
  const detail = { purpose, slot: `${before.date} ${before.time}` };
  await addTicketEvent(tx, one.ticketId, { actor, kind: 'slot-cancelled', detail }, now);
  tx.announce({ about: 'ticket', estateId: one.estateId, id: one.ticketId });
}

async function takePlace(
  tx: Tx,
  { ticketId, estateId }: Pick<MoveInCase, 'ticketId' | 'estateId'>,
  purpose: SlotPurpose,
  { date, time, places }: OpenSlot,
): Promise<boolean> {
  for (let place = 1; place <= places; place++) {
    const result = await tx.db
      .insertInto('move_in_slot')
      .values({ estate_id: estateId, purpose, date, time, place, ticket_id: ticketId })
      .onConflict((oc) => oc.doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows === 1n) return true;
  }
  return false;
}

async function heldSlot(db: Db, ticketId: string, purpose: SlotPurpose): Promise<Slot | undefined> {
  const query = db.selectFrom('move_in_slot').select(['date', 'time']);
  return query.where('ticket_id', '=', ticketId).where('purpose', '=', purpose).executeTakeFirst();
}

async function freePlace(tx: Tx, ticketId: string, purpose: SlotPurpose, { date, time }: Slot): Promise<void> {
  await tx.db
    .deleteFrom('move_in_slot')
    .where('ticket_id', '=', ticketId)
    .where('purpose', '=', purpose)
    .where('date', '=', date)
    .where('time', '=', time)
    .execute();
}

async function keepSlot(tx: Tx, ticketId: string, purpose: SlotPurpose, slot: Slot | undefined): Promise<void> {
  const [date, time] = [slot?.date ?? null, slot?.time ?? null];
  const change =
    purpose === 'handover' ? { slot_date: date, slot_time: time } : { recheck_date: date, recheck_time: time };
  await tx.db.updateTable('move_in_case').set(change).where('ticket_id', '=', ticketId).execute();
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
