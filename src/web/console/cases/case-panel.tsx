import type { TicketEntry } from '#console/api.ts';
import { desk } from '../api/calls.ts';
import { useReading } from '../api/use-reading.ts';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { linkTo } from '../frame/route.ts';
import { SidePanel } from '../frame/side-panel.tsx';
import { useWords } from '../text/language.tsx';
import { History } from '../tickets/history.tsx';
import { StateMark } from '../tickets/state-mark.tsx';
import { WorkOn } from '../tickets/work-on.tsx';
import { CorrectCase } from './correct-case.tsx';

/** A case over the chat it belongs to: what it says, corrected, moved on or settled without leaving the resident. */
export function CasePanel({ ticket, close }: { ticket: TicketEntry | undefined; close(): void }) {
  return (
    <SidePanel title={ticket?.number ?? ''} open={ticket !== undefined} wide close={close}>
      {ticket && <Sheet key={ticket.id} id={ticket.id} />}
    </SidePanel>
  );
}

function Sheet({ id }: { id: string }) {
  const words = useWords();
  const { data, refusal, reload } = useReading(`ticket ${id}`, (signal) => desk.ticket(id, signal));
  if (refusal) return <Refused refusal={refusal} retry={reload} gone={words.tickets.gone} />;
  if (!data) return <Patience />;
  const { ticket } = data;
  return (
    <div className="card-body">
      <section className="card-section">
        <p className="ticket-summary">
          {ticket.summary} <StateMark state={ticket.state} />
        </p>
        <p className="none">{ticket.place ?? ticket.unitCode}</p>
        <p>
          <a href={linkTo('tickets', ticket.id)}>{words.clerk.casePage}</a>
        </p>
        <CorrectCase ticket={ticket} done={reload} />
      </section>
      <WorkOn key={ticket.state} detail={data} done={reload} />
      <section className="card-section">
        <h3>{words.tickets.history}</h3>
        <History events={data.events} estateId={ticket.estateId} />
      </section>
    </div>
  );
}
