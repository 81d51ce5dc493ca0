import { writeAudit } from '#records/staff/audit.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** Who wants to read a conversation with names and phones, and why. */
export interface Unmasking {
  tokenHash: string;
  conversationId: string;
  estateId: string;
  actor: string;
  why: string;
}

/** Opens a conversation's names and phones to one session, with the reason on record. What ended sessions had is cleared away. */
export async function unmask(tx: Tx, wish: Unmasking, now: number): Promise<void> {
  const { tokenHash, conversationId, estateId, actor, why } = wish;
  const sessions = tx.db.selectFrom('staff_session').select('token_hash');
  await tx.db.deleteFrom('unmasked').where('token_hash', 'not in', sessions).execute();
  await tx.db
    .insertInto('unmasked')
    .values({ token_hash: tokenHash, conversation_id: conversationId, at: now })
    .onConflict((oc) => oc.columns(['token_hash', 'conversation_id']).doNothing())
    .execute();
  const subject = `conversation:${conversationId}`;
  await writeAudit(tx, { actor, action: 'chat.unmask', subject, estateId, detail: { why } }, now);
}

/** Those of the conversations that a session reads with names and phones. */
export async function unmaskedOf(db: Db, tokenHash: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('unmasked')
    .select('conversation_id')
    .where('token_hash', '=', tokenHash)
    .where('conversation_id', 'in', ids)
    .execute();
  return new Set(rows.map((row) => row.conversation_id));
}
