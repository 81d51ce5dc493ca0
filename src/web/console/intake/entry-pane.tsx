import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { IntakeDetail } from '#console/intake/intake-api.ts';
import { useReading } from '../api/use-reading.ts';
import { Facts } from '../card/facts.tsx';
import { TicketLinks } from '../card/ticket-links.tsx';
import { FileTile } from '../chat/file-tile.tsx';
import { PhotoPanel } from '../chat/photo-panel.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { useWork } from '../questions/use-work.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { intakeCalls } from './calls.ts';
import { ReplyMark } from './entry-rows.tsx';

/** One call, visit or letter: who, what, its cases and scans, and the reply. */
export function EntryPane({ id, changed }: { id: string; changed(): void }) {
  const words = useWords();
  const text = words.intake;
  const { data, refusal, reload } = useReading(id, (signal) => intakeCalls.one(id, signal));
  const again = () => {
    reload();
    changed();
  };
  const title = data && `${named(text.channels, data.entry.channel)} · ${data.entry.caller ?? text.nobody}`;
  return (
    <section className="chat ticket" aria-label={title ?? text.title}>
      <header className="chat-head">
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={words.back}
          onClick={() => goTo(linkTo('calls'))}
        />
        <div className="chat-who">
          <h2>{title}</h2>
        </div>
        {data && <Button href={linkTo('conversations', id)}>{text.record}</Button>}
      </header>
      {refusal && <Refused refusal={refusal} retry={reload} gone={text.gone} />}
      {!data && !refusal && <Patience />}
      {data && <Sheet detail={data} again={again} />}
    </section>
  );
}

function Sheet({ detail, again }: { detail: IntakeDetail; again(): void }) {
  const { entry, tickets, files } = detail;
  const { intake: text, nav } = useWords();
  const { busy, refusal, run } = useWork(again);
  return (
    <div className="card-body">
      <section className="card-section">
        <p className="ticket-summary">
          {entry.summary} <ReplyMark entry={entry} />
        </p>
        <Facts facts={useFacts(detail)} />
        {refusal && <Refused refusal={refusal} />}
        {!entry.mine && (
          <Button disabled={busy} onClick={() => run(() => intakeCalls.own(entry.id))}>
            {text.own}
          </Button>
        )}
      </section>
      {tickets.length > 0 && (
        <section className="card-section">
          <h3>{nav.tickets}</h3>
          <TicketLinks tickets={tickets} show={({ id }) => goTo(linkTo('tickets', id))} />
        </section>
      )}
      {files.length > 0 && (
        <section className="card-section">
          <h3>{text.papers}</h3>
          <PhotoPanel>
            <div className="files">
              {files.map((file) => (
                <FileTile key={file.id} file={file} />
              ))}
            </div>
          </PhotoPanel>
        </section>
      )}
      <Reply key={entry.repliedAt ?? 'open'} detail={detail} done={again} />
    </div>
  );
}

function useFacts({ entry, phone, enteredBy }: IntakeDetail): [string, ReactNode][] {
  const { intake: text } = useWords();
  return [
    [text.when, <SaidTime key="when" at={entry.createdAt} estateId={entry.estateId} />],
    [text.whoName, [entry.caller, phone].filter(Boolean).join(' · ') || text.nobody],
    [text.home, entry.unitCode ?? '—'],
    [text.owner, entry.owner],
    [text.enteredBy, enteredBy],
  ];
}

/** The reply as it is written, and the day it was sent; what is sent stays as it is. */
function Reply({ detail, done }: { detail: IntakeDetail; done(): void }) {
  const { entry, reply, repliedBy } = detail;
  const { intake: text } = useWords();
  const [typed, setTyped] = useState(reply ?? '');
  const { busy, refusal, run } = useWork(done);
  const send = (sent: boolean) => run(() => intakeCalls.reply(entry.id, { words: typed, sent }));
  const isEmpty = typed.trim() === '';
  if (entry.repliedAt !== null)
    return (
      <section className="card-section">
        <h3>{text.reply}</h3>
        <p className="answer-words">{reply}</p>
        <p className="row-about answer-about">
          {repliedBy} <SaidTime at={entry.repliedAt} estateId={entry.estateId} />
        </p>
      </section>
    );
  return (
    <section className="card-section answer-form">
      <h3>{text.reply}</h3>
      <Input.TextArea
        aria-label={text.reply}
        placeholder={text.replyHint}
        autoSize={false}
        rows={4}
        maxLength={5000}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {refusal && <Refused refusal={refusal} />}
      <span className="let-go">
        <Button type="primary" disabled={busy || isEmpty} onClick={() => send(true)}>
          {text.sent}
        </Button>
        <Button disabled={busy || isEmpty || typed === reply} onClick={() => send(false)}>
          {text.keepDraft}
        </Button>
      </span>
    </section>
  );
}
