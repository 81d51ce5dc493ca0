import { useMe } from '../api/session.tsx';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';

/** Which side of the conversations is shown. */
export type View = 'list' | 'scripts' | 'retention';

const VIEWS: readonly View[] = ['list', 'scripts', 'retention'];

/** The view that an address names; the list for whoever may see nothing else. */
export function viewOf(query: URLSearchParams, role: string): View {
  const wanted = VIEWS.find((one) => one === query.get('view')) ?? 'list';
  return role === 'agent' ? 'list' : wanted;
}

/** The way between the list, the scores and what is kept; for managers. */
export function Views({ view }: { view: View }) {
  const { transcripts: text } = useWords();
  const me = useMe();
  if (me.role === 'agent') return null;
  return (
    <nav className="views" aria-label={text.views.label}>
      {VIEWS.map((one) => (
        <a
          key={one}
          href={linkTo('conversations') + (one === 'list' ? '' : `?view=${one}`)}
          aria-current={one === view ? 'page' : undefined}
        >
          {text.views[one]}
        </a>
      ))}
    </nav>
  );
}
