import { type Estates, readEstates } from '#records/estates.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** A session nobody used for this long is over: 30 minutes. An open console counts as use. */
export const SESSION_IDLE_MS = 30 * 60_000;

/** A session is over after this in any case, so that each shift signs in for itself: 12 hours. */
export const SESSION_LIFE_MS = 12 * 60 * 60_000;

/** Use is written down at most this often: a list read every second must not write every second. */
const TOUCH_MS = 60_000;

/** Who is signed in, as read fresh from the account: a change of role or estates holds at once. */
export interface SignedIn {
  tokenHash: string;
  csrf: string;
  lastSeenAt: number;
  id: string;
  name: string;
  displayName: string;
  role: string;
  estates: Estates;
  /** Whether signing in asks for a one-time password too. */
  hasSecondFactor: boolean;
}

/** Begins a session and clears away those that are over. */
export async function beginSession(
  tx: Tx,
  session: { tokenHash: string; csrf: string; staffId: string },
  now: number,
): Promise<void> {
  await tx.db
    .deleteFrom('staff_session')
    .where((eb) => eb.or([eb('expires_at', '<=', now), eb('last_seen_at', '<=', now - SESSION_IDLE_MS)]))
    .execute();
  await tx.db
    .insertInto('staff_session')
    .values({
      token_hash: session.tokenHash,
      staff_id: session.staffId,
      csrf: session.csrf,
      created_at: now,
      last_seen_at: now,
      expires_at: now + SESSION_LIFE_MS,
    })
    .execute();
}

/** Those of the sessions that still hold, by the hash of their token. */
export async function readSessions(db: Db, tokenHashes: string[], now: number): Promise<Map<string, SignedIn>> {
  if (tokenHashes.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff_session')
    .innerJoin('staff', 'staff.id', 'staff_session.staff_id')
    .select(['staff_session.token_hash', 'staff_session.csrf', 'staff_session.last_seen_at'])
    .select(['staff.id', 'staff.name', 'staff.display_name', 'staff.role', 'staff.estates', 'staff.totp_since'])
    .where('staff_session.token_hash', 'in', tokenHashes)
    .where('staff_session.expires_at', '>', now)
    .where('staff_session.last_seen_at', '>', now - SESSION_IDLE_MS)
    .where('staff.disabled_at', 'is', null)
    .execute();
  return new Map(
    rows.map((row) => [
      row.token_hash,
      {
        tokenHash: row.token_hash,
        csrf: row.csrf,
        lastSeenAt: row.last_seen_at,
        id: row.id,
        name: row.name,
        displayName: row.display_name,
        role: row.role,
        estates: readEstates(row.estates),
        hasSecondFactor: row.totp_since !== null,
      },
    ]),
  );
}

/** Notes that sessions are in use. */
export async function touchSessions(db: Db, sessions: SignedIn[], now: number): Promise<void> {
  const due = sessions.filter((one) => one.lastSeenAt <= now - TOUCH_MS).map((one) => one.tokenHash);
  if (due.length === 0) return;
  await db.updateTable('staff_session').set({ last_seen_at: now }).where('token_hash', 'in', due).execute();
}

/** Ends one session; the news ends its open streams. */
export async function endSession(tx: Tx, session: { tokenHash: string; id: string }): Promise<void> {
  await tx.db.deleteFrom('staff_session').where('token_hash', '=', session.tokenHash).execute();
  tx.announce({ about: 'staff', id: session.id });
}

/** Ends every session of an account, save the one named; the news ends their open streams. */
export async function endSessions(tx: Tx, staffId: string, except?: string): Promise<void> {
  let ending = tx.db.deleteFrom('staff_session').where('staff_id', '=', staffId);
  if (except !== undefined) ending = ending.where('token_hash', '!=', except);
  await ending.execute();
  tx.announce({ about: 'staff', id: staffId });
}
