import type { Db } from '#storage/storage.ts';

/** On WeChat most of an allowance is kept for answers: news of a place comes out of what is left over. */
const SPENT = 2;

/** Whether a message that is only a courtesy may still be sent; always, where sending is not counted. */
export async function maySendMore(
  db: Db,
  { conversationId, channel }: { conversationId: string; channel: string },
): Promise<boolean> {
  if (channel !== 'wechat') return true;
  const row = await db
    .selectFrom('wechat_quota')
    .select('message_sent')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return row !== undefined && row.message_sent <= SPENT;
}
