import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ConversationDetail } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import type { Reading } from '../api/use-reading.ts';
import { useWords } from '../text/language.tsx';
import { estateName, named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { Handoffs } from './handoffs.tsx';
import { TicketLinks } from './ticket-links.tsx';

interface Props {
  conversation: Reading<ConversationDetail>;
  /** Set where the card covers the conversation: the way back. */
  back?: () => void;
}

/** What is known about the resident: who, what they told already, their tickets, when people helped. */
export function Card({ conversation, back }: Props) {
  const words = useWords();
  const { data } = conversation;
  return (
    <aside className="card" aria-label={words.card.title}>
      {back && (
        <header className="chat-head">
          <Button type="text" icon={<ArrowLeftOutlined />} aria-label={words.back} onClick={back} />
          <h2>{words.card.title}</h2>
        </header>
      )}
      {data && (
        <div className="card-body">
          <Resident detail={data} />
          <Told detail={data} />
          <Section title={words.card.tickets} count={data.tickets.length}>
            <TicketLinks tickets={data.tickets} />
          </Section>
          <Section title={words.card.handoffs} count={data.handoffs.length}>
            <Handoffs handoffs={data.handoffs} estateId={data.conversation.estateId} />
          </Section>
        </div>
      )}
    </aside>
  );
}

function Section({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section className="card-section">
      <h3>
        {title} {count ? <span className="queue-count">{count}</span> : null}
      </h3>
      {children}
    </section>
  );
}

function Resident({ detail: { conversation } }: { detail: ConversationDetail }) {
  const words = useWords();
  const me = useMe();
  const facts: [string, ReactNode][] = [
    [words.card.name, conversation.residentName ?? <span className="none">{words.card.notGiven}</span>],
    [words.card.channel, named(words.channels, conversation.channel)],
    [words.card.language, named(words.locales, conversation.locale)],
    [words.card.estate, estateName(me, conversation.estateId, words)],
    [words.card.since, <SaidTime key="since" at={conversation.createdAt} estateId={conversation.estateId} />],
  ];
  return (
    <Section title={words.card.resident}>
      <Facts facts={facts} />
    </Section>
  );
}

function Told({ detail: { told, asking } }: { detail: ConversationDetail }) {
  const words = useWords();
  return (
    <Section title={words.card.told}>
      {told.length > 0 ? (
        <Facts facts={told.map(({ key, value }) => [named(words.answers, key), value])} />
      ) : (
        <p className="none">
          {words.card.toldNone} {words.card.toldAdvice}
        </p>
      )}
      {asking && (
        <p className="asking">
          {words.card.asking}
          <strong>{named(words.answers, asking.key)}</strong>
        </p>
      )}
    </Section>
  );
}

/** Names and values, side by side. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
