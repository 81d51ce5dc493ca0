import { z } from 'zod';
import type { ConversationDetail, ConversationList, Log, TicketEntry } from '#console/api.ts';
import type { StaffCall } from '#console/call.ts';
import { demandReadable, mayKnowOf, mayRead } from '#console/cases/confidential.ts';
import { toTicket } from '#console/cases/show-ticket.ts';
import { toOpenForm } from '#console/chats/show-open-form.ts';
import { count, readQuery, toNext } from '#console/list-query.ts';
import { may } from '#console/policy.ts';
import { findHold } from '#records/retention/legal-holds.ts';
import {
  findOfficeConversation,
  type OfficeConversation,
  readConversationTickets,
  readHandoffs,
  readOfficeLog,
} from '#records/transcripts/reading.ts';
import { type LoggedActivity, toLoggedActivity } from '#records/transcripts/transcript.ts';
import { listConversations } from '#records/transcripts/transcripts.ts';
import { unmaskedOf } from '#records/transcripts/unmasked.ts';
import { readConversationQuery } from './conversation-query.ts';
import { lineMask, type Mask, maskDeep, maskFor, NO_MASK } from './masking.ts';
import { officeNumbers } from './office-numbers.ts';
import { maskedEntry, toClosedEntry, toFoundEntry, toHandoff } from './show-conversation.ts';
import { toTimeline } from './timeline.ts';

const LOG_LIMIT = 200;
const LOG_MOST = 500;

/** GET conversations: `owner` is `bot`, `queue`, `staff` or `mine`; `from` and `to` are of the beginning. */
export async function showConversations({ desk, me, query }: StaffCall): Promise<ConversationList> {
  const { filter, before, limit } = readConversationQuery(query, { me, desk });
  const page = await listConversations(desk.storage, me.estates, { filter, before, limit, now: desk.clock.now() });
  const open = await unmaskedOf(
    desk.storage.db,
    me.tokenHash,
    page.rows.map(({ id }) => id),
  );
  const conversations = page.rows.map((row) => {
    if (!mayRead(me.role, row)) return toClosedEntry(row);
    const openly = open.has(row.id) || row.owner_staff_id === me.id;
    const mask = openly ? NO_MASK : listMask(desk, row);
    return toFoundEntry(row, filter.words, mask);
  });
  return { conversations, next: toNext(page.end), complete: page.complete };
}

function listMask({ handbook }: StaffCall['desk'], row: OfficeConversation): Mask {
  const names = row.resident_name === null ? [] : [row.resident_name];
  return lineMask({ names, phones: [], officeNumbers: officeNumbers(handbook, row.estate_id) });
}

/** GET conversations/:id */
export async function showConversation(call: StaffCall): Promise<ConversationDetail> {
  const { desk, me, params } = call;
  const { db } = desk.storage;
  const { id = '' } = params;
  const row = await findOfficeConversation(db, me.estates, id);
  demandReadable(me.role, row);
  const mask = await maskFor(call, row);
  const tickets = await readConversationTickets(db, me.estates, id);
  const { told, asking } = toOpenForm(row.state);
  return {
    conversation: maskedEntry(row, mask),
    tickets: tickets
      .filter(({ confidential }) => mayKnowOf(me.role, confidential))
      .map((ticket) => maskedTicket(toTicket(ticket), mask)),
    handoffs: (await readHandoffs(db, me.estates, id)).map(toHandoff),
    told: maskDeep(told, mask),
    asking,
    masked: mask.hides,
    mayUnmask: may(me.role, 'unmask-chats'),
    hold: (await findHold(db, id))?.why ?? null,
  };
}

function maskedTicket(ticket: TicketEntry, mask: Mask): TicketEntry {
  return { ...ticket, contactName: mask.name(ticket.contactName), summary: mask.words(ticket.summary) };
}

const logQuery = z.object({ after: count(Number.MAX_SAFE_INTEGER, 0), limit: count(LOG_MOST, LOG_LIMIT) });

/** GET conversations/:id/log: what follows `after`, oldest first; `lastSeq` tells whether there is more. */
export async function showLog(call: StaffCall): Promise<Log> {
  const { desk, me, params, query } = call;
  const { db } = desk.storage;
  const { id = '' } = params;
  const { after, limit } = readQuery(query, logQuery);
  const conversation = await findOfficeConversation(db, me.estates, id);
  demandReadable(me.role, conversation);
  const read = await readOfficeLog(db, me.estates, { conversationId: id, after, limit: limit + 1 });
  const rows = read.slice(0, limit);
  const piece = { conversationId: id, rows, first: after === 0, nextAt: read[limit]?.at };
  const activities = await toTimeline(db, piece, { mask: await maskFor(call, conversation), role: me.role });
  return { activities, lastSeq: conversation.last_seq };
}

/** GET conversations/:id/transcript: Bot Framework's transcript up to `to`, as handed over with `handoff.initiate`. */
export async function showTranscript(call: StaffCall): Promise<{ activities: LoggedActivity[] }> {
  const { desk, me, params, query } = call;
  const { id = '' } = params;
  const { to } = readQuery(query, z.object({ to: count(LOG_MOST * 10, LOG_MOST) }));
  const conversation = await findOfficeConversation(desk.storage.db, me.estates, id);
  demandReadable(me.role, conversation);
  const mask = await maskFor(call, conversation);
  const rows = await readOfficeLog(desk.storage.reader, me.estates, { conversationId: id, after: 0, limit: to });
  return { activities: rows.map((row) => maskedActivity(row, mask)) };
}

/** A log row as a Bot Framework activity, without who the resident is where that is hidden. */
export function maskedActivity(row: Parameters<typeof toLoggedActivity>[0], mask: Mask): LoggedActivity {
  const activity = toLoggedActivity(row);
  if (!mask.hides) return activity;
  const { text, timestamp, conversation, from, recipient, attachments, ...rest } = activity;
  const hidden = row.role === 'resident' ? { ...from, id: 'resident', name: mask.name(from.name) } : from;
  const speaker = row.role === 'resident' ? 'resident' : 'office';
  return {
    ...maskDeep(rest, mask),
    ...(attachments === undefined ? {} : { attachments: maskedAttachments(attachments, row.role, mask) }),
    ...(text === undefined ? {} : { text: mask.words(text, speaker) }),
    timestamp,
    conversation,
    from: hidden,
    recipient,
  } as LoggedActivity;
}

const kind = z.array(z.object({ contentType: z.string().optional() })).catch([]);

/** What the resident sent, by its kind alone. */
function maskedAttachments(attachments: unknown, role: string, mask: Mask): unknown {
  return role === 'resident' ? kind.parse(attachments) : maskDeep(attachments, mask);
}
