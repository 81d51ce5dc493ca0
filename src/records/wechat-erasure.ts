import { prepared } from '#storage/prepared.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** What goes with the conversation. */
const ERASED = [
  'activity',
  'attachment',
  'handoff',
  'identity_miss',
  'legal_hold',
  'not_understood',
  'outbox',
  'script_score',
  'script_step',
  'search_entry',
  'understood',
  'unmasked',
  'wechat_inbound',
  'wechat_quota',
] as const;
/** What the office keeps, without the way back. */
const KEPT = ['duty_page', 'move_in_claim', 'ticket'] as const;

/** Tables with a conversation that erasing knows of. */
export const KNOWN_TO_ERASURE: readonly string[] = [...ERASED, ...KEPT, 'wechat_erased'];

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
  for (const table of ERASED) await tx.db.deleteFrom(table).where('conversation_id', '=', conversationId).execute();
  await tx.db.deleteFrom('agenda').where('subject', '=', conversationId).execute();
  for (const table of KEPT)
    await tx.db
      // All of them have this column; Kysely is told of one.
      .updateTable(table as 'ticket')
      .set({ conversation_id: caseHolder })
      .where('conversation_id', '=', conversationId)
      .execute();
  await tx.db.deleteFrom('conversation').where('id', '=', conversationId).execute();
  tx.announce({ about: 'queue', estateId: known.estate_id });
}

/** When a resident was last erased, by the platform's clock; undefined when never. */
export async function erasedAt(db: Db, conversationId: string): Promise<number | undefined> {
  const [row] = await selectErased(db, { conversationId });
  return row?.erased_at;
}

const selectErased = prepared((db, { conversationId }: { conversationId: string }) =>
  db.selectFrom('wechat_erased').select('erased_at').where('conversation_id', '=', conversationId),
);
