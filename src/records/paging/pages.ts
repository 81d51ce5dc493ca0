import { addTicketEvent } from '#records/cases/tickets.ts';
import type { Clock } from '#records/clock.ts';
import { tellDesk } from '#records/desk-events.ts';
import { putInOutbox } from '#records/outbox.ts';
import type { DutyPageRow, DutyPageSendRow } from '#storage/schemas/pages.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** The same words in the two languages of the office. */
export interface Words {
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

/** Kind of a page that is no danger: a repair that cannot wait until the office opens. */
export const URGENT_REPAIR = 'urgent-repair';

/** Kind of the agenda's rows that call the next person; `subject` is the page, `body` `{ step }`. */
export const CALL_NEXT = 'page-next';

/** Kind of the outbox rows that send a page; `body` is `{ sendId }`. They wait for no resident's messages. */
export const SEND_PAGE = 'page-send';

/** The people of a page, in order. */
export function peopleOf(page: Pick<DutyPageRow, 'people'>): PagedPerson[] {
  return JSON.parse(page.people) as PagedPerson[];
}

/** What else is known of a page's case. */
export function notesOf(page: Pick<DutyPageRow, 'notes'>): PageNote[] {
  return JSON.parse(page.notes) as PageNote[];
}

/** The page with this id, or undefined. */
export function findPage(db: Db, id: string): Promise<DutyPageRow | undefined> {
  return db.selectFrom('duty_page').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Puts one message for each means into the outbox. */
export async function sendToMeans(
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

/** Reads a page under its own row, so that of two changes at once the second sees the first. */
export function holdPage(tx: Tx, id: string, now: number): Promise<DutyPageRow | undefined> {
  return tx.db.updateTable('duty_page').set({ updated_at: now }).where('id', '=', id).returningAll().executeTakeFirst();
}

/** Tells the desk what became of a page, in the conversation of its case and of every case that was joined to it. */
export async function tellOfPage(
  tx: Tx,
  page: DutyPageRow,
  name: string,
  value: Record<string, unknown>,
  now: number,
): Promise<void> {
  const joined = await tx.db
    .selectFrom('ticket')
    .select(['id', 'conversation_id'])
    .where('joined_id', '=', page.ticket_id)
    .orderBy('number')
    .execute();
  for (const { id, conversation_id } of [{ id: page.ticket_id, conversation_id: page.conversation_id }, ...joined])
    await tellDesk(tx, { conversationId: conversation_id, name, value: { ticketId: id, ...value } }, now);
}
