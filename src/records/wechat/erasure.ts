import { ticketsOfConversation } from '#records/cases/tickets.ts';
import { forgetConversation, KNOWN_TO_FORGETTING } from '#records/retention/forget-conversation.ts';
import { forgetReporter } from '#records/retention/forget-reporter.ts';
import { prepared } from '#storage/prepared.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** Tables with a conversation that erasing knows of. */
export const KNOWN_TO_ERASURE: readonly string[] = [...KNOWN_TO_FORGETTING, 'wechat_erased'];

/**
 * Erases all that WeChat told of a resident, and all that was said there, as the platform requires once they unfollow. Cases
 * they filed stay with the office, without the way back to their account, and without name and telephone once over. Nothing when they have followed again since `at`.
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
  await forgetConversation(tx, conversationId, caseHolder);
  for (const ticket of await ticketsOfConversation(tx.db, caseHolder)) await forgetReporter(tx, ticket);
}

/** When a resident was last erased, by the platform's clock; undefined when never. */
export async function erasedAt(db: Db, conversationId: string): Promise<number | undefined> {
  const [row] = await selectErased(db, { conversationId });
  return row?.erased_at;
}

const selectErased = prepared((db, { conversationId }: { conversationId: string }) =>
  db.selectFrom('wechat_erased').select('erased_at').where('conversation_id', '=', conversationId),
);
