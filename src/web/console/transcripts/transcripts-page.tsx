import { useState } from 'react';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useMe } from '../api/session.tsx';
import { usePages } from '../api/use-pages.ts';
import { ListFoot } from '../frame/list-foot.tsx';
import { useRoute } from '../frame/route.ts';
import { useCalm } from '../frame/use-calm.ts';
import { useDebounced } from '../frame/use-debounced.ts';
import { useRowKeys } from '../frame/use-row-keys.ts';
import { useWide } from '../frame/use-wide.ts';
import { useWords } from '../text/language.tsx';
import { estateZone } from '../text/named.ts';
import { ConversationRows } from './conversation-rows.tsx';
import { ConversationTable } from './conversation-table.tsx';
import { Filters } from './filters.tsx';
import { Reader } from './reader.tsx';
import { NO_WISH, toFilter, type Wish } from './wish.ts';

/** Conversations to search and read: a table, and beside it the one that is open. */
export function TranscriptsPage() {
  const words = useWords();
  const me = useMe();
  const { id, query } = useRoute();
  const wide = useWide();
  const [wish, setWish] = useState<Wish>(NO_WISH);
  const filter = toFilter(useDebounced(wish, 250), estateZone(me, wish.estate));
  const pages = usePages(JSON.stringify(filter), async (before, signal) => {
    const { conversations, next } = await desk.conversations({ ...filter, before, limit: 50 }, signal);
    return { rows: conversations, next };
  });
  const refresh = useCalm(pages.refresh, 2_000);
  useNews((news) => {
    if (news.kind === 'hello' || news.kind === 'conversation' || news.kind === 'queue') refresh();
  });
  useRowKeys('conversations', pages.rows);
  const wished = JSON.stringify(wish) !== JSON.stringify(NO_WISH);
  const { none, noneAdvice, noneFound, noneFoundAdvice } = words.conversations;
  const seq = Number(query.get('seq')) || undefined;
  return (
    <div className="reading" data-open={id !== undefined}>
      <section className="list" aria-label={words.conversations.title}>
        <Filters wish={wish} change={setWish} compact={id !== undefined} />
        {pages.rows && pages.rows.length > 0 && wide && !id ? (
          <ConversationTable rows={pages.rows} said={wish.q} />
        ) : (
          <ConversationRows rows={pages.rows ?? []} openId={id} said={wish.q} />
        )}
        <ListFoot
          pages={pages}
          empty={wished ? { title: noneFound, advice: noneFoundAdvice } : { title: none, advice: noneAdvice }}
          clear={wished ? () => setWish(NO_WISH) : undefined}
        />
      </section>
      {id && <Reader key={`${id} ${seq}`} id={id} at={seq} />}
    </div>
  );
}
