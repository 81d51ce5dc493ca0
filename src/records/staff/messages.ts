import type { Placed } from '#records/activities.ts';
import { keepAttachments, type NewAttachment } from '#records/attachments.ts';
import { sendAsStaff } from '#records/handoffs/handoffs.ts';
import { FILE_LINK } from '#records/transcripts/transcript.ts';
import type { Db, Storage, Tx } from '#storage/storage.ts';

/** What a clerk writes into a chat. `clientId` is made by the clerk's page: sent twice, the message stands once. */
export interface StaffMessage {
  conversationId: string;
  estateId: string;
  text?: string;
  /** Photos, checked and written anew. */
  files?: NewAttachment[];
  clientId: string;
}

/**
 * Sends a clerk's message once, durable when this resolves; undefined when this clerk does not hold the chat. `first` runs before
 * the first copy and may refuse it by throwing; `also` runs in the same transaction, for the first copy only.
 */
export async function sendOnce(
  storage: Storage,
  message: StaffMessage,
  clerk: { id: string; name: string },
  options: { now: number; first?(): Promise<void>; also(tx: Tx, placed: Placed): Promise<void> },
): Promise<Placed | undefined> {
  const externalId = JSON.stringify(['staff', clerk.id, message.conversationId, message.clientId]);
  const earlier = () => findSent(storage.db, message.conversationId, externalId);
  const first = await earlier();
  if (first) return first;
  await options.first?.();
  try {
    return await storage.transact(async (tx) => {
      const { text, files = [], conversationId: id, estateId } = message;
      const attachments = files.map((file) => ({
        contentType: file.contentType,
        name: file.name,
        contentUrl: FILE_LINK + file.id,
      }));
      const body = files.length > 0 ? { attachments } : undefined;
      const placed = await sendAsStaff(tx, message, clerk, { text, body, externalId }, options.now);
      if (!placed) return undefined;
      await keepAttachments(tx, { id, estateId }, files, options.now);
      await options.also(tx, placed);
      return placed;
    });
  } catch (error) {
    // Two copies at once: the unique index let one through, and the other finds it here.
    const winner = await earlier();
    if (winner) return winner;
    throw error;
  }
}

function findSent(db: Db, conversationId: string, externalId: string): Promise<Placed | undefined> {
  return db
    .selectFrom('activity')
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.id', '=', 'activity.conversation_id')
        .onRef('conversation.channel', '=', 'activity.channel'),
    )
    .select(['activity.id', 'activity.seq'])
    .where('conversation.id', '=', conversationId)
    .where('activity.external_id', '=', externalId)
    .executeTakeFirst();
}
