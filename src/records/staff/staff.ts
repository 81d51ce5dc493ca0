import type { Clock } from '#records/clock.ts';
import { type Estates, readEstates, writeEstates } from '#records/estates.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** An account as it is made; `passwordHash` in PHC notation. */
export interface NewStaff {
  name: string;
  displayName: string;
  role: StaffRow['role'];
  estates: Estates;
  passwordHash: string;
}

/** The one spelling of a sign-in name: without spaces around it, full-width signs folded, lower case. */
export function foldStaffName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Makes an account; undefined when the name is taken. */
export async function addStaff(tx: Tx, staff: NewStaff, clock: Clock): Promise<StaffRow | undefined> {
  const row: StaffRow = {
    id: clock.id(),
    name: foldStaffName(staff.name),
    display_name: staff.displayName.trim(),
    role: staff.role,
    estates: writeEstates(staff.estates),
    password_hash: staff.passwordHash,
    disabled_at: null,
    created_at: clock.now(),
    last_sign_in_at: null,
    totp_secret: null,
    totp_since: null,
    totp_step: null,
  };
  const result = await tx.db
    .insertInto('staff')
    .values(row)
    .onConflict((oc) => oc.column('name').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0 ? row : undefined;
}

/** The account one signs in to, disabled or not; any spelling of the name. */
export function findStaffByName(db: Db, name: string): Promise<StaffRow | undefined> {
  return db.selectFrom('staff').selectAll().where('name', '=', foldStaffName(name)).executeTakeFirst();
}

/** The account of this id, disabled or not. */
export function findStaff(db: Db, id: string): Promise<StaffRow | undefined> {
  return db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Every account by name. */
export function listStaff(db: Db): Promise<StaffRow[]> {
  return db.selectFrom('staff').selectAll().orderBy('name').execute();
}

/** Names of those who have, or had, an account for one of these estates. */
export async function listClerks(db: Db, estates: Estates): Promise<{ id: string; name: string }[]> {
  const rows = await db.selectFrom('staff').select(['id', 'display_name', 'estates']).orderBy('display_name').execute();
  return rows
    .filter((row) => sharesEstate(readEstates(row.estates), estates))
    .map((row) => ({ id: row.id, name: row.display_name }));
}

function sharesEstate(theirs: Estates, mine: Estates): boolean {
  return theirs === '*' || mine === '*' || theirs.some((estate) => mine.includes(estate));
}

/** Whether nobody can sign in yet because no account was ever made. */
export async function hasNoStaff(db: Db): Promise<boolean> {
  return (await db.selectFrom('staff').select('id').limit(1).executeTakeFirst()) === undefined;
}

/** Keeps a hash made with today's parameters. */
export async function setPasswordHash(tx: Tx, staffId: string, passwordHash: string): Promise<void> {
  await tx.db.updateTable('staff').set({ password_hash: passwordHash }).where('id', '=', staffId).execute();
}

/** Notes a sign-in. */
export async function noteSignIn(tx: Tx, staffId: string, now: number): Promise<void> {
  await tx.db.updateTable('staff').set({ last_sign_in_at: now }).where('id', '=', staffId).execute();
}

/** Shuts an account and ends its sessions; the news ends its open streams. False when it was shut or does not exist. */
export async function disableStaff(tx: Tx, staffId: string, now: number): Promise<boolean> {
  const shut = await tx.db
    .updateTable('staff')
    .set({ disabled_at: now })
    .where('id', '=', staffId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (shut.numUpdatedRows === 0n) return false;
  await tx.db.deleteFrom('staff_session').where('staff_id', '=', staffId).execute();
  tx.announce({ about: 'staff', id: staffId });
  return true;
}

/** Opens an account again. False when it was open or does not exist. */
export async function enableStaff(tx: Tx, staffId: string): Promise<boolean> {
  const opened = await tx.db
    .updateTable('staff')
    .set({ disabled_at: null })
    .where('id', '=', staffId)
    .where('disabled_at', 'is not', null)
    .executeTakeFirst();
  return opened.numUpdatedRows > 0n;
}

/** Gives an account another role or other estates; its open consoles hear of it. */
export async function changeRole(
  tx: Tx,
  staffId: string,
  { role, estates }: Pick<NewStaff, 'role' | 'estates'>,
): Promise<void> {
  await tx.db
    .updateTable('staff')
    .set({ role, estates: writeEstates(estates) })
    .where('id', '=', staffId)
    .execute();
  tx.announce({ about: 'staff', id: staffId });
}
