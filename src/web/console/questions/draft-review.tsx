import { Alert, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { DraftBody, QuestionDetail } from '#console/questions/question-api.ts';
import { Facts } from '../card/facts.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { questionCalls } from './calls.ts';
import { useWork } from './use-work.ts';

interface Props {
  detail: QuestionDetail;
  draft: NonNullable<QuestionDetail['draft']>;
  done(): void;
}

/** A draft as it would be said, with its source; a manager who has not written it takes it in or declines it. */
export function DraftReview({ detail, draft, done }: Props) {
  const { questions: text } = useWords();
  const waits = draft.state === 'draft';
  return (
    <div className="draft">
      <p className="row-about">
        {named(text.draftStates, draft.state)} · {text.writtenBy(draft.by)}
        {draft.state === 'accepted' && ` · ${text.acceptedAs(draft.decidedBy ?? '', draft.entryId ?? '')}`}
      </p>
      <Facts facts={useDraftFacts(draft.body)} />
      {waits && draft.mine && <Alert type="info" showIcon title={text.otherReviews} />}
      {waits && !draft.mine && !detail.mayReview && <Alert type="info" showIcon title={text.managerReviews} />}
      {waits && !draft.mine && detail.mayReview && <Decide id={detail.question.id} done={done} />}
    </div>
  );
}

function useDraftFacts(body: DraftBody): [string, ReactNode][] {
  const { questions: text } = useWords();
  const days = body.validTo ? text.fromTo(body.validFrom, body.validTo) : text.fromOn(body.validFrom);
  const facts: [string, ReactNode][] = [
    [text.question, `${body.question.zh}\n${body.question.en}`],
    [text.short, `${body.short.zh}\n${body.short.en}`],
  ];
  if (body.long) facts.push([text.long, `${body.long.zh}\n${body.long.en}`]);
  const variants = [...body.variants.zh, ...body.variants.en];
  if (variants.length > 0) facts.push([text.variants, variants.join('\n')]);
  return [
    ...facts,
    [text.source, `${body.source.zh}\n${body.source.en}`],
    [text.valid, days],
    [text.auth, named(text.auths, body.auth)],
    ...(body.keys.length > 0 ? [[text.keys, body.keys.join('\n')] as [string, ReactNode]] : []),
  ];
}

function Decide({ id, done }: { id: string; done(): void }) {
  const { questions: text } = useWords();
  const [why, setWhy] = useState('');
  const { busy, refusal, run } = useWork(done);
  return (
    <div className="decide">
      <p className="none">{text.reviewLead}</p>
      {refusal && <Refused refusal={refusal} />}
      <Button type="primary" disabled={busy} onClick={() => run(() => questionCalls.accept(id))}>
        {text.accept}
      </Button>
      <Input
        aria-label={text.declineWhy}
        placeholder={text.declineWhy}
        maxLength={500}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      <Button disabled={busy || why.trim() === ''} onClick={() => run(() => questionCalls.decline(id, why))}>
        {text.decline}
      </Button>
    </div>
  );
}
