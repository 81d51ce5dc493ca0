import type { DutyPageRow, DutyPageSendRow } from '#storage/pages-schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { putOnAgenda, takeOffAgenda } from './agenda.ts';
import type { Clock } from './clock.ts';
import { tellDesk } from './desk-events.ts';
import { putInOutbox } from './outbox.ts';
import { addTicketEvent } from './tickets.ts';

/** The same words in the two languages of the office. */
interface Words {
  zh: string;
  en: string;
}

/** Somebody to call, with the keys of the means that reach them. */
export interface PagedPerson {
  name: Words;
  means: readonly string[];
}

/** What a page can add to kind and place: somebody is hurt, a device keeps somebody alive, or the resident says it is over. */
export type PageNote = 'hurt' | 'life-support' | 'settled';

/** A page as it is opened. */
export interface NewPage {
  estateId: string;
  ticketId: string;
  conversationId: string;
  kind: string;
  place?: Words;
  notes: PageNote[];
  /** In the order in which they are called. */
  people: readonly PagedPerson[];
  minutes: number;
}

/** Kind of the agenda's rows that call the next person; `subject` is the page, `body` `{ step }`. */
export const CALL_NEXT = 'page-next';

/** Kind of the outbox rows that send a page; `body` is `{ sendId }`. They wait for no resident's messages. */
export const SEND_PAGE = 'page-send';

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

/** The people of a page, in order. */
export function peopleOf(page: Pick<DutyPageRow, 'people'>): PagedPerson[] {
  return JSON.parse(page.people) as PagedPerson[];
}

/** The page with this id, or undefined. */
export function findPage(db: Db, id: string): Promise<DutyPageRow | undefined> {
  return db.selectFrom('duty_page').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Calls whoever's turn it is, with all their means, and notes when the next one is called. */
async function call(tx: Tx, page: DutyPageRow, clock: Clock): Promise<void> {
  const person = peopleOf(page)[page.step];
  await send(tx, page, { means: person?.means ?? [], purpose: 'call' }, clock);
  await notePage(tx, page, { kind: 'paged', detail: { to: person?.name.zh } }, clock.now());
  const dueAt = clock.now() + page.minutes * 60_000;
  await putOnAgenda(tx, { ...callOnAgenda(page), body: { step: page.step }, dueAt }, clock);
}

async function send(
  tx: Tx,
  { id: pageId, estate_id: estateId, step }: DutyPageRow,
  { means, purpose }: { means: readonly string[]; purpose: DutyPageSendRow['purpose'] },
  clock: Clock,
): Promise<void> {
  for (const key of new Set(means)) {
    const sendId = clock.id();
    const about = { id: sendId, page_id: pageId, estate_id: estateId, step, means: key, purpose };
    const fresh = { state: 'pending' as const, created_at: clock.now(), ended_at: null };
    await tx.db
      .insertInto('duty_page_send')
      .values({ ...about, ...fresh })
      .execute();
    // Without the conversation: a page must wait for nothing else, and nothing else for a page.
    await putInOutbox(tx, { estateId, kind: SEND_PAGE, body: { sendId } }, clock);
  }
}

/** What stands on the agenda while a page is being called. */
export function callOnAgenda(page: Pick<DutyPageRow, 'id' | 'estate_id'>) {
  return { estateId: page.estate_id, kind: CALL_NEXT, subject: page.id };
}

/** Writes into the case's history, and lets the open consoles look again. */
export async function notePage(
  tx: Tx,
  { ticket_id: ticketId, estate_id: estateId }: DutyPageRow,
  event: { kind: string; detail: Record<string, unknown>; actor?: string },
  now: number,
): Promise<void> {
  await addTicketEvent(tx, ticketId, { actor: 'system', ...event }, now);
  tx.announce({ about: 'ticket', estateId, id: ticketId });
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

/** Reads a page under its own row, so that of two changes at once the second sees the first. */
function holdPage(tx: Tx, id: string, now: number): Promise<DutyPageRow | undefined> {
  return tx.db.updateTable('duty_page').set({ updated_at: now }).where('id', '=', id).returningAll().executeTakeFirst();
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

/** Tells the desk, in the resident's conversation, what became of the page of one of its cases. */
export function tellOfPage(
  tx: Tx,
  page: DutyPageRow,
  name: string,
  value: Record<string, unknown>,
  now: number,
): Promise<void> {
  const about = { conversationId: page.conversation_id, name, value: { ticketId: page.ticket_id, ...value } };
  return tellDesk(tx, about, now);
}

/** Adds what became known; those who have the page already are told. */
export async function updatePage(
  tx: Tx,
  id: string,
  known: { kind?: string; place?: Words; notes?: PageNote[] },
  clock: Clock,
): Promise<void> {
  const page = await holdPage(tx, id, clock.now());
  if (!page) return;
  const change = {
    kind: known.kind ?? page.kind,
    place: known.place ? JSON.stringify(known.place) : page.place,
    notes: known.notes ? JSON.stringify(known.notes) : page.notes,
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
  await send(tx, page, { means: reached.map(({ means }) => means), purpose: 'update' }, clock);
}
