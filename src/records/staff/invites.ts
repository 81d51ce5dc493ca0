import { writeEstates } from '#records/estates.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { hasNoStaff } from './staff.ts';

/** A link for the first account holds for a day. */
export const SETUP_LINK_MS = 24 * 60 * 60_000;

/** Notes a link for the first account, which will be an administrator of every estate. Only the token's hash is kept. */
export async function addSetupLink(tx: Tx, tokenHash: string, now: number): Promise<void> {
  await tx.db.deleteFrom('staff_invite').where('expires_at', '<=', now).execute();
  await tx.db
    .insertInto('staff_invite')
    .values({
      token_hash: tokenHash,
      role: 'admin',
      estates: writeEstates('*'),
      created_at: now,
      expires_at: now + SETUP_LINK_MS,
      used_at: null,
    })
    .execute();
}

/** Whether a setup link still opens: unused, young enough, and no account was made any other way. */
export async function setupLinkHolds(db: Db, tokenHash: string, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('staff_invite')
    .select('token_hash')
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined && (await hasNoStaff(db));
}

/** Uses a setup link up, and with it every other that is open; false when it was used, is too old, or came too late. */
export async function useSetupLink(tx: Tx, tokenHash: string, now: number): Promise<boolean> {
  const used = await tx.db
    .updateTable('staff_invite')
    .set({ used_at: now })
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('token_hash')
    .execute();
  return used.some((row) => row.token_hash === tokenHash) && (await hasNoStaff(tx.db));
}
