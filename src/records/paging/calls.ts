import { putOnAgenda, takeOffAgenda } from '#records/agenda.ts';
import type { Clock } from '#records/clock.ts';
import type { DutyPageRow } from '#storage/schemas/pages.ts';
import type { Tx } from '#storage/storage.ts';
import {
  callOnAgenda,
  findPage,
  holdPage,
  type NewPage,
  notePage,
  notesOf,
  type PageNote,
  peopleOf,
  sendToMeans,
  tellOfPage,
  type Words,
} from './pages.ts';

/** Opens the page of a case and calls the first person, in the transaction that files the case. */
export async function openPage(tx: Tx, page: NewPage, clock: Clock): Promise<string> {
  const now = clock.now();
  const row: DutyPageRow = {
    id: clock.id(),
    estate_id: page.estateId,
    ticket_id: page.ticketId,
    conversation_id: page.conversationId,
    kind: page.kind,
    place: page.place ? JSON.stringify(page.place) : null,
    notes: JSON.stringify(page.notes),
    people: JSON.stringify(page.people.map(({ name, means }) => ({ name, means }))),
    minutes: page.minutes,
    step: 0,
    state: page.people.length > 0 ? 'calling' : 'unanswered',
    accepted_at: null,
    accepted_by: null,
    accepted_name: null,
    created_at: now,
    updated_at: now,
  };
  await tx.db.insertInto('duty_page').values(row).execute();
  if (page.people.length > 0) await call(tx, row, clock);
  return row.id;
}

/** Calls whoever's turn it is, with all their means, and notes when the next one is called. */
async function call(tx: Tx, page: DutyPageRow, clock: Clock): Promise<void> {
  const person = peopleOf(page)[page.step];
  await sendToMeans(tx, page, { means: person?.means ?? [], purpose: 'call' }, clock);
  await notePage(tx, page, { kind: 'paged', detail: { to: person?.name.zh } }, clock.now());
  const dueAt = clock.now() + page.minutes * 60_000;
  await putOnAgenda(tx, { ...callOnAgenda(page), body: { step: page.step }, dueAt }, clock);
}

/** A means said that the page reached it. The resident's conversation hears `page.delivered` of a call. */
export async function markDelivered(tx: Tx, sendId: string, now: number): Promise<void> {
  const sent = await endSend(tx, sendId, 'delivered', now);
  const page = sent && (await findPage(tx.db, sent.page_id));
  if (!page || sent.purpose !== 'call') return;
  await notePage(tx, page, { kind: 'page-delivered', detail: { to: peopleOf(page)[sent.step]?.name.zh } }, now);
  await tellOfPage(tx, page, 'page.delivered', { step: sent.step }, now);
}

/**
 * A means will never have the page. When that was the last one of the person who is called, the next one is called at once.
 * True when nobody is left to call.
 */
export async function markFailed(tx: Tx, sendId: string, clock: Clock): Promise<boolean> {
  const now = clock.now();
  const sent = await endSend(tx, sendId, 'failed', now);
  if (sent?.purpose !== 'call') return false;
  const page = await holdPage(tx, sent.page_id, now);
  if (!page) return false;
  await notePage(tx, page, { kind: 'page-failed', detail: { to: peopleOf(page)[sent.step]?.name.zh } }, now);
  const others = await tx.db
    .selectFrom('duty_page_send')
    .select('id')
    .where('page_id', '=', page.id)
    .where('step', '=', sent.step)
    .where('purpose', '=', 'call')
    .where('state', '<>', 'failed')
    .execute();
  if (others.length > 0 || page.state !== 'calling' || page.step !== sent.step) return false;
  await tellOfPage(tx, page, 'page.undelivered', { step: page.step }, now);
  return callNext(tx, page, clock);
}

async function endSend(tx: Tx, id: string, state: 'delivered' | 'failed', now: number) {
  return tx.db
    .updateTable('duty_page_send')
    .set({ state, ended_at: now })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returningAll()
    .executeTakeFirst();
}

/**
 * The time of the person who was called at `step` is over: calls the next one, or gives up after the last. Nothing happens
 * when somebody accepted meanwhile or another was called already. True when nobody is left to call.
 */
