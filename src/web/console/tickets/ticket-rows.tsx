import type { TicketEntry } from '#console/api.ts';
import { linkTo } from '../frame/route.ts';
import { LevelMark } from '../queue/level-mark.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { DueMark } from './due-mark.tsx';
import { StateMark } from './state-mark.tsx';

/** Where a ticket's matter is: the unit's code and the place in words, said once when they are the same. */
export function ticketPlace({ unitCode, place }: TicketEntry): string {
  if (unitCode && place && place !== unitCode) return `${unitCode} · ${place}`;
  return unitCode ?? place ?? '—';
}

/** Tickets as short rows, for a phone and beside the open one. */
export function TicketRows({ rows, openId }: { rows: readonly TicketEntry[]; openId: string | undefined }) {
  const words = useWords();
  return rows.map((ticket) => (
    <a
      key={ticket.id}
      className={ticket.level === 'critical' ? 'row critical' : 'row'}
      href={linkTo('tickets', ticket.id)}
      aria-current={ticket.id === openId ? 'true' : undefined}
    >
      <span className="row-head">
        <LevelMark level={ticket.level} />
        <span className="number">{ticket.number}</span>
        <span className="row-end">
          <DueMark ticket={ticket} /> <StateMark state={ticket.state} />
        </span>
      </span>
      <span className="row-text strong">{ticket.summary}</span>
      <span className="row-head">
        <span className="row-about">
          {named(words.services, ticket.service)} · {ticketPlace(ticket)}
        </span>
        <SaidTime at={ticket.createdAt} estateId={ticket.estateId} />
      </span>
    </a>
  ));
}
