import type { Selectable } from 'kysely';
import type { Clock } from '#records/clock.ts';
import { type Estates, overlaps, writeEstates } from '#records/estates.ts';
import type { StaffLinkTable, StaffRole } from '#storage/schemas/staff.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** A link to make one's account holds for three days, for a weekend may lie between; one for a password for an hour. */
const INVITE_MS = 72 * 60 * 60_000;
const RESET_MS = 60 * 60_000;

/** How many open invitations a page shows; more than an office ever has. */
const MOST_SHOWN = 200;

/** A one-time link as stored. */
export type StaffLink = Selectable<StaffLinkTable>;

/** Notes an invitation; only the token's hash is kept. */
export function addInvite(
  tx: Tx,
  invite: { tokenHash: string; label: string; role: StaffRole; estates: Estates; madeBy: string },
  clock: Clock,
): Promise<StaffLink> {
  const { tokenHash, label, role, madeBy } = invite;
  const row = { kind: 'invite' as const, staff_id: null, label, role, estates: writeEstates(invite.estates) };
  return addLink(tx, { ...row, token_hash: tokenHash, made_by: madeBy }, INVITE_MS, clock);
}

/** Notes a link to a new password; one that was open for the same account opens no more. */
export async function addReset(
  tx: Tx,
  reset: { tokenHash: string; staff: { id: string; name: string; role: StaffRole; estates: string }; madeBy: string },
  clock: Clock,
): Promise<StaffLink> {
  const { id, name, role, estates } = reset.staff;
  await endResets(tx, id, clock.now());
  const row = { kind: 'reset' as const, staff_id: id, label: name, role, estates };
  return addLink(tx, { ...row, token_hash: reset.tokenHash, made_by: reset.madeBy }, RESET_MS, clock);
}

async function addLink(
  tx: Tx,
  link: Omit<StaffLink, 'id' | 'created_at' | 'expires_at' | 'ended_at'>,
  holdsMs: number,
  clock: Clock,
): Promise<StaffLink> {
  const now = clock.now();
  const row = { ...link, id: clock.id(), created_at: now, expires_at: now + holdsMs, ended_at: null };
  await tx.db.insertInto('staff_link').values(row).execute();
  return row;
}

/** The link of a token while it opens: not used, not taken back, young enough. */
export function findLink(db: Db, tokenHash: string, now: number): Promise<StaffLink | undefined> {
  return db
    .selectFrom('staff_link')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Uses a link up; undefined when somebody else did, it was taken back, or it is too old. */
export function useLink(tx: Tx, tokenHash: string, now: number): Promise<StaffLink | undefined> {
  return tx.db
    .updateTable('staff_link')
    .set({ ended_at: now })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
}

/** An invitation by its id, while it is open. */
export function findInvite(db: Db, id: string, now: number): Promise<StaffLink | undefined> {
  return db
    .selectFrom('staff_link')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', 'invite')
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Takes an invitation back; false when it was used meanwhile. */
export async function endInvite(tx: Tx, id: string, now: number): Promise<boolean> {
  const ended = await tx.db
    .updateTable('staff_link')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** Makes every open link to a new password of this account worthless. */
export async function endResets(tx: Tx, staffId: string, now: number): Promise<void> {
  await tx.db
    .updateTable('staff_link')
    .set({ ended_at: now })
    .where('staff_id', '=', staffId)
    .where('ended_at', 'is', null)
    .execute();
}

/** The invitations that are open and touch these estates, newest first. */
export function openInvites(db: Db, estates: Estates, now: number): Promise<StaffLink[]> {
  return db
    .selectFrom('staff_link')
    .selectAll()
    .where('kind', '=', 'invite')
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where(overlaps(estates, 'estates'))
    .orderBy('created_at', 'desc')
    .limit(MOST_SHOWN)
    .execute();
}
