import type { Me } from '#console/api.ts';
import type { Route } from './route.ts';

/** The right that opens a page; what is not here opens for whoever is signed in, as far as the desk answers them. */
const RIGHTS: Partial<Record<Route['page'], string>> = {
  desk: 'see-queue',
  tickets: 'read-tickets',
  questions: 'answer-questions',
  review: 'teach-desk',
  figures: 'see-figures',
  calls: 'take-calls',
  'move-in': 'read-tickets',
  households: 'read-households',
  conversations: 'read-chats',
  staff: 'see-staff',
  audit: 'read-audit',
};

/** Whether somebody's role opens a page. */
export function opens(me: Me, page: Route['page']): boolean {
  const right = RIGHTS[page];
  return right === undefined || me.rights.includes(right);
}

/** Where somebody begins whose role does not open the desk: the first page that it does open, else their account. */
export function firstPage(me: Me): Route['page'] {
  const pages = ['desk', 'tickets', 'households', 'conversations'] as const;
  return pages.find((page) => opens(me, page)) ?? 'account';
}
