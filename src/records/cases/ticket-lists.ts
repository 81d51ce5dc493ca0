import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { type Estates, within } from '#records/estates.ts';
import { cutPage, type Page, type PageEnd } from '#records/paging/page.ts';
import { holdsWords } from '#records/transcripts/text-match.ts';
import type { Tables, TicketEventTable, TicketRow, TicketTable } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';
import { COMPANY_ONLY } from './tickets.ts';

/** What narrows the list of cases. */
export interface TicketFilter {
  estateId?: string;
  service?: string;
  state?: TicketRow['state'];
  /** Codes of categories, one of which it must have. */
  categories?: string[];
  /** The code of a building, by which confidential cases are not found. */
  building?: string;
  /** When it was filed; `to` is not included. */
  from?: number;
  to?: number;
  /** Part of the number, dwelling, summary, name or phone, as typed; who reported a confidential case is not found by it. */
  words?: string;
  /** How urgently its answer waits: `soon` or `over`, or either. */
  alert?: 'soon' | 'over' | 'any';
  /** Only what these posts answer for, or was raised to them, by estate. */
  posts?: readonly { estateId: string; posts: readonly string[] }[];
  /** True to list what is for the company above the office alone as well. */
  companyToo?: boolean;
}

const SEARCHED = ['k.number', 'k.summary', 'k.place'] as const;
const WHO = ['k.unit_code', 'k.contact_name', 'k.contact_phone'] as const;

/** A case with who answers for it, as far as somebody in particular does. */
export type WatchedTicket = TicketRow & {
  addressee?: string | null;
  raised_to?: string | null;
  alert?: 'soon' | 'over' | null;
};
type Asking = ExpressionBuilder<Tables & { k: TicketTable }, 'k'>;

/** The condition that leaves out cases that are for the company above the office alone. */
export function forTheOffice(eb: Asking): Expression<SqlBool> {
  return eb.or([eb('k.confidential', 'is', null), eb('k.confidential', '<', COMPANY_ONLY)]);
}

function filedAs(eb: Asking, { categories, building, from, to }: TicketFilter): Expression<SqlBool>[] {
  const conditions = [
    from === undefined ? undefined : eb('k.created_at', '>=', from),
    to === undefined ? undefined : eb('k.created_at', '<', to),
    categories === undefined ? undefined : eb('k.category', 'in', categories),
    building === undefined ? undefined : eb.and([eb('k.confidential', 'is', null), isIn(building)]),
  ];
  return conditions.filter((one) => one !== undefined);
}

/** Homes are `3-2-501`: the building stands before the first stroke. */
function isIn(building: string): Expression<SqlBool> {
  const start = `${building}-`;
  return sql<SqlBool>`substr(k.unit_code || '-', 1, ${sql.lit(start.length)}) = ${start}`;
}

/** One page of cases of these estates, the youngest first. */
export async function listTickets(
  db: Db,
  estates: Estates,
  { filter, before, limit }: { filter: TicketFilter; before?: PageEnd; limit: number },
): Promise<Page<WatchedTicket>> {
  let query = db
    .selectFrom('ticket as k')
    .leftJoin('case_watch as w', 'w.ticket_id', 'k.id')
    .selectAll('k')
    .select(['w.addressee', 'w.raised_to', 'w.alert'])
    .where(within(estates, 'k.estate_id'))
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(limit + 1);
  const { estateId, service, state, words, alert, posts, companyToo = false } = filter;
  if (alert !== undefined) query = query.where('w.alert', 'in', alert === 'any' ? ['soon', 'over'] : [alert]);
  if (posts) query = query.where(addressedTo(posts));
  query = query.where((eb) => eb.and(filedAs(eb as never, filter)));
  if (estateId !== undefined) query = query.where('k.estate_id', '=', estateId);
  if (service !== undefined) query = query.where('k.service', '=', service);
  if (state !== undefined) query = query.where('k.state', '=', state);
  if (!companyToo) query = query.where(forTheOffice);
  if (words) {
    query = query.where((eb) => {
      const who = eb.or(WHO.map((column) => holdsWords(column, words)));
      return eb.or([
        ...SEARCHED.map((column) => holdsWords(column, words)),
        eb.and([eb('k.confidential', 'is', null), who]),
      ]);
    });
  }
  if (before) {
    query = query.where((eb) =>
      eb.or([
        eb('k.created_at', '<', before.at),
        eb.and([eb('k.created_at', '=', before.at), eb('k.id', '<', before.id)]),
      ]),
    );
  }
  return cutPage(await query.execute(), limit);
}

