import { append, type Placed } from '#records/activities.ts';
import type { Clock } from '#records/clock.ts';
import { type Estates, includesEstate, readEstates, within } from '#records/estates.ts';
import type { MentionRow } from '#storage/schemas/clerk-tools.ts';
import type { Db, Tx } from '#storage/storage.ts';

const MOST = 50;

/** A note of staff beside a conversation, for the office alone. */
export interface ChatNote {
  conversationId: string;
  estateId: string;
  text: string;
  /** Ids of colleagues who are to look at it. */
  mentions: readonly string[];
  /** Made by the page: sent twice, the note stands once. */
  clientId: string;
}

/**
 * Writes a note into the log, where only the office sees it, and tells whoever is named. Undefined when the same note stands
 * already.
 */
export async function addChatNote(
  tx: Tx,
  note: ChatNote,
  author: { id: string; name: string },
  clock: Clock,
): Promise<Placed | undefined> {
  const externalId = JSON.stringify(['note', author.id, note.clientId]);
  if (await stands(tx.db, note.conversationId, externalId)) return undefined;
  const now = clock.now();
  const activity = {
    type: 'message',
    role: 'staff',
    fromId: author.id,
    fromName: author.name,
    visibility: 'staff',
    text: note.text,
    body: { note: true },
    externalId,
  } as const;
  const [placed] = await append(tx, note.conversationId, [activity], now);
  for (const staffId of new Set(note.mentions)) {
    await tx.db
      .insertInto('mention')
      .values({
        id: clock.id(),
        estate_id: note.estateId,
        conversation_id: note.conversationId,
        seq: placed?.seq ?? 0,
        staff_id: staffId,
        by_staff_id: author.id,
        at: now,
        seen_at: null,
      })
      .execute();
    tx.announce({ about: 'mention', estateId: note.estateId, staffId });
  }
  return placed;
}

async function stands(db: Db, conversationId: string, externalId: string): Promise<boolean> {
  const row = await db
    .selectFrom('activity')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Somebody who works at an estate. */
export interface Colleague {
  id: string;
  name: string;
  role: string;
}

/** Who works at an estate now, by name. */
export async function colleaguesAt(db: Db, estateId: string): Promise<Colleague[]> {
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'display_name as name', 'role', 'estates'])
    .where('disabled_at', 'is', null)
    .orderBy('display_name')
    .execute();
  return rows
    .filter(({ estates }) => includesEstate(readEstates(estates), estateId))
    .map(({ id, name, role }) => ({ id, name, role }));
}

/** Somebody was named in a note and has not looked yet. */
export interface UnseenMention extends MentionRow {
  text: string | null;
  by_name: string | null;
  resident_name: string | null;
}

/** Notes that name a member of staff and that they have not seen, the newest first. */
export function unseenMentions(db: Db, estates: Estates, staffId: string): Promise<UnseenMention[]> {
  return db
    .selectFrom('mention as m')
    .innerJoin('activity as a', (join) =>
      join.onRef('a.conversation_id', '=', 'm.conversation_id').onRef('a.seq', '=', 'm.seq'),
    )
    .innerJoin('conversation as c', 'c.id', 'm.conversation_id')
    .leftJoin('staff as s', 's.id', 'm.by_staff_id')
    .selectAll('m')
    .select(['a.text', 's.display_name as by_name', 'c.user_name as resident_name'])
    .where(within(estates, 'm.estate_id'))
    .where('m.staff_id', '=', staffId)
    .where('m.seen_at', 'is', null)
    .orderBy('m.at', 'desc')
    .limit(MOST)
    .execute();
}

/** Notes that somebody has looked at the notes that name them in one conversation. */
export async function seeMentions(
  tx: Tx,
  seen: { conversationId: string; estateId: string; staffId: string },
  now: number,
): Promise<void> {
  const changed = await tx.db
    .updateTable('mention')
    .set({ seen_at: now })
    .where('conversation_id', '=', seen.conversationId)
    .where('staff_id', '=', seen.staffId)
    .where('seen_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) tx.announce({ about: 'mention', estateId: seen.estateId, staffId: seen.staffId });
}
