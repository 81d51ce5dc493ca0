import { sql } from 'kysely';
import type { Db } from '#storage/storage.ts';
import type { Chat, Holder } from './handoffs.ts';

/** A chat that a clerk holds, and when that clerk was last heard of. */
export interface HeldChat extends Chat {
  clerk: Holder;
  /** The latest of: any page of theirs, and when they took the chat. */
  heardAt: number;
}

/** Chats whose clerk has not been heard of since `before`. */
export async function readUnattended(db: Db, before: number): Promise<HeldChat[]> {
  const rows = await db
    .selectFrom('handoff as h')
    .innerJoin('conversation as c', 'c.id', 'h.conversation_id')
    .leftJoin('staff as s', 's.id', 'c.owner_staff_id')
    .select(['h.conversation_id', 'h.estate_id', 'h.accepted_at', 'c.owner_staff_id', 's.display_name'])
    .select((eb) =>
      eb
        .selectFrom('staff_presence as p')
        .select((one) => one.fn.max<number | null>('p.seen_at').as('seen'))
        .whereRef('p.staff_id', '=', 'c.owner_staff_id')
        .as('seen'),
    )
    .where('h.state', '=', 'accepted')
    .where('h.accepted_at', '<', before)
    .where('c.owner', '=', 'staff')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('staff_presence as q')
            .select(sql.lit(1).as('one'))
            .whereRef('q.staff_id', '=', 'c.owner_staff_id')
            .where('q.seen_at', '>=', before),
        ),
      ),
    )
    .execute();
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    estateId: row.estate_id,
    clerk: { id: row.owner_staff_id ?? '', name: row.display_name ?? '' },
    heardAt: Math.max(row.accepted_at ?? 0, Number(row.seen ?? 0)),
  }));
}
