import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { forbidden, notFound } from '#console/refusal.ts';
import { actorOf, displayName } from '#console/staff-words.ts';
import { type Estates, readEstates } from '#records/estates.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { addInvite, endInvite, findInvite, openInvites } from '#records/staff/links.ts';
import { staffNames } from '#records/staff/names.ts';
import type { SignedIn } from '#records/staff/sessions.ts';
import { showInvite } from './show-staff.ts';
import type { HandedLink, Invite } from './staff-api.ts';
import { demandGrant, staffRole, theEstates } from './staff-grants.ts';
import { hashToken, newToken } from './tokens.ts';

const inviteRequest = z.object({ label: displayName, role: staffRole, estates: theEstates });

/** GET invites */
export async function showInvites({ desk, me }: StaffCall): Promise<{ invites: Invite[] }> {
  const { db } = desk.storage;
  const links = await openInvites(db, me.estates, desk.clock.now());
  const names = await staffNames(
    db,
    links.map((link) => link.made_by),
  );
  return { invites: links.map((link) => showInvite(me, link, names.get(link.made_by) ?? '')) };
}

/** POST invites: a one-time link by which somebody makes their own account. */
export async function invite({ desk, me, req }: StaffCall): Promise<HandedLink> {
  const wish = await readJson(req, inviteRequest);
  demandGrant(desk, me, wish);
  const token = newToken();
  const link = await desk.storage.transact(async (tx) => {
    const made = await addInvite(tx, { ...wish, tokenHash: hashToken(token), madeBy: me.id }, desk.clock);
    await writeAudit(tx, { ...about(me, { id: made.id, ...wish }), action: 'staff.invite' }, desk.clock.now());
    return made;
  });
  return { path: `/console/#/link?token=${token}`, expiresAt: link.expires_at };
}

/** POST invites/:id/revoke */
export async function revokeInvite({ desk, me, params }: StaffCall): Promise<void> {
  const now = desk.clock.now();
  const link = await findInvite(desk.storage.db, params.id ?? '', now);
  if (!link) throw notFound();
  const shown = showInvite(me, link, '');
  if (shown.estates !== '*' && shown.estates.length === 0) throw notFound();
  if (!shown.yours) throw forbidden('This invitation is not yours to take back.');
  await desk.storage.transact(async (tx) => {
    if (!(await endInvite(tx, link.id, now))) return;
    const granted = { ...link, estates: readEstates(link.estates) };
    await writeAudit(tx, { ...about(me, granted), action: 'staff.invite.revoke' }, now);
  });
}

interface Granted {
  id: string;
  label: string;
  role: string;
  estates: Estates;
}

function about(me: SignedIn, { id, label, role, estates }: Granted) {
  const detail = { for: label, role, estates: estates === '*' ? '*' : estates.join(', ') };
  // With one estate, its managers find the line in their own audit.
  const estateId = estates !== '*' && estates.length === 1 ? estates[0] : undefined;
  return { actor: actorOf(me), subject: `invite:${id}`, detail, ...(estateId && { estateId }) };
}
