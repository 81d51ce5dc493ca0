import { sql } from 'kysely';
import type { NewAttachment } from '#records/attachments.ts';
import { type Estates, within } from '#records/estates.ts';
import type { ActivityRow, ConversationRow, HandoffRow, TicketRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';

/** A conversation as the office sees it in a list. */
export interface OfficeConversation
  extends Pick<
    ConversationRow,
    | 'id'
    | 'estate_id'
    | 'channel'
    | 'locale'
    | 'owner'
    | 'owner_staff_id'
    | 'service'
    | 'created_at'
    | 'last_at'
    | 'last_seq'
  > {
  owner_name: string | null;
  /** The name of the channel's account, else the one told with a case. */
  resident_name: string | null;
  /** Beginning of the last message that the resident sees too. */
  last_text: string | null;
  /** The most confidential of the cases filed from it or told in it; null when none is. */
  confidential: number | null;
}

/** More of a text than a list ever shows. */
const LIST_TEXT_CHARACTERS = 200;

/** Every list of conversations is this query, narrowed. Alias `c` is the conversation. */
export function officeConversations(db: Db, estates: Estates) {
  return db
    .selectFrom('conversation as c')
    .leftJoin('staff as s', 's.id', 'c.owner_staff_id')
    .where(within(estates, 'c.estate_id'))
    .select(['c.id', 'c.estate_id', 'c.channel', 'c.locale', 'c.owner', 'c.owner_staff_id', 'c.service'])
    .select(['c.created_at', 'c.last_at', 'c.last_seq', 's.display_name as owner_name'])
    .select((eb) => [
      eb.fn
        .coalesce(
          'c.user_name',
          eb
            .selectFrom('ticket as t')
            .select('t.contact_name')
            .whereRef('t.conversation_id', '=', 'c.id')
            .where('t.contact_name', 'is not', null)
            .where('t.confidential', 'is', null)
            .orderBy('t.created_at', 'desc')
            .limit(1),
        )
        .as('resident_name'),
      eb
        .selectFrom('activity as a')
        .select(sql<string | null>`substr(a.text, 1, ${sql.lit(LIST_TEXT_CHARACTERS)})`.as('text'))
        .whereRef('a.conversation_id', '=', 'c.id')
        .where('a.type', '=', 'message')
        .where('a.visibility', '=', 'all')
        .where('a.text', 'is not', null)
        .orderBy('a.seq', 'desc')
        .limit(1)
        .as('last_text'),
      confidenceOf('c').as('confidential'),
    ]);
}

/** The most confidential of what was filed from a conversation or told in it, or null. */
export function confidenceOf(conversation: 'c' | 'p') {
  const id = sql.ref(`${conversation}.id`);
  const told = sql.ref(`${conversation}.confidential`);
  const filed = sql`(select max(f.confidential) from ticket as f where f.conversation_id = ${id})`;
  return sql<number | null>`case when coalesce(${filed}, 0) > coalesce(${told}, 0) then ${filed} else ${told} end`;
}

/** One conversation of these estates with its dialog state, or undefined. */
export function findOfficeConversation(
  db: Db,
  estates: Estates,
  id: string,
): Promise<(OfficeConversation & { state: string; resident_id: string | null }) | undefined> {
  return officeConversations(db, estates)
    .select(['c.state', 'c.resident_id'])
    .where('c.id', '=', id)
    .executeTakeFirst();
}

/** Everything said and done in a conversation of these estates after `after`, notes of the office included, oldest first. */
export function readOfficeLog(
  db: Db,
  estates: Estates,
  query: { conversationId: string; after: number; limit: number },
): Promise<ActivityRow[]> {
  return db
    .selectFrom('activity')
    .selectAll()
    .where(within(estates, 'activity.estate_id'))
    .where('conversation_id', '=', query.conversationId)
    .where('seq', '>', query.after)
    .orderBy('seq')
    .limit(query.limit)
    .execute();
}

/** The times a conversation was passed to people, oldest first. */
export function readHandoffs(
  db: Db,
  estates: Estates,
  conversationId: string,
): Promise<(HandoffRow & { staff_name: string | null })[]> {
  return db
    .selectFrom('handoff as h')
    .leftJoin('staff as s', 's.id', 'h.staff_id')
    .selectAll('h')
    .select('s.display_name as staff_name')
    .where(within(estates, 'h.estate_id'))
    .where('h.conversation_id', '=', conversationId)
    .orderBy('h.requested_at')
    .execute();
}

/** Cases filed from a conversation, newest first. */
export function readConversationTickets(db: Db, estates: Estates, conversationId: string): Promise<TicketRow[]> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where(within(estates, 'ticket.estate_id'))
    .where('conversation_id', '=', conversationId)
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .execute();
}

/** A file of one conversation of these estates; a file of another is not found. */
export async function findOfficeFile(
  db: Db,
  estates: Estates,
  file: { conversationId: string; id: string },
): Promise<NewAttachment | undefined> {
  const row = await db
    .selectFrom('attachment')
    .select(['id', 'name', 'content_type as contentType', 'bytes'])
    .where(within(estates, 'attachment.estate_id'))
    .where('conversation_id', '=', file.conversationId)
    .where('id', '=', file.id)
    .where('size', '>', 0)
    .executeTakeFirst();
  return row;
}

/** What the resident said last, as long as no person has answered it; undefined after that. */
export async function unansweredWords(db: Db, conversationId: string): Promise<string | undefined> {
  const last = await db
    .selectFrom('activity')
    .select(['role', 'text'])
    .where('conversation_id', '=', conversationId)
    .where('role', 'in', ['resident', 'staff'])
    .where('type', '=', 'message')
    .where('visibility', '=', 'all')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.role === 'resident' ? (last.text ?? undefined) : undefined;
}

/** What the resident said last in a conversation, the newest first. */
export async function lastSaid(db: Db, conversationId: string, count: number): Promise<string[]> {
  const rows = await db
    .selectFrom('activity')
    .select('text')
    .where('conversation_id', '=', conversationId)
    .where('role', '=', 'resident')
    .where('type', '=', 'message')
    .where('text', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(count)
    .execute();
  return rows.flatMap(({ text }) => text ?? []);
}
