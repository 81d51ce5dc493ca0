import { z } from 'zod';
import type { Me } from '#console/api.ts';
import type { Call } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { Refusal } from '#console/refusal.ts';
import { actorOf, displayName, staffName } from '#console/staff-words.ts';
import type { Clock } from '#records/clock.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { addSetupLink, setupLinkHolds, useSetupLink } from '#records/staff/invites.ts';
import { addStaff, hasNoStaff } from '#records/staff/staff.ts';
import type { Storage } from '#storage/storage.ts';
import { beginAs } from './begin-session.ts';
import { demandGoodPassword } from './passwords.ts';
import { hashToken, newToken } from './tokens.ts';

const setupRequest = z.object({
  token: z.string().min(1).max(200),
  name: staffName,
  displayName,
  password: z.string().max(1000),
});

/**
 * Makes a one-time link for the first account, valid for a day. @returns its path on this server, or undefined when an
 * account exists
 */
export async function makeSetupLink(storage: Storage, clock: Clock): Promise<string | undefined> {
  if (!(await hasNoStaff(storage.db))) return undefined;
  const token = newToken();
  await storage.transact((tx) => addSetupLink(tx, hashToken(token), clock.now()));
  // Behind the hash sign, so that the token stands in no log of requests.
  return `/console/#/setup?token=${token}`;
}

/** GET setup?token= */
export async function setupState({ desk, query }: Call): Promise<{ valid: boolean }> {
  const token = hashToken(query.get('token') ?? '');
  return { valid: await setupLinkHolds(desk.storage.db, token, desk.clock.now()) };
}

/** POST setup: makes the first account and signs it in. The link is used up only when all of it succeeds. */
export async function setUp(call: Call): Promise<Me> {
  const { desk } = call;
  const request = await readJson(call.req, setupRequest);
  const token = hashToken(request.token);
  const used = () => new Refusal(410, 'link-used', 'This link was used, or is too old. A restart prints a new one.');
  if (!(await setupLinkHolds(desk.storage.db, token, desk.clock.now()))) throw used();
  demandGoodPassword(request.password);
  const passwordHash = await desk.passwords.hash(request.password);
  return beginAs(call, async (tx) => {
    const now = desk.clock.now();
    if (!(await useSetupLink(tx, token, now))) throw used();
    const staff = await addStaff(tx, { ...request, role: 'admin', estates: '*', passwordHash }, desk.clock);
    if (!staff) throw new Refusal(409, 'name-taken', 'This name is taken.', { field: 'name' });
    const detail = { role: staff.role };
    await writeAudit(tx, { actor: 'setup-link', action: 'staff.add', subject: actorOf(staff), detail }, now);
    return { staff, how: 'setup' };
  });
}