export async function timeIsOver(tx: Tx, pageId: string, step: number, clock: Clock): Promise<boolean> {
  const now = clock.now();
  const page = await holdPage(tx, pageId, now);
  if (page?.state !== 'calling' || page.step !== step) return false;
  await notePage(tx, page, { kind: 'page-unanswered', detail: { to: peopleOf(page)[step]?.name.zh } }, now);
  const next = peopleOf(page)[step + 1];
  if (next && next.means.length === 0) await tellOfPage(tx, page, 'page.unanswered', { step }, now);
  return callNext(tx, page, clock);
}

async function callNext(tx: Tx, page: DutyPageRow, clock: Clock): Promise<boolean> {
  const last = page.step + 1 >= peopleOf(page).length;
  const change = last ? { state: 'unanswered' as const } : { step: page.step + 1 };
  await tx.db.updateTable('duty_page').set(change).where('id', '=', page.id).execute();
  if (!last) {
    await call(tx, { ...page, step: page.step + 1 }, clock);
    return false;
  }
  await takeOffAgenda(tx, callOnAgenda(page), clock.now());
  await notePage(tx, page, { kind: 'page-exhausted', detail: {} }, clock.now());
  await tellOfPage(tx, page, 'page.exhausted', {}, clock.now());
  return true;
}

/** Everybody was called in vain and the resident cries again: all are called once more, not sooner than one had time to answer. */
export async function callAgain(tx: Tx, id: string, clock: Clock): Promise<boolean> {
  const page = await tx.db
    .updateTable('duty_page')
    .set({ state: 'calling', step: 0, updated_at: clock.now() })
    .where('id', '=', id)
    .where('state', '=', 'unanswered')
    .where('people', '<>', '[]')
    .where((eb) => eb('updated_at', '<=', eb(eb.val(clock.now()), '-', eb('minutes', '*', 60_000))))
    .returningAll()
    .executeTakeFirst();
  if (page) await call(tx, page, clock);
  return page !== undefined;
}

/** Puts in what became known, or adds it to what there is; those who have the page already are told. */
export async function updatePage(
  tx: Tx,
  id: string,
  known: { kind?: string; place?: Words; notes?: PageNote[]; alsoPlace?: Words; alsoNotes?: PageNote[] },
  clock: Clock,
): Promise<void> {
  const page = await holdPage(tx, id, clock.now());
  if (!page) return;
  const change = {
    kind: known.kind ?? page.kind,
    place: placeAfter(page, known),
    notes: JSON.stringify([...new Set([...(known.notes ?? notesOf(page)), ...(known.alsoNotes ?? [])])]),
  };
  if (change.kind === page.kind && change.place === page.place && change.notes === page.notes) return;
  await tx.db.updateTable('duty_page').set(change).where('id', '=', id).execute();
  tx.announce({ about: 'ticket', estateId: page.estate_id, id: page.ticket_id });
  const reached = await tx.db
    .selectFrom('duty_page_send')
    .select('means')
    .where('page_id', '=', id)
    .where('purpose', '=', 'call')
    .where('state', '=', 'delivered')
    .execute();
  await sendToMeans(tx, page, { means: reached.map(({ means }) => means), purpose: 'update' }, clock);
}

/** More than so many places are everywhere. */
const MOST_PLACES = 6;

function placeAfter(page: DutyPageRow, { place, alsoPlace }: { place?: Words; alsoPlace?: Words }): string | null {
  if (place) return JSON.stringify(place);
  const known = page.place === null ? undefined : (JSON.parse(page.place) as Words);
  if (!alsoPlace || !known) return alsoPlace ? JSON.stringify(alsoPlace) : page.place;
  const places = known.en.split('; ');
  const isKnown = places.some((one) => one === alsoPlace.en || one.startsWith(`${alsoPlace.en}, `));
  if (isKnown || places.length >= MOST_PLACES) return page.place;
  return JSON.stringify({ zh: `${known.zh}、${alsoPlace.zh}`, en: `${known.en}; ${alsoPlace.en}` });
}
