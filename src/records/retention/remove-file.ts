import { writeAudit } from '#records/staff/audit.ts';
import { FILE_LINK } from '#records/transcripts/transcript.ts';
import type { Tx } from '#storage/storage.ts';

/** A file that may not be kept, and why: a word such as `id-document`. */
export interface Removal {
  conversationId: string;
  estateId: string;
  fileId: string;
  why: string;
  actor: string;
}

/**
 * Removes a file for good: its bytes and its name. The message it came with keeps a note that there was one; the audit keeps
 * when and why. What a channel still fetches under this id is not kept either.
 */
export async function removeFile(tx: Tx, removal: Removal, now: number): Promise<void> {
  const { conversationId, estateId, fileId, why, actor } = removal;
  const empty = { name: '', content_type: '', size: 0, bytes: new Uint8Array() };
  await tx.db
    .insertInto('attachment')
    .values({ id: fileId, estate_id: estateId, conversation_id: conversationId, created_at: now, ...empty })
    .onConflict((oc) => oc.column('id').doUpdateSet(empty).where('attachment.conversation_id', '=', conversationId))
    .execute();
  await noteInMessage(tx, removal, now);
  const subject = `file:${fileId}`;
  await writeAudit(tx, { actor, action: 'file.remove', subject, estateId, detail: { why } }, now);
}

interface Body {
  attachments?: { contentUrl?: string; contentType?: string }[];
  removed?: { why: string; at: number }[];
}

async function noteInMessage(tx: Tx, { conversationId, fileId, why }: Removal, now: number): Promise<void> {
  const link = FILE_LINK + fileId;
  const rows = await tx.db
    .selectFrom('activity')
    .select(['seq', 'body'])
    .where('conversation_id', '=', conversationId)
    .where('body', 'like', `%${fileId}%`)
    .execute();
  for (const row of rows) {
    const body = JSON.parse(row.body) as Body;
    const others = (body.attachments ?? []).filter(({ contentUrl }) => contentUrl !== link);
    const changed = { ...body, attachments: others, removed: [...(body.removed ?? []), { why, at: now }] };
    await tx.db
      .updateTable('activity')
      .set({ body: JSON.stringify(changed) })
      .where('conversation_id', '=', conversationId)
      .where('seq', '=', row.seq)
      .execute();
  }
}
