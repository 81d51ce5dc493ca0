import { useSyncExternalStore } from 'react';

/** Where the page stands: `#/desk`, `#/desk/<id>`, `#/desk/<id>/card`, `#/tickets/<id>`, `#/move-in/<day>/<estate>`, `#/questions/<id>`, `#/review`, `#/calls/<id>`, `#/calls/new/phone`, `#/households/<home>/<estate>`, `#/staff/<id>`, `#/audit?subject=…`, `#/conversations/<id>?seq=12`, `#/figures`, `#/setup?token=…`. */
export interface Route {
  page:
    | 'desk'
    | 'tickets'
    | 'questions'
    | 'review'
    | 'calls'
    | 'move-in'
    | 'households'
    | 'conversations'
    | 'figures'
    | 'staff'
    | 'audit'
    | 'account'
    | 'setup'
    | 'link';
  id: string | undefined;
  part: string | undefined;
  query: URLSearchParams;
}

/** Every page there is. */
export const PAGES = [
  'desk',
  'tickets',
  'questions',
  'review',
  'calls',
  'move-in',
  'households',
  'conversations',
  'figures',
  'staff',
  'audit',
  'account',
  'setup',
  'link',
] as const satisfies Route['page'][];

/** Reads an address' hash; whatever is not known is the desk. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first, id, part] = path.split('/').map(unescaped);
  const page = PAGES.find((one) => one === first) ?? 'desk';
  return { page, id: id || undefined, part: part || undefined, query: new URLSearchParams(search) };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The address of a page, for links. */
export function linkTo(page: Route['page'], id?: string, part?: string): string {
  return `#/${[page, id, part]
    .filter((one) => one !== undefined)
    .map((one) => encodeURIComponent(one))
    .join('/')}`;
}

/** Goes to an address; `replace` leaves no step to come back to. */
export function goTo(link: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') {
    location.hash = link;
    return;
  }
  history.replaceState(null, '', link);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

let known = { hash: '', route: parseRoute('') };

/** Where the page stands at this moment, before it is shown. */
export function currentRoute(): Route {
  if (known.hash !== location.hash) known = { hash: location.hash, route: parseRoute(location.hash) };
  return known.route;
}

function watchRoute(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** Where the page stands now. */
export function useRoute(): Route {
  return useSyncExternalStore(watchRoute, currentRoute);
}
