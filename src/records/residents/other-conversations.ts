import type { ConversationRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** More channels than one person uses. */
const MOST = 10;

/** Another conversation of the same resident, with its dialog state as stored. */
export type OtherConversation = Pick<ConversationRow, 'id' | 'channel' | 'locale' | 'state' | 'state_version'>;

/** The other conversations bound to a resident that are with the desk itself, the one last used first. */
export function otherConversations(db: Db, residentId: string, here: string): Promise<OtherConversation[]> {
  return db
    .selectFrom('conversation')
    .select(['id', 'channel', 'locale', 'state', 'state_version'])
    .where('resident_id', '=', residentId)
    .where('id', '<>', here)
    .where('owner', '=', 'bot')
    .orderBy('last_at', 'desc')
    .limit(MOST)
    .execute();
}

/** Writes the dialog state of another conversation; false when that has had a turn since it was read, and nothing was written. */
export async function replaceState(
  tx: Tx,
  { id, state_version, state }: Pick<OtherConversation, 'id' | 'state_version' | 'state'>,
): Promise<boolean> {
  const written = await tx.db
    .updateTable('conversation')
    .set({ state, state_version: state_version + 1 })
    .where('id', '=', id)
    .where('state_version', '=', state_version)
    .executeTakeFirst();
  return written.numUpdatedRows > 0n;
}
