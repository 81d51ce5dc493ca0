import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { TicketDetail } from '#console/api.ts';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { Facts } from '../card/facts.tsx';
import { FileTile } from '../chat/file-tile.tsx';
import { PhotoPanel } from '../chat/photo-panel.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { MoveInSection } from '../move-in/move-in-section.tsx';
import { LevelMark } from '../queue/level-mark.tsx';
import { useWords } from '../text/language.tsx';
import { estateZone, named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { exactTime } from '../text/times.ts';
import { Contact } from './contact.tsx';
import { DueMark } from './due-mark.tsx';
import { History } from './history.tsx';
import { StateMark } from './state-mark.tsx';
import { ticketPlace } from './ticket-rows.tsx';
import { WorkOn } from './work-on.tsx';

/** One ticket: what was told, photos, what happened, and the way to its conversation. */
export function TicketPane({ id }: { id: string }) {
  const words = useWords();
  const { data, refusal, reload } = useReading(id, (signal) => desk.ticket(id, signal));
  useNews((news) => {
    if (news.kind === 'hello' || (news.kind === 'ticket' && news.id === id)) reload();
  });
  return (
    <section className="chat ticket" aria-label={data?.ticket.number ?? words.tickets.title}>
      <header className="chat-head">
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={words.back}
          onClick={() => goTo(linkTo('tickets'))}
        />
        <div className="chat-who">
          <h2 className="number">{data?.ticket.number}</h2>
        </div>
        {data?.ticket.conversationId && (
          <Button href={linkTo('conversations', data.ticket.conversationId)}>{words.tickets.conversation}</Button>
        )}
      </header>
      {refusal && <Refused refusal={refusal} retry={reload} gone={words.tickets.gone} />}
      {!data && !refusal && <Patience />}
      {data && <TicketSheet detail={data} reload={reload} />}
    </section>
  );
}

/** Cases with desks of their own. */
const MOVE_INS: ReadonlySet<string> = new Set(['move-in', 'rectification']);

function TicketSheet({ detail, reload }: { detail: TicketDetail; reload(): void }) {
  const { ticket, answers, files, events } = detail;
  const words = useWords();
  const text = words.tickets;
  const facts: [string, ReactNode][] = [
    [text.service, named(words.services, ticket.service)],
    [text.where, ticketPlace(ticket)],
    [text.contact, <Contact key="contact" ticket={ticket} />],
    [text.when, <SaidTime key="filed" at={ticket.createdAt} estateId={ticket.estateId} />],
    [text.updated, <SaidTime key="updated" at={ticket.updatedAt} estateId={ticket.estateId} />],
  ];
  if (ticket.addressee) facts.push([words.alerts.addressee, <Who key="who" ticket={ticket} />]);
  if (ticket.dueAt) facts.push([words.cases.due, <Due key="due" at={ticket.dueAt} estateId={ticket.estateId} />]);
  return (
    <div className="card-body">
      <section className="card-section">
        <p className="ticket-summary">
          <LevelMark level={ticket.level} /> {ticket.summary} <StateMark state={ticket.state} />{' '}
          <DueMark ticket={ticket} />
        </p>
        <Facts facts={facts} />
      </section>
      {MOVE_INS.has(ticket.service) && <MoveInSection id={ticket.id} />}
      <WorkOn key={`${ticket.id} ${ticket.state}`} detail={detail} done={reload} />
      {answers.length > 0 && (
        <Part title={text.answers}>
          <Facts facts={answers.map(({ key, value }) => [named(words.answers, key), value])} />
        </Part>
      )}
      {files.length > 0 && (
        <Part title={text.photos}>
          <PhotoPanel>
            <div className="files">
              {files.map((file) => (
                <FileTile key={file.id} file={file} />
              ))}
            </div>
          </PhotoPanel>
        </Part>
      )}
      <Part title={text.history}>
        <History events={events} estateId={ticket.estateId} />
      </Part>
    </div>
  );
}

/** Who answers for it, and who has heard of it since it is late. */
function Who({ ticket: { addressee = '', raisedTo } }: { ticket: TicketDetail['ticket'] }) {
  const { posts, alerts } = useWords();
  const whom = named(posts, addressee);
  return raisedTo ? `${whom} · ${alerts.raised(named(posts, raisedTo))}` : whom;
}

/** The day and minute by which the office owes its answer. */
function Due({ at, estateId }: { at: number; estateId: string }) {
  const { lang } = useWords();
  return exactTime(at, estateZone(useMe(), estateId), lang);
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
