import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { DraftSentence, ReviewDraft, Taught } from '#console/questions/review-api.ts';
import type { Reading } from '../api/use-reading.ts';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWork } from '../questions/use-work.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { reviewCalls } from './calls.ts';
import { TrialReport } from './trial-report.tsx';

const LOOK_EVERY = 2_000;

/** What is labelled and not in force: tried first, then taught. */
export function DraftPart({ reading, again }: { reading: Reading<ReviewDraft>; again(): void }) {
  const { review: text } = useWords();
  const [taught, setTaught] = useState<Taught>();
  const { busy, refusal, run } = useWork(again);
  const { data, reload } = reading;
  const isRunning = data?.trial?.state === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(reload, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [isRunning, reload]);
  const teach = async (mark: string) => {
    const done = await run(() => reviewCalls.putInForce(mark));
    if (done) setTaught(done);
  };
  return (
    <div className="review-part">
      {taught && <Alert type="success" showIcon title={text.taught(taught.written, taught.known)} />}
      {refusal && <Refused refusal={refusal} retry={again} />}
      {reading.refusal && <Refused refusal={reading.refusal} retry={reload} />}
      {!data && !reading.refusal && <Patience />}
      {data?.sentences.length === 0 && <Nothing title={text.draftNone} advice={text.draftNoneAdvice} />}
      {data && data.sentences.length > 0 && (
        <>
          <p className="none">{text.draftLead}</p>
          <Steps draft={data} busy={busy} attempt={() => run(reviewCalls.attempt)} teach={() => teach(data.mark)} />
          <ul className="review-draft">
            {data.sentences.map((one) => (
              <Sentence
                key={`${one.conversationId}.${one.seq}`}
                sentence={one}
                busy={busy}
                undo={() => run(() => reviewCalls.undo(one))}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Steps(props: { draft: ReviewDraft; busy: boolean; attempt(): void; teach(): void }) {
  const { review: text } = useWords();
  const { trial, teaching } = props.draft;
  return (
    <>
      {trial?.state === 'running' ? (
        <p role="status">{text.trying}</p>
      ) : (
        teaching > 0 && (
          <Button type={trial?.result ? 'default' : 'primary'} disabled={props.busy} onClick={props.attempt}>
            {trial ? text.tryAgain : text.try}
          </Button>
        )
      )}
      {trial?.state === 'failed' && <Alert type="warning" showIcon title={text.tryFailed} />}
      {trial?.result && (
        <>
          <TrialReport result={trial.result} />
          <div className="review-force">
            <Button type="primary" disabled={props.busy} onClick={props.teach}>
              {text.inForce(teaching)}
            </Button>
            <span className="none">{text.inForceLead}</span>
          </div>
        </>
      )}
    </>
  );
}

function Sentence(props: { sentence: DraftSentence; busy: boolean; undo(): void }) {
  const { review: text } = useWords();
  const { text: words, label, by, teaches } = props.sentence;
  return (
    <li>
      <span className="review-line">
        <span className="review-said">{words}</span>
        <span className="row-about">
          {by && text.by(by)}
          {!teaches && label !== 'none' && ` · ${text.tooMuch}`}
        </span>
      </span>
      <span className="state">{named(text.intents, label)}</span>
      <Button size="small" disabled={props.busy} onClick={props.undo}>
        {text.undo}
      </Button>
    </li>
  );
}
