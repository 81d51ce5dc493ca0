import type { Db } from '#storage/storage.ts';

/** A file beside a conversation. */
export interface FilePlace {
  conversationId: string;
  estateId: string;
  fileId: string;
}

/** Whether the office itself put a file there: staff sent it, or it is a scan of a call, visit or letter written down. */
export async function isOfficeFile(
  db: Db,
  { conversationId, fileId }: FilePlace,
): Promise<'staff' | 'entry' | undefined> {
  const sent = await db
    .selectFrom('activity')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('role', 'in', ['staff', 'desk'])
    .where('body', 'like', `%${plain(fileId)}%`)
    .limit(1)
    .executeTakeFirst();
  if (sent) return 'staff';
  const entry = await db
    .selectFrom('office_entry')
    .select('conversation_id')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return entry && 'entry';
}

/** How confidential the cases are that name a file: those filed from its conversation, else those that it was added to later. */
export async function confidenceOfFile(
  db: Db,
  { conversationId, estateId, fileId }: FilePlace,
): Promise<(number | null)[]> {
  const naming = db
    .selectFrom('ticket')
    .select('confidential')
    .where('estate_id', '=', estateId)
    .where('answers', 'like', `%${plain(fileId)}%`);
  const here = await naming.where('conversation_id', '=', conversationId).execute();
  const all = here.length > 0 ? here : await naming.where('answers', 'like', '%"conversationId"%').limit(10).execute();
  return all.map(({ confidential }) => confidential);
}

/** Ids are letters, digits and hyphens; anything else is no id, and must be no pattern. */
function plain(fileId: string): string {
  return fileId.replace(/[^A-Za-z0-9-]/g, '');
}
