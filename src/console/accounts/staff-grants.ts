import { z } from 'zod';
import type { Role } from '#console/api.ts';
import type { ConsoleDesk } from '#console/console-desk.ts';
import { mayAppoint } from '#console/policy.ts';
import { badRequest, forbidden } from '#console/refusal.ts';
import { areAmong, type Estates } from '#records/estates.ts';
import type { SignedIn } from '#records/staff/sessions.ts';

/** A role as a page sends it. */
export const staffRole = z.enum([
  'agent',
  'dispatcher',
  'cashier',
  'archivist',
  'worker',
  'manager',
  'director',
  'admin',
] satisfies Role[]);

/** Every estate, or at least one, each once. */
export const theEstates = z.union([
  z.literal('*'),
  z
    .array(z.string().max(60))
    .min(1)
    .max(1000)
    .transform((ids) => [...new Set(ids)].sort()),
]);

/**
 * Nobody may give more than they have: neither a role that is not theirs to give, nor an estate that they do not have.
 * @throws Refusal 403, or 400 for an estate that the handbook does not know
 */
export function demandGrant(
  desk: Pick<ConsoleDesk, 'handbook'>,
  me: Pick<SignedIn, 'role' | 'estates'>,
  { role, estates }: { role: Role; estates: Estates },
): void {
  if (!mayAppoint(me.role, role)) throw forbidden('Your role does not give this role.');
  if (!areAmong(estates, me.estates)) throw forbidden('These estates are not all yours to give.');
  const known = new Set(desk.handbook.estates().map(({ id }) => id));
  if (estates !== '*' && estates.some((id) => !known.has(id))) throw badRequest('There is no such estate.', 'estates');
}
