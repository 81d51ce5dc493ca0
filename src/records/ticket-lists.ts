import type { Selectable } from 'kysely';
import type { TicketEventTable, TicketRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';
import { type Estates, within } from './estates.ts';
import { cutPage, type Page, type PageEnd } from './page.ts';
import { holdsWords } from './text-match.ts';
import { COMPANY_ONLY } from './tickets.ts';

/** What narrows the list of cases. */
export interface TicketFilter {
  estateId?: string;
  service?: string;
  state?: TicketRow['state'];
  /** Part of the number, dwelling, summary, name or phone, as typed; who reported a confidential case is not found by it. */
  words?: string;
  /** True to list what is for the company above the office alone as well. */
  companyToo?: boolean;
}

const SEARCHED = ['k.number', 'k.summary', 'k.place'] as const;
const WHO = ['k.unit_code', 'k.contact_name', 'k.contact_phone'] as const;

/** One page of cases of these estates, the youngest first. */
export async function listTickets(
  db: Db,
  estates: Estates,
  { filter, before, limit }: { filter: TicketFilter; before?: PageEnd; limit: number },
): Promise<Page<TicketRow>> {
  let query = db
    .selectFrom('ticket as k')
    .selectAll('k')
    .where(within(estates, 'k.estate_id'))
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(limit + 1);
  const { estateId, service, state, words, companyToo = false } = filter;
  if (estateId !== undefined) query = query.where('k.estate_id', '=', estateId);
  if (service !== undefined) query = query.where('k.service', '=', service);
  if (state !== undefined) query = query.where('k.state', '=', state);
  if (!companyToo)
    query = query.where((eb) => eb.or([eb('k.confidential', 'is', null), eb('k.confidential', '<', COMPANY_ONLY)]));
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

/** One case of these estates, or undefined. */
export function findTicket(db: Db, estates: Estates, id: string): Promise<TicketRow | undefined> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where(within(estates, 'ticket.estate_id'))
    .where('id', '=', id)
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
