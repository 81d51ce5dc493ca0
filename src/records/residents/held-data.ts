import type { ConversationRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';
import type { Resident } from './residents.ts';

/** How much is held about somebody, by kind; nothing of anybody else. */
export interface HeldData {
  homes: number;
  conversations: number;
  /** Messages they wrote. */
  messages: number;
  files: number;
  /** Cases they reported, by service. */
  cases: { service: string; count: number }[];
}

/** What is held about a resident on all their channels; about somebody who is not bound, what this conversation holds. */
export async function heldData(
  db: Db,
  { conversation, resident }: { conversation: Pick<ConversationRow, 'id'>; resident?: Resident | undefined },
): Promise<HeldData> {
  const chats = resident ? await boundTo(db, resident.id) : [conversation.id];
  const messages = await db
    .selectFrom('activity')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('conversation_id', 'in', chats)
    .where('role', '=', 'resident')
    .where('type', '=', 'message')
    .executeTakeFirstOrThrow();
  const files = await db
    .selectFrom('attachment')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('conversation_id', 'in', chats)
    .where('size', '>', 0)
    .executeTakeFirstOrThrow();
  const cases = await db
    .selectFrom('ticket')
    .select(({ fn }) => ['service', fn.countAll<number>().as('n')])
    .where((eb) =>
      resident
        ? eb('resident_id', '=', resident.id)
        : eb.and([eb('conversation_id', '=', conversation.id), eb('resident_id', 'is', null)]),
    )
    .groupBy('service')
    .orderBy('service')
    .execute();
  return {
    homes: resident ? resident.homes.length + resident.left.length : 0,
    conversations: chats.length,
    messages: Number(messages.n),
    files: Number(files.n),
    cases: cases.map(({ service, n }) => ({ service, count: Number(n) })),
  };
}

async function boundTo(db: Db, residentId: string): Promise<string[]> {
  const rows = await db.selectFrom('conversation').select('id').where('resident_id', '=', residentId).execute();
  return rows.map(({ id }) => id);
}

/** The files that came with the last message of a resident that had any, as long as it is no older than `since`. */
export async function latestFiles(db: Db, conversationId: string, since: number): Promise<string[]> {
  const newest = await db
    .selectFrom('attachment')
    .select('created_at')
    .where('conversation_id', '=', conversationId)
    .where('created_at', '>=', since)
    .where('size', '>', 0)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!newest) return [];
  const rows = await db
    .selectFrom('attachment')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('created_at', '=', newest.created_at)
    .where('size', '>', 0)
    .execute();
  return rows.map(({ id }) => id);
}
