import type { Db, Tx } from '#storage/storage.ts';

/** A photo or document, checked and cleaned by the door that took it in. */
export interface NewAttachment {
  id: string;
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

/** Keeps files beside the conversation they came with. */
export async function keepAttachments(
  tx: Tx,
  conversation: { id: string; estateId: string },
  files: NewAttachment[],
  now: number,
): Promise<void> {
  for (const file of files) {
    await tx.db
      .insertInto('attachment')
      .values({
        id: file.id,
        estate_id: conversation.estateId,
        conversation_id: conversation.id,
        name: file.name,
        content_type: file.contentType,
        size: file.bytes.byteLength,
        bytes: file.bytes,
        created_at: now,
      })
      // One that was removed before it came stays removed.
      .onConflict((oc) => oc.column('id').doNothing())
      .execute();
  }
}

/** A file of one conversation; a file of another, or one that was removed, is not found. */
export async function findAttachment(db: Db, conversationId: string, id: string): Promise<NewAttachment | undefined> {
  const row = await db
    .selectFrom('attachment')
    .selectAll()
    .where('id', '=', id)
    .where('conversation_id', '=', conversationId)
    .where('size', '>', 0)
    .executeTakeFirst();
  return row && { id: row.id, name: row.name, contentType: row.content_type, bytes: row.bytes };
}

/** The files of a conversation, without their bytes, the oldest first. */
export async function listAttachments(db: Db, conversationId: string): Promise<Omit<NewAttachment, 'bytes'>[]> {
  return db
    .selectFrom('attachment')
    .select(['id', 'name', 'content_type as contentType'])
    .where('conversation_id', '=', conversationId)
    .where('size', '>', 0)
    .orderBy('created_at')
    .execute();
}

/** How many files a conversation has. */
export async function countAttachments(db: Db, conversationId: string): Promise<number> {
  return (await listAttachments(db, conversationId)).length;
}

/** Forgets the files of a conversation but those named. */
export async function keepOnly(tx: Tx, conversationId: string, ids: readonly string[]): Promise<void> {
  let others = tx.db.deleteFrom('attachment').where('conversation_id', '=', conversationId);
  if (ids.length > 0) others = others.where('id', 'not in', [...ids]);
  await others.execute();
}
