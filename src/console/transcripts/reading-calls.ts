import { z } from 'zod';
import { myPosts } from '#console/accounts/my-posts.ts';
import type { Queue, TicketDetail, TicketList } from '#console/api.ts';
import type { StaffCall } from '#console/call.ts';
import { mayKnowOf, mayOpen } from '#console/cases/confidential.ts';
import { addedIn, namedFiles, toTicket, toTicketDetail } from '#console/cases/show-ticket.ts';
import { desksOf } from '#console/chats/desks.ts';
import { demandOwnEstate, paging, readQuery, time, toNext, word } from '#console/list-query.ts';
import { may } from '#console/policy.ts';
import { notFound } from '#console/refusal.ts';
import { CASE_STATES } from '#records/cases/case-states.ts';
import { findTicket, listTickets, readTicketEvents, readTicketFiles } from '#records/cases/ticket-lists.ts';
import { includesEstate } from '#records/estates.ts';
import { readMine, readWaiting } from '#records/handoffs/queue.ts';
import { isAboutClerk, readAvoid } from '#records/handoffs/rules.ts';
import { staffNames } from '#records/staff/names.ts';
import { readPost } from '#records/staff/posts.ts';
import { toQueueEntry } from './show-conversation.ts';

/** GET queue */
export async function showQueue({ desk, me }: StaffCall): Promise<Queue> {
  const { db } = desk.storage;
  const clerk = { id: me.id, post: await readPost(db, me.id) };
  const view = { clerk, desks: (id: string) => desksOf(desk, id).desks, now: desk.clock.now() };
  const waiting = await readWaiting(db, me.estates);
  const mine = await readMine(db, me.estates, me.id);
  const [first] = desk.handbook.estates().filter(({ id }) => includesEstate(me.estates, id));
  return {
    // Whom a complaint is about does not even see that it waits.
    waiting: waiting
      .filter((row) => !isAboutClerk({ avoid: readAvoid(row.avoid) }, clerk))
      .map((row) => toQueueEntry(row, view)),
    mine: mine.map((row) => toQueueEntry(row, view)),
    most: clerk.post.capacity ?? first?.desks?.capacity ?? null,
  };
}

const ticketQuery = z.object({
  ...paging,
  estate: word,
  q: word,
  service: word,
  state: z.enum(CASE_STATES).optional(),
  alert: z.enum(['soon', 'over', 'any']).optional(),
  for: z.literal('me').optional(),
  /** Codes with commas between. */
  category: word,
  building: word,
  from: time,
  to: time,
});

/** GET tickets */
export async function showTickets(call: StaffCall): Promise<TicketList> {
  const { desk, me, query } = call;
  const { before, limit, estate, q, category, for: whose, ...rest } = readQuery(query, ticketQuery);
  demandOwnEstate(me, estate);
  const companyToo = may(me.role, 'see-company-cases');
  const posts = whose === 'me' ? myPosts(call) : undefined;
  const filter = { ...rest, estateId: estate, words: q, posts, companyToo, categories: category?.split(',') };
  const page = await listTickets(desk.storage.reader, me.estates, { filter, before, limit });
  return { tickets: page.rows.map(toTicket), next: toNext(page.end) };
}

/** GET tickets/:id */
export async function showTicket({ desk, me, params }: StaffCall): Promise<TicketDetail> {
  const { db } = desk.storage;
  const row = await findTicket(db, me.estates, params.id ?? '');
  if (!row || !mayKnowOf(me.role, row.confidential)) throw notFound();
  const events = await readTicketEvents(db, row.id);
  const files = await readTicketFiles(db, row, namedFiles(row), addedIn(row));
  const names = await staffNames(
    db,
    events.map(({ actor }) => actor),
  );
  const named = events.map((event) => ({ ...event, actor: names.get(event.actor) ?? event.actor }));
  return toTicketDetail(row, named, files, mayOpen(me.role, row.confidential));
}
