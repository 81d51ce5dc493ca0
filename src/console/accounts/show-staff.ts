import { mayAppoint } from '#console/policy.ts';
import { areAmong, type Estates, includesEstate, readEstates } from '#records/estates.ts';
import type { StaffLink } from '#records/staff/links.ts';
import type { SignedIn } from '#records/staff/sessions.ts';
import type { SignInRow } from '#records/staff/sign-ins.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { Invite, SignInEntry, StaffEntry } from './staff-api.ts';

/** Whether an account is somebody's to look after: not their own, of a role they appoint, on no estate that they do not have. */
export function isTheirs(me: SignedIn, staff: Pick<StaffRow, 'id' | 'role' | 'estates'>): boolean {
  return me.id !== staff.id && mayAppoint(me.role, staff.role) && areAmong(readEstates(staff.estates), me.estates);
}

/** An account as `me` sees it. */
export function showStaffEntry(me: SignedIn, staff: StaffRow): StaffEntry {
  const estates = readEstates(staff.estates);
  return {
    id: staff.id,
    name: staff.name,
    displayName: staff.display_name,
    role: staff.role,
    estates: shared(estates, me.estates),
    elsewhere: estates !== '*' && !areAmong(estates, me.estates),
    disabledAt: staff.disabled_at,
    createdAt: staff.created_at,
    lastSignInAt: staff.last_sign_in_at,
    secondFactor: staff.totp_since !== null,
    yours: isTheirs(me, staff),
  };
}

/** An open invitation as `me` sees it. */
export function showInvite(me: SignedIn, link: StaffLink, madeBy: string): Invite {
  const estates = readEstates(link.estates);
  return {
    id: link.id,
    label: link.label,
    role: link.role,
    estates: shared(estates, me.estates),
    madeBy,
    createdAt: link.created_at,
    expiresAt: link.expires_at,
    yours: mayAppoint(me.role, link.role) && areAmong(estates, me.estates),
  };
}

/** A try to sign in. */
export function showSignIn({ id, at, address, browser, how, outcome }: SignInRow): SignInEntry {
  return { id, at, address, browser, how, outcome };
}

function shared(theirs: Estates, mine: Estates): '*' | string[] {
  return theirs === '*' ? '*' : theirs.filter((id) => includesEstate(mine, id));
}
