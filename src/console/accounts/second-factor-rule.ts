import type { ConsoleDesk } from '#console/console-desk.ts';
import { includesEstate } from '#records/estates.ts';
import type { SignedIn } from '#records/staff/sessions.ts';

/** Whether an estate of theirs asks people of their role for a second factor (`secondFactorFor` of its office). */
export function needsSecondFactor(
  desk: Pick<ConsoleDesk, 'handbook'>,
  who: Pick<SignedIn, 'role' | 'estates'>,
): boolean {
  return desk.handbook
    .estates()
    .some(({ id, office }) => includesEstate(who.estates, id) && office.secondFactorFor?.includes(who.role));
}

/** Whether they have to set one up before anything else. */
export function mustEnrol(
  desk: Pick<ConsoleDesk, 'handbook'>,
  who: Pick<SignedIn, 'role' | 'estates' | 'hasSecondFactor'>,
): boolean {
  return !who.hasSecondFactor && needsSecondFactor(desk, who);
}
