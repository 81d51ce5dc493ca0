import type { Me, Role } from '#console/api.ts';
import type { ConsoleDesk } from '#console/console-desk.ts';
import { appointedBy, rightsOf } from '#console/policy.ts';
import { includesEstate } from '#records/estates.ts';
import type { SignedIn } from '#records/staff/sessions.ts';
import { mustEnrol } from './second-factor-rule.ts';

/** What a signed-in page is told about its account; estates as the handbook names them now. */
export function toMe(desk: ConsoleDesk, session: Omit<SignedIn, 'tokenHash' | 'lastSeenAt'>): Me {
  const estates = desk.handbook.estates().filter((estate) => includesEstate(session.estates, estate.id));
  return {
    id: session.id,
    name: session.name,
    displayName: session.displayName,
    role: session.role as Role,
    estates: estates.map(({ id, office }) => ({ id, name: office.name, timeZone: office.timeZone })),
    everyEstate: session.estates === '*',
    appoints: appointedBy(session.role),
    rights: rightsOf(session.role),
    mustEnrol: mustEnrol(desk, session),
    csrf: session.csrf,
  };
}
