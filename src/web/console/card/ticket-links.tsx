import type { TicketEntry } from '#console/api.ts';
import { linkTo } from '../frame/route.ts';
import { LevelMark } from '../queue/level-mark.tsx';
import { useWords } from '../text/language.tsx';
import { StateMark } from '../tickets/state-mark.tsx';

/** The tickets of a conversation, each a way to its page. */
export function TicketLinks({ tickets }: { tickets: TicketEntry[] }) {
  const words = useWords();
  if (tickets.length === 0) return <p className="none">{words.card.ticketsNone}</p>;
  return tickets.map((ticket) => (
    <a key={ticket.id} className="ticket-link" href={linkTo('tickets', ticket.id)}>
      <span className="row-head">
        <LevelMark level={ticket.level} />
        <span className="number">{ticket.number}</span>
        <StateMark state={ticket.state} />
      </span>
      <span className="row-text">{ticket.summary}</span>
    </a>
  ));
}
