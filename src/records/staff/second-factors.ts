import type { Db, Tx } from '#storage/storage.ts';

/** Turns a second factor on, or on with another secret: `sealed` is not readable without the desk's key. */
export async function keepSecondFactor(
  tx: Tx,
  staffId: string,
  factor: { sealed: string; step: number; codeHashes: readonly string[] },
  now: number,
): Promise<void> {
  await tx.db
    .updateTable('staff')
    .set({ totp_secret: factor.sealed, totp_since: now, totp_step: factor.step })
    .where('id', '=', staffId)
    .execute();
  await keepRecoveryCodes(tx, staffId, factor.codeHashes);
  tx.announce({ about: 'staff', id: staffId });
}

/** Turns it off, with its recovery codes. False when there was none. */
export async function dropSecondFactor(tx: Tx, staffId: string): Promise<boolean> {
  const dropped = await tx.db
    .updateTable('staff')
    .set({ totp_secret: null, totp_since: null, totp_step: null })
    .where('id', '=', staffId)
    .where('totp_since', 'is not', null)
    .executeTakeFirst();
  await tx.db.deleteFrom('staff_recovery').where('staff_id', '=', staffId).execute();
  tx.announce({ about: 'staff', id: staffId });
  return dropped.numUpdatedRows > 0n;
}

/** Takes the one-time password of a half minute; false when it or a later one was taken: none opens twice. */
export async function takeStep(tx: Tx, staffId: string, step: number): Promise<boolean> {
  const taken = await tx.db
    .updateTable('staff')
    .set({ totp_step: step })
    .where('id', '=', staffId)
    .where('totp_step', '<', step)
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

/** Puts new recovery codes in the place of the old ones. */
export async function keepRecoveryCodes(tx: Tx, staffId: string, codeHashes: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('staff_recovery').where('staff_id', '=', staffId).execute();
  const rows = codeHashes.map((code_hash) => ({ staff_id: staffId, code_hash, used_at: null }));
  await tx.db.insertInto('staff_recovery').values(rows).execute();
}

/** Uses a recovery code up; false when it is none of theirs or was used. */
export async function spendRecoveryCode(tx: Tx, staffId: string, codeHash: string, now: number): Promise<boolean> {
  const used = await tx.db
    .updateTable('staff_recovery')
    .set({ used_at: now })
    .where('staff_id', '=', staffId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

/** How many recovery codes are left. */
export async function countRecoveryCodes(db: Db, staffId: string): Promise<number> {
  const { n } = await db
    .selectFrom('staff_recovery')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(n);
}
