import { z } from 'zod';
import type { Me } from '#console/api.ts';
import type { Call } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest, Refusal } from '#console/refusal.ts';
import { actorOf, displayName, staffName } from '#console/staff-words.ts';
import { readEstates } from '#records/estates.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { findLink, useLink } from '#records/staff/links.ts';
import { endSessions } from '#records/staff/sessions.ts';
import { addStaff, findStaff, setPasswordHash } from '#records/staff/staff.ts';
import { beginAs } from './begin-session.ts';
import { demandGoodPassword } from './passwords.ts';
import type { LinkState } from './staff-api.ts';
import { hashToken } from './tokens.ts';

const linkRequest = z.object({
  token: z.string().min(1).max(200),
  password: z.string().max(1000),
  name: staffName.optional(),
  displayName: displayName.optional(),
});
type LinkWish = z.output<typeof linkRequest>;

/** GET link?token= */
export async function linkState({ desk, query }: Call): Promise<LinkState> {
  const link = await findLink(desk.storage.db, hashToken(query.get('token') ?? ''), desk.clock.now());
  if (!link) return { valid: false };
  return { valid: true, kind: link.kind, role: link.role, name: link.label };
}

/** POST link. It is used up only when all of it succeeds; for a new password the answer signs nobody in. */
export async function takeLink(call: Call): Promise<Me | undefined> {
  const { desk } = call;
  const wish = await readJson(call.req, linkRequest);
  desk.guard.admitAddress(desk.addressOf(call.req), desk.clock.now());
  const link = await findLink(desk.storage.db, hashToken(wish.token), desk.clock.now());
  if (!link) throw used();
  demandGoodPassword(wish.password);
  const passwordHash = await desk.passwords.hash(wish.password);
  return link.kind === 'invite' ? join(call, wish, passwordHash) : reset(call, wish, passwordHash);
}

const used = () => new Refusal(410, 'link-used', 'This link was used, taken back, or is too old. Ask for another.');

async function join(call: Call, wish: LinkWish, passwordHash: string): Promise<Me> {
  const { desk } = call;
  const { name, displayName: called } = wish;
  if (name === undefined || called === undefined) throw badRequest('A name is missing.', name ? 'displayName' : 'name');
  return beginAs(call, async (tx) => {
    const now = desk.clock.now();
    const link = await useLink(tx, hashToken(wish.token), now);
    if (!link) throw used();
    const inviter = await findStaff(tx.db, link.made_by);
    // Whoever was shut out since has nothing to give any more.
    if (!inviter || inviter.disabled_at !== null) throw used();
    const account = { name, displayName: called, role: link.role, estates: readEstates(link.estates), passwordHash };
    const staff = await addStaff(tx, account, desk.clock);
    if (!staff) throw new Refusal(409, 'name-taken', 'This name is taken.', { field: 'name' });
    tx.announce({ about: 'staff', id: staff.id });
    const detail = { role: staff.role, invitedBy: inviter.display_name };
    await writeAudit(tx, { actor: actorOf(staff), action: 'staff.join', subject: actorOf(staff), detail }, now);
    return { staff, how: 'invite' };
  });
}

async function reset(call: Call, wish: LinkWish, passwordHash: string): Promise<undefined> {
  const { desk } = call;
  await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const taken = await useLink(tx, hashToken(wish.token), now);
    if (!taken?.staff_id) throw used();
    await setPasswordHash(tx, taken.staff_id, passwordHash);
    await endSessions(tx, taken.staff_id);
    const subject = `staff:${taken.staff_id}`;
    await writeAudit(tx, { actor: subject, action: 'account.password', subject, detail: { byLink: true } }, now);
  });
  return undefined;
}
