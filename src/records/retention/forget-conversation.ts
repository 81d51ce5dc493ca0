import type { Tx } from '#storage/storage.ts';

/** What goes with the conversation. */
const GONE = [
  'activity',
  'attachment',
  'handoff',
  'identity_miss',
  'legal_hold',
  'mention',
  'not_understood',
  'office_entry',
  'outbox',
  'promise',
  'resident_seen',
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

/** Tables with a conversation that forgetting knows of. */
export const KNOWN_TO_FORGETTING: readonly string[] = [...GONE, ...KEPT];

/**
 * Deletes a conversation with all that was said in it. Cases that were filed from it stay with the office and name
 * `caseHolder` from then on. Nothing when it is not there.
 */
export async function forgetConversation(tx: Tx, conversationId: string, caseHolder: string): Promise<void> {
  const known = await tx.db
    .selectFrom('conversation')
    .select('estate_id')
    .where('id', '=', conversationId)
    .executeTakeFirst();
  if (!known) return;
  for (const table of GONE) await tx.db.deleteFrom(table).where('conversation_id', '=', conversationId).execute();
  await tx.db.deleteFrom('agenda').where('subject', '=', conversationId).execute();
  await tx.db
    .updateTable('household_code')
    .set({ used_in: caseHolder })
    .where('used_in', '=', conversationId)
    .execute();
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
