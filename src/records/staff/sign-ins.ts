import type { Insertable, Selectable } from 'kysely';
import type { StaffSignInTable } from '#storage/schemas/staff.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** Kept for a year: the law on network security asks for half of one (网络安全法 第二十一条: 不少于六个月). */
const KEPT_MS = 365 * 24 * 60 * 60_000;

/** A try to sign in as stored. */
export type SignInRow = Selectable<StaffSignInTable>;

/** Notes a try to sign in to an account, and forgets those of the same account that are too old. */
export async function addSignIn(tx: Tx, row: Omit<Insertable<StaffSignInTable>, 'id'>): Promise<void> {
  await tx.db
    .deleteFrom('staff_sign_in')
    .where('staff_id', '=', row.staff_id)
    .where('at', '<', row.at - KEPT_MS)
    .execute();
  await tx.db.insertInto('staff_sign_in').values(row).execute();
}

/** The newest tries to sign in to an account. */
export function readSignIns(db: Db, staffId: string, limit: number): Promise<SignInRow[]> {
  return db
    .selectFrom('staff_sign_in')
    .selectAll()
    .where('staff_id', '=', staffId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
