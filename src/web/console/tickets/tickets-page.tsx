import { useEffect, useState } from 'react';
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
import { TicketFilters } from './ticket-filters.tsx';
import { TicketPane } from './ticket-pane.tsx';
import { TicketRows } from './ticket-rows.tsx';
import { TicketTable } from './ticket-table.tsx';
import { NO_WISH, ticketWishOf, toTicketFilter } from './wish.ts';

/** Tickets to search and read: a table, and beside it the one that is open. */
export function TicketsPage() {
  const words = useWords();
  const { id, query } = useRoute();
  const wide = useWide();
  const me = useMe();
  const [wish, setWish] = useState(() => ticketWishOf(query));
  const linked = id ? '' : query.toString();
  useEffect(() => {
    if (linked) setWish(ticketWishOf(new URLSearchParams(linked)));
  }, [linked]);
  const filter = useDebounced(wish, 250);
  const pages = usePages(JSON.stringify(filter), async (before, signal) => {
    const { tickets, next } = await desk.tickets(
      { ...toTicketFilter(filter, estateZone(me, filter.estate)), before, limit: 50 },
      signal,
    );
    return { rows: tickets, next };
  });
  const refresh = useCalm(pages.refresh, 1_000);
  useNews((news) => {
    if (news.kind === 'hello' || news.kind === 'ticket') refresh();
  });
  useRowKeys('tickets', pages.rows);
  const wished = Object.values(wish).some((part) => part !== '');
  const { none, noneAdvice, noneFound } = words.tickets;
  const advice = words.conversations.noneFoundAdvice;
  return (
    <div className="reading" data-open={id !== undefined}>
      <section className="list" aria-label={words.tickets.title}>
        <TicketFilters wish={wish} change={setWish} compact={id !== undefined} />
        {pages.rows && pages.rows.length > 0 && wide && !id ? (
          <TicketTable rows={pages.rows} />
        ) : (
          <TicketRows rows={pages.rows ?? []} openId={id} />
        )}
        <ListFoot
          pages={pages}
          empty={wished ? { title: noneFound, advice } : { title: none, advice: noneAdvice }}
          clear={wished ? () => setWish(NO_WISH) : undefined}
        />
      </section>
      {id && <TicketPane key={id} id={id} />}
    </div>
  );
}
