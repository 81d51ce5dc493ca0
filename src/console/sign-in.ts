import { z } from 'zod';
import { writeAudit } from '#records/audit.ts';
import { readEstates } from '#records/estates.ts';
import { findStaffByName, foldStaffName, noteSignIn, setPasswordHash } from '#records/staff.ts';
import { beginSession, endSession } from '#records/staff-sessions.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import type { Me } from './api.ts';
import { type Call, type StaffCall, whoCalls } from './call.ts';
import { toMe } from './me.ts';
import { readJson } from './read-body.ts';
import { Refusal } from './refusal.ts';
import { writeSessionCookie } from './session-cookie.ts';
import { hashToken, newToken } from './tokens.ts';

const signInRequest = z.object({ name: z.string().min(1).max(100), password: z.string().min(1).max(1000) });

/** POST sign-in. Unknown names, disabled accounts and wrong passwords get one and the same answer, after the same work. */
export async function signIn(call: Call): Promise<Me> {
  const { desk } = call;
  const { name, password } = await readJson(call.req, signInRequest);
  const folded = foldStaffName(name);
  const address = desk.addressOf(call.req);
  desk.guard.admit(folded, address, desk.clock.now());
  const staff = await findStaffByName(desk.storage.db, folded);
  const { right, stale } = await desk.passwords.verify(password, staff?.password_hash);
  if (!staff || !right || staff.disabled_at !== null) {
    await noteRefusal(call, staff);
    throw new Refusal(401, 'wrong-credentials', 'The name or the password is wrong.');
  }
  desk.guard.welcome(folded, address);
  const fresh = stale ? await desk.passwords.hash(password) : undefined;
  return beginAs(call, async (tx) => {
    if (fresh) await setPasswordHash(tx, staff.id, fresh);
    await writeAudit(tx, { actor: actorOf(staff), action: 'sign-in', subject: actorOf(staff) }, desk.clock.now());
    return staff;
  });
}

/** Begins a session for the account that `open` gives, and hands it to the browser; a session it had before is over. */
export async function beginAs(call: Call, open: (tx: Tx) => Promise<StaffRow>): Promise<Me> {
  const { desk } = call;
  const token = newToken();
  const csrf = newToken();
  const now = desk.clock.now();
  const earlier = await whoCalls(call);
  const staff = await desk.storage.transact(async (tx) => {
    const opened = await open(tx);
    if (earlier) await endSession(tx, earlier);
    await beginSession(tx, { tokenHash: hashToken(token), csrf, staffId: opened.id }, now);
    await noteSignIn(tx, opened.id, now);
    return opened;
  });
  writeSessionCookie(call.res, token, desk.secureCookies);
  const { id, name, display_name: displayName, role } = staff;
  return toMe(desk, { id, name, displayName, role, estates: readEstates(staff.estates), csrf });
}

/** POST sign-out. */
export async function signOut({ desk, res, me }: StaffCall): Promise<void> {
  await desk.storage.transact(async (tx) => {
    await endSession(tx, me);
    await writeAudit(tx, { actor: actorOf(me), action: 'sign-out', subject: actorOf(me) }, desk.clock.now());
  });
  writeSessionCookie(res, undefined, desk.secureCookies);
}

/** How the audit names a member of staff. */
export function actorOf(staff: { id: string }): string {
  return `staff:${staff.id}`;
}

/**
 * Written for unknown names too, so that the time tells nobody which names exist; without the name, for what was typed there
 * may be a password.
 */
async function noteRefusal({ desk }: Call, staff: StaffRow | undefined): Promise<void> {
  const subject = staff ? actorOf(staff) : 'nobody';
  const detail = { disabled: staff ? staff.disabled_at !== null : false };
  const entry = { actor: 'nobody', action: 'sign-in.refused', subject, detail };
  await desk.storage.transact((tx) => writeAudit(tx, entry, desk.clock.now()));
}
