import { deliveryKind } from '#records/deliveries.ts';
import type { OutboxRow } from '#storage/schema.ts';
import type { Db, Storage } from '#storage/storage.ts';

/** The newest messages of a conversation whose way out is looked up. */
const MOST = 200;

/** How a message that was sent to another system has fared. */
export interface SentMessage extends Pick<OutboxRow, 'state' | 'last_error'> {
  seq: number;
}

/** How what the office said in a conversation has fared on its channel, the newest first; empty where nothing is sent out. */
export async function readSendings(
  db: Db,
  { conversationId, channel }: { conversationId: string; channel: string },
): Promise<SentMessage[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['body', 'state', 'last_error'])
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', deliveryKind(channel))
    .orderBy('seq', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(({ body, ...row }) => ({ ...row, seq: (JSON.parse(body) as { seq: number }).seq }));
}

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
