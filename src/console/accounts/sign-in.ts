import { z } from 'zod';
import type { Me } from '#console/api.ts';
import type { Call, StaffCall } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { endSession } from '#records/staff/sessions.ts';
import { addSignIn } from '#records/staff/sign-ins.ts';
import { findStaffByName, foldStaffName, setPasswordHash } from '#records/staff/staff.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { StaffSignInTable } from '#storage/schemas/staff.ts';
import { beginAs } from './begin-session.ts';
import { takeCode } from './second-factor.ts';
import { writeSessionCookie } from './session-cookie.ts';
import { browserOf, shortAddress } from './where-from.ts';

const signInRequest = z.object({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1000),
  code: z.string().max(40).optional(),
});

type Try = Pick<StaffSignInTable, 'how' | 'outcome'>;

/** POST sign-in. Unknown names, disabled accounts and wrong passwords get one and the same answer, after the same work. */
export async function signIn(call: Call): Promise<Me> {
  const { desk } = call;
  const { name, password, code } = await readJson(call.req, signInRequest);
  const folded = foldStaffName(name);
  const address = desk.addressOf(call.req);
  desk.guard.admit(folded, address, desk.clock.now());
  const staff = await findStaffByName(desk.storage.db, folded);
  const { right, stale } = await desk.passwords.verify(password, staff?.password_hash);
  if (!staff || !right || staff.disabled_at !== null) {
    await noteRefusal(call, staff, { how: 'password', outcome: right ? 'disabled' : 'wrong-password' });
    throw new Refusal(401, 'wrong-credentials', 'The name or the password is wrong.');
  }
  const fresh = stale ? await desk.passwords.hash(password) : undefined;
  const me = await (staff.totp_since === null ? beginPlainly(call, staff) : beginWithCode(call, staff, code));
  desk.guard.welcome({ name: folded, id: staff.id }, address);
  if (fresh) await desk.storage.transact((tx) => setPasswordHash(tx, staff.id, fresh));
  return me;
}

function beginPlainly(call: Call, staff: StaffRow): Promise<Me> {
  return beginAs(call, async () => ({ staff, how: 'password' }));
}

/** The count of tries is not forgiven before the code is right: the password alone proves too little. */
async function beginWithCode(call: Call, staff: StaffRow, code: string | undefined): Promise<Me> {
  if (!code?.trim()) throw new Refusal(401, 'code-needed', 'Please give a one-time password too.');
  call.desk.guard.admitCode(staff.id, call.desk.clock.now());
  const wrong = new Refusal(401, 'wrong-code', 'The one-time password is wrong, or was used.');
  try {
    return await beginAs(call, async (tx) => {
      const how = await takeCode(tx, call.desk, staff, code);
      if (!how) throw wrong;
      return { staff, how };
    });
  } catch (error) {
    if (error === wrong) await noteRefusal(call, staff, { how: 'totp', outcome: 'wrong-code' });
    throw error;
  }
}

/** POST sign-out. */
export async function signOut({ desk, res, me }: StaffCall): Promise<void> {
  await desk.storage.transact(async (tx) => {
    await endSession(tx, me);
    await writeAudit(tx, { actor: actorOf(me), action: 'sign-out', subject: actorOf(me) }, desk.clock.now());
  });
  writeSessionCookie(res, undefined, desk.secureCookies);
}

/**
 * Written for unknown names too, so that the time tells nobody which names exist; without the name, for what was typed there
 * may be a password.
 */
async function noteRefusal({ desk, req }: Call, staff: StaffRow | undefined, tried: Try): Promise<void> {
  const subject = staff ? actorOf(staff) : 'nobody';
  const detail = { disabled: staff ? staff.disabled_at !== null : false };
  const entry = { actor: 'nobody', action: 'sign-in.refused', subject, detail };
  const at = desk.clock.now();
  await desk.storage.transact(async (tx) => {
    await writeAudit(tx, entry, at);
    if (!staff) return;
    const address = shortAddress(desk.addressOf(req));
    await addSignIn(tx, { staff_id: staff.id, at, address, browser: browserOf(req), ...tried });
  });
}
