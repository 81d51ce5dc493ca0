import type { TicketEntry } from '#console/api.ts';
import { LevelMark } from '../queue/level-mark.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { DueMark } from '../tickets/due-mark.tsx';
import { StateMark } from '../tickets/state-mark.tsx';

/** Cases, each a way to open it over the chat. */
export function TicketLinks({ tickets, show }: { tickets: TicketEntry[]; show(ticket: TicketEntry): void }) {
  const words = useWords();
  return tickets.map((ticket) => (
    <button key={ticket.id} type="button" className="ticket-link" onClick={() => show(ticket)}>
      <span className="row-head">
        <LevelMark level={ticket.level} />
        <span className="number">{ticket.number}</span>
        <StateMark state={ticket.state} />
        <DueMark ticket={ticket} />
      </span>
      <span className="row-text">
        {named(words.services, ticket.service)} · {ticket.summary}
      </span>
    </button>
  ));
}
