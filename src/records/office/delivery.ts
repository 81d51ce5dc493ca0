import type { Db, Storage } from '#storage/storage.ts';

/** Up to where the resident's page has shown a conversation; 0 when no page has said so. */
export async function readSeen(db: Db, conversationId: string): Promise<number> {
  const row = await db
    .selectFrom('resident_seen')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Notes up to where the resident's page has shown a conversation; it never goes back, nor beyond what was said. */
export async function noteSeen(
  storage: Storage,
  chat: { conversationId: string; estateId: string; seq: number },
  now: number,
): Promise<void> {
  const { conversationId, estateId, seq } = chat;
  await storage.transact(async (tx) => {
    const known = await tx.db
      .selectFrom('conversation')
      .select('id')
      .where('id', '=', conversationId)
      .where('last_seq', '>=', seq)
      .executeTakeFirst();
    if (!known) return;
    const moved = await tx.db
      .insertInto('resident_seen')
      .values({ conversation_id: conversationId, seq, at: now })
      .onConflict((oc) =>
        oc.column('conversation_id').doUpdateSet({ seq, at: now }).where('resident_seen.seq', '<', seq),
      )
      .executeTakeFirst();
    if (Number(moved.numInsertedOrUpdatedRows ?? 0) > 0)
      tx.announce({ about: 'delivery', id: conversationId, estateId });
  });
}