/** What one of these posts answers for; a case that nobody in particular was named for is the front desk's. */
function addressedTo(posts: NonNullable<TicketFilter['posts']>) {
  const mine = (column: 'w.addressee' | 'w.raised_to', held: readonly string[]) =>
    sql<boolean>`coalesce(${sql.ref(column)}, 'front-desk') in (${sql.join([...held])})`;
  const parts = posts
    .filter((one) => one.posts.length > 0)
    .map(
      ({ estateId, posts: held }) =>
        sql<boolean>`(k.estate_id = ${estateId} and (${mine('w.addressee', held)} or (w.raised_to is not null and ${mine('w.raised_to', held)})))`,
    );
  return parts.length > 0 ? sql<boolean>`(${sql.join(parts, sql` or `)})` : sql<boolean>`1 = 0`;
}

/** How many cases these posts answer for are nearly late, and how many are late. */
export async function countAlerts(
  db: Db,
  estates: Estates,
  filter: Pick<TicketFilter, 'posts' | 'companyToo'>,
): Promise<{ soon: number; over: number }> {
  const rows = await db
    .selectFrom('case_watch as w')
    .innerJoin('ticket as k', 'k.id', 'w.ticket_id')
    .select(['w.alert', (eb) => eb.fn.countAll<number>().as('count')])
    .where(within(estates, 'w.estate_id'))
    .where('w.alert', 'in', ['soon', 'over'])
    .$if(!filter.companyToo, (query) =>
      query.where((eb) => eb.or([eb('k.confidential', 'is', null), eb('k.confidential', '<', COMPANY_ONLY)])),
    )
    .$if(filter.posts !== undefined, (query) => query.where(addressedTo(filter.posts ?? [])))
    .groupBy('w.alert')
    .execute();
  const of = (alert: 'soon' | 'over') => Number(rows.find((row) => row.alert === alert)?.count ?? 0);
  return { soon: of('soon'), over: of('over') };
}

/** One case of these estates with who answers for it, or undefined. */
export function findTicket(db: Db, estates: Estates, id: string): Promise<WatchedTicket | undefined> {
  return db
    .selectFrom('ticket as k')
    .leftJoin('case_watch as w', 'w.ticket_id', 'k.id')
    .selectAll('k')
    .select(['w.addressee', 'w.raised_to', 'w.alert'])
    .where(within(estates, 'k.estate_id'))
    .where('k.id', '=', id)
    .executeTakeFirst();
}

/** What happened to a case, oldest first. */
export function readTicketEvents(db: Db, ticketId: string): Promise<Selectable<TicketEventTable>[]> {
  return db.selectFrom('ticket_event').selectAll().where('ticket_id', '=', ticketId).orderBy('seq').execute();
}

/** Those of the files that came with a case's conversation, or with a later one in which it was added to; without their bytes. */
export function readTicketFiles(
  db: Db,
  ticket: Pick<TicketRow, 'estate_id' | 'conversation_id'>,
  fileIds: string[],
  addedIn: string[] = [],
): Promise<{ id: string; name: string; content_type: string; conversation_id: string }[]> {
  if (fileIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('attachment')
    .select(['id', 'name', 'content_type', 'conversation_id'])
    .where('estate_id', '=', ticket.estate_id)
    .where('conversation_id', 'in', [ticket.conversation_id, ...addedIn])
    .where('id', 'in', fileIds)
    .where('size', '>', 0)
    .orderBy('created_at')
    .execute();
}
