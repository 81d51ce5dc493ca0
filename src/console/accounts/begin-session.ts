import type { Me } from '#console/api.ts';
import { type Call, whoCalls } from '#console/call.ts';
import { actorOf } from '#console/staff-words.ts';
import { readEstates } from '#records/estates.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { beginSession, endSession } from '#records/staff/sessions.ts';
import { addSignIn } from '#records/staff/sign-ins.ts';
import { noteSignIn } from '#records/staff/staff.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { StaffSignInTable } from '#storage/schemas/staff.ts';
import type { Tx } from '#storage/storage.ts';
import { toMe } from './me.ts';
import { writeSessionCookie } from './session-cookie.ts';
import { hashToken, newToken } from './tokens.ts';
import { browserOf, shortAddress } from './where-from.ts';

/** An account that may come in, and by what. */
export interface Opened {
  staff: StaffRow;
  how: StaffSignInTable['how'];
}

/** Begins a session for the account that `open` gives, and hands it to the browser; a session it had before is over. */
export async function beginAs(call: Call, open: (tx: Tx) => Promise<Opened>): Promise<Me> {
  const { desk, req } = call;
  const token = newToken();
  const csrf = newToken();
  const at = desk.clock.now();
  const earlier = await whoCalls(call);
  const staff = await desk.storage.transact(async (tx) => {
    const opened = await open(tx);
    const { id } = opened.staff;
    if (earlier) await endSession(tx, earlier);
    await beginSession(tx, { tokenHash: hashToken(token), csrf, staffId: id }, at);
    await noteSignIn(tx, id, at);
    const from = { address: shortAddress(desk.addressOf(req)), browser: browserOf(req) };
    await addSignIn(tx, { staff_id: id, at, ...from, how: opened.how, outcome: 'in' });
    await writeAudit(tx, { actor: actorOf(opened.staff), action: 'sign-in', subject: actorOf(opened.staff) }, at);
    return opened.staff;
  });
  writeSessionCookie(call.res, token, desk.secureCookies);
  const { id, name, display_name: displayName, role, totp_since } = staff;
  const estates = readEstates(staff.estates);
  return toMe(desk, { id, name, displayName, role, estates, hasSecondFactor: totp_since !== null, csrf });
}
