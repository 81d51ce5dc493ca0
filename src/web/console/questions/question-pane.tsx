import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { DESKS, type DeskName, type QuestionDetail } from '#console/questions/question-api.ts';
import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { Facts } from '../card/facts.tsx';
import { Choice } from '../frame/choice.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { AnswerForm } from './answer-form.tsx';
import { questionCalls } from './calls.ts';
import { DeliveryMark } from './delivery-mark.tsx';
import { DraftSection } from './draft-section.tsx';
import { useWork } from './use-work.ts';

/** One question: who asks, the answer and how far it has come, and the answer as knowledge. */
export function QuestionPane({ id, changed }: { id: string; changed(): void }) {
  const words = useWords();
  const text = words.questions;
  const { data, refusal, reload } = useReading(id, (signal) => questionCalls.one(id, signal));
  useNews((news) => {
    const here = news.kind === 'ticket' && news.id === id;
    const said = news.kind === 'conversation' && news.id === data?.question.conversationId;
    if (news.kind === 'hello' || here || said) reload();
  });
  const again = () => {
    reload();
    changed();
  };
  return (
    <section className="chat ticket" aria-label={data?.question.number ?? text.title}>
      <header className="chat-head">
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={words.back}
          onClick={() => goTo(linkTo('questions'))}
        />
        <div className="chat-who">
          <h2 className="number">{data?.question.number}</h2>
        </div>
        {data && <Button href={linkTo('conversations', data.question.conversationId)}>{text.conversation}</Button>}
      </header>
      {refusal && <Refused refusal={refusal} retry={reload} gone={text.gone} />}
      {!data && !refusal && <Patience />}
      {data && <QuestionSheet detail={data} again={again} />}
    </section>
  );
}

function QuestionSheet({ detail, again }: { detail: QuestionDetail; again(): void }) {
  const { question, deliveryError } = detail;
  const words = useWords();
  const text = words.questions;
  const { refusal, busy, run } = useWork(again);
  const isOpen = question.state === 'open';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and may hold nothing else that takes the keyboard
    <section className="card-body" tabIndex={0} aria-label={question.words}>
      <section className="card-section">
        <p className="ticket-summary">{question.words}</p>
        <Facts facts={useFacts(detail)} />
        {isOpen && (
          <Choice
            label={text.desk}
            value={question.desk}
            options={DESKS.map((value) => ({ value, label: named(text.desks, value) }))}
            choose={(desk) => busy || run(() => questionCalls.give(question.id, desk as DeskName))}
          />
        )}
        {refusal && <Refused refusal={refusal} />}
      </section>
      {isOpen && <AnswerForm key={question.id} detail={detail} done={again} />}
      {question.answer !== null && (
        <section className="card-section">
          <h3>{text.theAnswer}</h3>
          <p className="answer-words">{question.answer}</p>
          <p className="row-about answer-about">
            {question.answeredBy} <SaidTime at={question.answeredAt ?? 0} estateId={question.estateId} />{' '}
            <DeliveryMark question={question} />
          </p>
          {question.delivery && <p className="none">{named(text.deliveryLong, question.delivery)}</p>}
          {deliveryError && <p className="none">{deliveryError}</p>}
        </section>
      )}
      {question.answer !== null && <DraftSection detail={detail} done={again} />}
    </section>
  );
}

function useFacts({ question, residentName, phone, about }: QuestionDetail): [string, ReactNode][] {
  const words = useWords();
  const text = words.questions;
  const who = [residentName, phone].filter(Boolean).join(' · ');
  const facts: [string, ReactNode][] = [
    [text.asked, <SaidTime key="asked" at={question.askedAt} estateId={question.estateId} />],
    [text.who, who || text.unknown],
    [text.channel, `${named(words.channels, question.channel)} · ${named(words.locales, question.locale)}`],
  ];
  if (!about) return facts;
  const entry = words.lang === 'en' ? about.question.en : about.question.zh;
  const why = [named(text.reasons, about.reason), about.keys.join(', ')].filter(Boolean).join('：');
  return [...facts, [text.about, `${about.id} ${entry}\n${why}`]];
}
