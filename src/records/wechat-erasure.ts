import type { Db, Tx } from '#storage/storage.ts';

/**
 * Erases all that WeChat told of a resident, and all that was said there, as the platform requires once they unfollow. Cases
 * they filed stay with the office, without the way back to their account. Nothing when they have followed again since `at`.
 */
export async function eraseResident(tx: Tx, conversationId: string, at: number, caseHolder: string): Promise<void> {
  const earlier = await erasedAt(tx.db, conversationId);
  if (earlier !== undefined && earlier >= at) return;
  await tx.db
    .insertInto('wechat_erased')
    .values({ conversation_id: conversationId, erased_at: at })
    .onConflict((oc) => oc.column('conversation_id').doUpdateSet({ erased_at: at }))
    .execute();
  const known = await tx.db
    .selectFrom('conversation')
    .select('estate_id')
    .where('id', '=', conversationId)
    .executeTakeFirst();
  if (!known) return;
  await tx.db
    .deleteFrom('outbox')
    .where('kind', '=', 'wechat-fetch')
    .where('body', 'like', `%${conversationId}%`)
    .execute();
  for (const table of ['activity', 'attachment', 'handoff', 'outbox', 'wechat_inbound', 'wechat_quota'] as const)
    await tx.db.deleteFrom(table).where('conversation_id', '=', conversationId).execute();
  await tx.db.deleteFrom('agenda').where('subject', '=', conversationId).execute();
  await tx.db
    .updateTable('ticket')
    .set({ conversation_id: caseHolder })
    .where('conversation_id', '=', conversationId)
    .execute();
  await tx.db.deleteFrom('conversation').where('id', '=', conversationId).execute();
  tx.announce({ about: 'queue', estateId: known.estate_id });
}

/** When a resident was last erased, by the platform's clock; undefined when never. */
export async function erasedAt(db: Db, conversationId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('wechat_erased')
    .select('erased_at')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return row?.erased_at;
}
