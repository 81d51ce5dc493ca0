import { useMe } from '../api/session.tsx';
import { useRoute } from '../frame/route.ts';
import { ListView } from './list-view.tsx';
import { RetentionView } from './retention-view.tsx';
import { ScriptsView } from './scripts-view.tsx';
import { viewOf } from './views.tsx';

/** Conversations: to search and read, how they keep to the script, and how long they are kept. */
export function TranscriptsPage() {
  const me = useMe();
  const { id, query } = useRoute();
  const view = id ? 'list' : viewOf(query, me.role);
  if (view === 'scripts') return <ScriptsView />;
  if (view === 'retention') return <RetentionView />;
  return <ListView />;
}
