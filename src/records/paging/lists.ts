import { type Estates, within } from '#records/estates.ts';
import type { DutyPageRow, DutyPageSendRow } from '#storage/schemas/pages.ts';
import type { Db } from '#storage/storage.ts';

/** A page as the console shows it; `reached` says that a means of whoever is called now has it. */
export interface ListedPage extends DutyPageRow {
  number: string;
  reached: boolean;
}

/** More than ring at once in any office. */
const MOST = 100;

/** Pages of these estates that nobody has accepted, the oldest first, and after them those accepted since `since`. */
export async function readPages(db: Db, estates: Estates, since: number): Promise<ListedPage[]> {
  const pages = await db
    .selectFrom('duty_page as p')
    .innerJoin('ticket as k', 'k.id', 'p.ticket_id')
    .selectAll('p')
    .select('k.number')
    .where(within(estates, 'p.estate_id'))
    .where((eb) => eb.or([eb('p.state', '<>', 'accepted'), eb('p.accepted_at', '>=', since)]))
    .orderBy((eb) => eb.case().when('p.state', '=', 'accepted').then(1).else(0).end())
    .orderBy('p.created_at')
    .orderBy('p.id')
    .limit(MOST)
    .execute();
  const ids = pages.map(({ id }) => id);
  const delivered = ids.length > 0 ? await deliveredTo(db, ids) : [];
  return pages.map((page) => ({
    ...page,
    reached: delivered.some((one) => one.page_id === page.id && one.step === page.step),
  }));
}

function deliveredTo(db: Db, pageIds: string[]): Promise<Pick<DutyPageSendRow, 'page_id' | 'step'>[]> {
  return db
    .selectFrom('duty_page_send')
    .select(['page_id', 'step'])
    .where('page_id', 'in', pageIds)
    .where('purpose', '=', 'call')
    .where('state', '=', 'delivered')
    .execute();
}

/** The page of these estates with this id, or undefined. */
export function findOfficePage(db: Db, estates: Estates, id: string): Promise<DutyPageRow | undefined> {
  return db
    .selectFrom('duty_page')
    .selectAll()
    .where(within(estates, 'duty_page.estate_id'))
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A message of a page with what it is about, for its sender. */
export interface PageToSend {
  send: DutyPageSendRow;
  page: DutyPageRow;
  number: string;
}

/** What an outbox row of `SEND_PAGE` is to send; undefined when it is gone. */
export async function findPageToSend(db: Db, sendId: string): Promise<PageToSend | undefined> {
  const send = await db.selectFrom('duty_page_send').selectAll().where('id', '=', sendId).executeTakeFirst();
  const found = send && (await findNumberedPage(db, send.page_id));
  return found && { ...found, send };
}

/** A page with the number of its case, or undefined. */
export async function findNumberedPage(db: Db, id: string): Promise<{ page: DutyPageRow; number: string } | undefined> {
  const row = await db
    .selectFrom('duty_page as p')
    .innerJoin('ticket as k', 'k.id', 'p.ticket_id')
    .selectAll('p')
    .select('k.number')
    .where('p.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { number, ...page } = row;
  return { page, number };
}

/** Whether any call of a page reached somebody. */
export async function hasReachedAnybody(db: Db, pageId: string): Promise<boolean> {
  return (await deliveredTo(db, [pageId])).length > 0;
}
