import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandOwnEstate, paging, readQuery, toNext, word } from '#console/list-query.ts';
import { readJson } from '#console/read-body.ts';
import { forbidden, notFound } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { type Estates, includesEstate, readEstates } from '#records/estates.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { addReset, endResets } from '#records/staff/links.ts';
import { listStaffOf } from '#records/staff/lists.ts';
import { dropSecondFactor } from '#records/staff/second-factors.ts';
import { readSignIns } from '#records/staff/sign-ins.ts';
import { changeRole, disableStaff, enableStaff, findStaff } from '#records/staff/staff.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import { isTheirs, showSignIn, showStaffEntry } from './show-staff.ts';
import type { HandedLink, StaffDetail, StaffList } from './staff-api.ts';
import { demandGrant, staffRole, theEstates } from './staff-grants.ts';
import { hashToken, newToken } from './tokens.ts';

const SIGN_INS_SHOWN = 50;

const listRequest = z.object({
  estate: word,
  q: word,
  role: staffRole.optional(),
  state: z.enum(['active', 'disabled']).optional(),
  ...paging,
});
const why = z.string().trim().min(1).max(200);
const reason = z.object({ why });
const roleRequest = z.object({ role: staffRole, estates: theEstates, why });

/** GET staff */
export async function showStaff({ desk, me, query }: StaffCall): Promise<StaffList> {
  const { estate, ...wish } = readQuery(query, listRequest);
  demandOwnEstate(me, estate);
  const { rows, end } = await listStaffOf(desk.storage.db, me.estates, { ...wish, estateId: estate });
  return { staff: rows.map((row) => showStaffEntry(me, row)), next: toNext(end) };
}

/** GET staff/:id */
export async function showOneOfStaff(call: StaffCall): Promise<StaffDetail> {
  const { desk, me } = call;
  const staff = await demandColleague(call);
  const signIns = isTheirs(me, staff) ? await readSignIns(desk.storage.db, staff.id, SIGN_INS_SHOWN) : [];
  return { entry: showStaffEntry(me, staff), signIns: signIns.map(showSignIn) };
}

/** POST staff/:id/disable: sessions end with it, open consoles within seconds on every node. */
export function disable(call: StaffCall): Promise<void> {
  return change(call, 'staff.disable', async (tx, { id }, now) => {
    await endResets(tx, id, now);
    return disableStaff(tx, id, now);
  });
}

/** POST staff/:id/enable */
export function enable(call: StaffCall): Promise<void> {
  return change(call, 'staff.enable', (tx, { id }) => enableStaff(tx, id));
}

/** POST staff/:id/second-factor/end: for somebody who lost telephone and recovery codes. */
export function endSecondFactorOf(call: StaffCall): Promise<void> {
  return change(call, 'staff.second-factor.off', (tx, { id }) => dropSecondFactor(tx, id));
}

/** POST staff/:id/role */
export async function changeStaffRole(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const staff = await demandTheirs(call);
  const wish = await readJson(call.req, roleRequest);
  demandGrant(desk, me, wish);
  await desk.storage.transact(async (tx) => {
    await changeRole(tx, staff.id, wish);
    const before = { roleBefore: staff.role, estatesBefore: said(readEstates(staff.estates)) };
    const detail = { why: wish.why, role: wish.role, estates: said(wish.estates), ...before };
    const entry = { actor: actorOf(me), action: 'staff.role', subject: actorOf(staff), detail };
    await writeAudit(tx, entry, desk.clock.now());
  });
}

/** POST staff/:id/reset-link: a one-time link to a new password, to be handed over by whoever made it. */
export async function makeResetLink(call: StaffCall): Promise<HandedLink> {
  const { desk, me } = call;
  const staff = await demandTheirs(call);
  const { why: because } = await readJson(call.req, reason);
  const token = newToken();
  const link = await desk.storage.transact(async (tx) => {
    const made = await addReset(tx, { tokenHash: hashToken(token), staff, madeBy: me.id }, desk.clock);
    const detail = { why: because };
    const entry = { actor: actorOf(me), action: 'staff.reset-link', subject: actorOf(staff), detail };
    await writeAudit(tx, entry, desk.clock.now());
    return made;
  });
  return { path: `/console/#/link?token=${token}`, expiresAt: link.expires_at };
}

const said = (estates: Estates) => (estates === '*' ? '*' : estates.join(', '));

/** Does something to an account that is theirs, with the reason on record; what is so already is not noted twice. */
async function change(
  call: StaffCall,
  action: string,
  work: (tx: Tx, staff: StaffRow, now: number) => Promise<boolean>,
): Promise<void> {
  const { desk, me } = call;
  const staff = await demandTheirs(call);
  const { why: because } = await readJson(call.req, reason);
  await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    if (!(await work(tx, staff, now))) return;
    const entry = { actor: actorOf(me), action, subject: actorOf(staff), detail: { why: because } };
    await writeAudit(tx, entry, now);
  });
}

/** An account that works on an estate of theirs. @throws Refusal 404 */
async function demandColleague({ desk, me, params }: StaffCall): Promise<StaffRow> {
  const staff = await findStaff(desk.storage.db, params.id ?? '');
  if (!staff) throw notFound();
  const theirs = readEstates(staff.estates);
  const shares = theirs === '*' || me.estates === '*' || theirs.some((id) => includesEstate(me.estates, id));
  if (!shares) throw notFound();
  return staff;
}

/** An account that is theirs to look after. @throws Refusal 404 or 403 */
async function demandTheirs(call: StaffCall): Promise<StaffRow> {
  const staff = await demandColleague(call);
  if (isTheirs(call.me, staff)) return staff;
  throw forbidden('This account is not yours to look after.');
}
