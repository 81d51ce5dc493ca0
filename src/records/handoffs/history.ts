import { includesEstate, readEstates } from '#records/estates.ts';
import type { ConversationRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';

/** A name shorter than this stands in too many words. */
const NAME = 2;

/** Who served this resident last, in this conversation or another of theirs; undefined when nobody has. */
export async function lastServedBy(
  db: Db,
  { id, resident_id, estate_id }: Pick<ConversationRow, 'id' | 'resident_id' | 'estate_id'>,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('handoff as h')
    .innerJoin('conversation as c', 'c.id', 'h.conversation_id')
    .select('h.staff_id')
    .where('h.estate_id', '=', estate_id)
    .where('h.state', 'in', ['returned', 'closed'])
    .where('h.staff_id', 'is not', null)
    .where((eb) =>
      eb.or([eb('c.id', '=', id), ...(resident_id === null ? [] : [eb('c.resident_id', '=', resident_id)])]),
    )
    .orderBy('h.ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.staff_id ?? undefined;
}

/** The complaint filed last from a conversation: its kind, and all that was told in it. */
export async function lastComplaint(
  db: Db,
  conversationId: string,
): Promise<{ category: string | null; words: string } | undefined> {
  const row = await db
    .selectFrom('ticket')
    .select(['category', 'summary', 'answers'])
    .where('conversation_id', '=', conversationId)
    .where('service', '=', 'complaint')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { category: row.category, words: `${row.summary}\n${row.answers}` };
}

/** Members of staff of an estate whose name stands in these words. */
export async function staffNamedIn(db: Db, estateId: string, words: string): Promise<string[]> {
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'display_name', 'estates'])
    .where('disabled_at', 'is', null)
    .execute();
  return rows
    .filter(({ estates }) => includesEstate(readEstates(estates), estateId))
    .filter(({ display_name: name }) => name.length >= NAME && words.includes(name))
    .map(({ id }) => id);
}
