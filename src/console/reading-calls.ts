import { z } from 'zod';
import { CASE_STATES } from '#records/case-states.ts';
import { readMine, readWaiting } from '#records/queue.ts';
import { findOfficeConversation, readConversationTickets, readHandoffs, readOfficeLog } from '#records/reading.ts';
import { staffNames } from '#records/staff-names.ts';
import { findTicket, listTickets, readTicketEvents, readTicketFiles } from '#records/ticket-lists.ts';
import { type LoggedActivity, toLoggedActivity } from '#records/transcript.ts';
import { listConversations } from '#records/transcripts.ts';
import type { ConversationDetail, ConversationList, Log, Queue, TicketDetail, TicketList } from './api.ts';
import type { StaffCall } from './call.ts';
import { demandReadable, mayKnowOf, mayOpen, mayRead } from './confidential.ts';
import { count, demandOwnEstate, paging, readQuery, time, toNext, word } from './list-query.ts';
import { may } from './policy.ts';
import { notFound } from './refusal.ts';
import { toClosedEntry, toEntry, toFoundEntry, toHandoff, toQueueEntry } from './show-conversation.ts';
import { toLogEntry } from './show-log.ts';
import { toOpenForm } from './show-open-form.ts';
import { addedIn, namedFiles, toTicket, toTicketDetail } from './show-ticket.ts';

const LOG_LIMIT = 200;
const LOG_MOST = 500;

/** GET queue */
export async function showQueue({ desk, me }: StaffCall): Promise<Queue> {
  const { db } = desk.storage;
  const waiting = await readWaiting(db, me.estates);
  const mine = await readMine(db, me.estates, me.id);
  return { waiting: waiting.map(toQueueEntry), mine: mine.map(toQueueEntry) };
}

const conversationQuery = z.object({
  ...paging,
  estate: word,
  q: word,
  channel: word,
  service: word,
  owner: z.enum(['bot', 'queue', 'staff', 'mine']).optional(),
  from: time,
  to: time,
});

/** GET conversations: `owner` is `bot`, `queue`, `staff` or `mine`; `from` and `to` are of the beginning. */
export async function showConversations({ desk, me, query }: StaffCall): Promise<ConversationList> {
  const { before, limit, estate, q, owner, ...rest } = readQuery(query, conversationQuery);
  demandOwnEstate(me, estate);
  const page = await listConversations(desk.storage, me.estates, {
    now: desk.clock.now(),
    filter: {
      ...rest,
      estateId: estate,
      words: q,
      owner: owner === 'mine' ? { kind: 'staff-member', id: me.id } : owner && { kind: owner },
    },
    before,
    limit,
  });
  const shown = page.rows.map((row) => (mayRead(me.role, row) ? toFoundEntry(row, q) : toClosedEntry(row)));
  return { conversations: shown, next: toNext(page.end) };
}

/** GET conversations/:id */
export async function showConversation({ desk, me, params }: StaffCall): Promise<ConversationDetail> {
  const { db } = desk.storage;
  const { id = '' } = params;
  const row = await findOfficeConversation(db, me.estates, id);
  demandReadable(me.role, row);
  const tickets = await readConversationTickets(db, me.estates, id);
  return {
    conversation: toEntry(row),
    tickets: tickets.filter(({ confidential }) => mayKnowOf(me.role, confidential)).map(toTicket),
    handoffs: (await readHandoffs(db, me.estates, id)).map(toHandoff),
    ...toOpenForm(row.state),
  };
}

const logQuery = z.object({ after: count(Number.MAX_SAFE_INTEGER, 0), limit: count(LOG_MOST, LOG_LIMIT) });

/** GET conversations/:id/log: what follows `after`, oldest first; `lastSeq` tells whether there is more. */
export async function showLog({ desk, me, params, query }: StaffCall): Promise<Log> {
  const { db } = desk.storage;
  const { id = '' } = params;
  const range = readQuery(query, logQuery);
  const conversation = await findOfficeConversation(db, me.estates, id);
  demandReadable(me.role, conversation);
  const rows = await readOfficeLog(db, me.estates, { conversationId: id, ...range });
  return { activities: rows.map(toLogEntry), lastSeq: conversation.last_seq };
}

/** GET conversations/:id/transcript: Bot Framework's transcript up to `to`, as handed over with `handoff.initiate`. */
export async function showTranscript({
  desk,
  me,
  params,
  query,
}: StaffCall): Promise<{ activities: LoggedActivity[] }> {
  const { id = '' } = params;
  const { to } = readQuery(query, z.object({ to: count(LOG_MOST * 10, LOG_MOST) }));
  const conversation = await findOfficeConversation(desk.storage.db, me.estates, id);
  demandReadable(me.role, conversation);
  const rows = await readOfficeLog(desk.storage.reader, me.estates, { conversationId: id, after: 0, limit: to });
  return { activities: rows.map(toLoggedActivity) };
}

const ticketQuery = z.object({
  ...paging,
  estate: word,
  q: word,
  service: word,
  state: z.enum(CASE_STATES).optional(),
});

/** GET tickets */
export async function showTickets({ desk, me, query }: StaffCall): Promise<TicketList> {
  const { before, limit, estate, q, ...rest } = readQuery(query, ticketQuery);
  demandOwnEstate(me, estate);
  const companyToo = may(me.role, 'see-company-cases');
  const filter = { ...rest, estateId: estate, words: q, companyToo };
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
