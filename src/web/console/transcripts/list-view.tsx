import { ExportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { query as asQuery, desk, type Filter } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useMe } from '../api/session.tsx';
import { usePages } from '../api/use-pages.ts';
import { ListFoot } from '../frame/list-foot.tsx';
import { useRoute } from '../frame/route.ts';
import { SidePanel } from '../frame/side-panel.tsx';
import { useCalm } from '../frame/use-calm.ts';
import { useDebounced } from '../frame/use-debounced.ts';
import { useRowKeys } from '../frame/use-row-keys.ts';
import { useWide } from '../frame/use-wide.ts';
import { useWords } from '../text/language.tsx';
import { estateZone } from '../text/named.ts';
import { ConversationRows } from './conversation-rows.tsx';
import { ConversationTable } from './conversation-table.tsx';
import { ExportForm } from './export-form.tsx';
import { Filters } from './filters.tsx';
import { Reader } from './reader.tsx';
import { Views } from './views.tsx';
import { NO_WISH, toFilter, type Wish, wishOf } from './wish.ts';

/** Conversations to search and read: a table, and beside it the one that is open. */
export function ListView() {
  const words = useWords();
  const { id, query } = useRoute();
  const wide = useWide();
  const [wish, setWish] = useWish();
  const { filter, pages, complete } = useConversations(wish);
  useRowKeys('conversations', pages.rows);
  const wished = JSON.stringify(wish) !== JSON.stringify(NO_WISH);
  const { none, noneAdvice, noneFound, noneFoundAdvice } = words.conversations;
  const seq = Number(query.get('seq')) || undefined;
  return (
    <div className="reading" data-open={id !== undefined}>
      <section className="list" aria-label={words.conversations.title}>
        <div className="list-head">
          <Views view="list" />
          <ExportList filter={filter} />
        </div>
        <Filters wish={wish} change={setWish} compact={id !== undefined} />
        {!complete && <p className="filling">{words.transcripts.filling}</p>}
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

/** The wish, taken from the address where it names one. */
function useWish(): [Wish, (wish: Wish) => void] {
  const { id, query } = useRoute();
  const [wish, setWish] = useState<Wish>(() => wishOf(query));
  const linked = id ? '' : query.toString();
  useEffect(() => {
    if (linked) setWish(wishOf(new URLSearchParams(linked)));
  }, [linked]);
  return [wish, setWish];
}

function useConversations(wish: Wish) {
  const me = useMe();
  const [complete, setComplete] = useState(true);
  const filter = toFilter(useDebounced(wish, 250), estateZone(me, wish.estate));
  const pages = usePages(JSON.stringify(filter), async (before, signal) => {
    const page = await desk.conversations({ ...filter, before, limit: 50 }, signal);
    setComplete(page.complete !== false);
    return { rows: page.conversations, next: page.next };
  });
  const refresh = useCalm(pages.refresh, 2_000);
  useNews((news) => {
    if (news.kind === 'hello' || news.kind === 'conversation' || news.kind === 'queue') refresh();
  });
  return { filter, pages, complete };
}

function ExportList({ filter }: { filter: Filter }) {
  const { transcripts: text } = useWords();
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (me.role === 'agent') return null;
  return (
    <>
      <Button icon={<ExportOutlined />} onClick={() => setOpen(true)} aria-label={text.exportList}>
        <span className="wide-only">{text.export}</span>
      </Button>
      <SidePanel title={text.exportList} open={open} close={() => setOpen(false)}>
        <ExportForm what={{ filter: asQuery(filter).replace(/^\?/, '') }} mayName />
      </SidePanel>
    </>
  );
}
