import type { ConversationRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';

/**
 * From now on a conversation is closed to whoever may not see cases of this confidentiality (`ticket.confidential`). It stays
 * so, since what was told stays in it: whether the case is filed, changed or given up.
 */
export async function closeConversation(
  tx: Tx,
  { id, confidential: now }: Pick<ConversationRow, 'id' | 'confidential'>,
  confidential: number,
): Promise<void> {
  if ((now ?? 0) >= confidential) return;
  await tx.db.updateTable('conversation').set({ confidential }).where('id', '=', id).execute();
}
