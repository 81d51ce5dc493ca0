import type { TicketEntry } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import { linkTo } from '../frame/route.ts';
import { type Column, LinkTable } from '../frame/table.tsx';
import { LevelMark } from '../queue/level-mark.tsx';
import { useWords } from '../text/language.tsx';
import { estateName, named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { DueMark } from './due-mark.tsx';
import { StateMark } from './state-mark.tsx';
import { ticketPlace } from './ticket-rows.tsx';

/** Tickets as a table, where there is room for one. */
export function TicketTable({ rows }: { rows: readonly TicketEntry[] }) {
  const { tickets } = useWords();
  return (
    <LinkTable label={tickets.title} rows={rows} columns={useColumns()} linkOf={({ id }) => linkTo('tickets', id)} />
  );
}

function useColumns(): Column<TicketEntry>[] {
  const words = useWords();
  const me = useMe();
  const text = words.tickets;
  const estate: Column<TicketEntry> = {
    title: words.conversations.estate,
    width: 140,
    cell: ({ estateId }) => estateName(me, estateId, words),
  };
  return [
    { title: text.number, width: 170, cell: ({ number }) => <span className="number">{number}</span> },
    { title: text.service, width: 90, cell: ({ service }) => named(words.services, service) },
    { title: text.what, cell: (ticket) => <What ticket={ticket} /> },
    { title: text.where, width: 190, cell: ticketPlace },
    { title: text.contact, width: 110, cell: ({ contactName }) => contactName ?? '—' },
    { title: text.state, width: 150, cell: (ticket) => <State ticket={ticket} /> },
    ...(me.estates.length > 1 ? [estate] : []),
    {
      title: text.when,
      width: 150,
      cell: ({ createdAt, estateId }) => <SaidTime at={createdAt} estateId={estateId} />,
    },
  ];
}

function State({ ticket }: { ticket: TicketEntry }) {
  return (
    <>
      <StateMark state={ticket.state} /> <DueMark ticket={ticket} />
    </>
  );
}

function What({ ticket: { level, summary } }: { ticket: TicketEntry }) {
  return (
    <>
      <LevelMark level={level} /> {summary}
    </>
  );
}
