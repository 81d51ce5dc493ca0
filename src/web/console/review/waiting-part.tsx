import { Button } from 'antd';
import { useState } from 'react';
import type { ReviewEntry, ReviewList } from '#console/questions/review-api.ts';
import type { Reading } from '../api/use-reading.ts';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { useShortcuts } from '../frame/shortcuts.ts';
import { useWork } from '../questions/use-work.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { type MessageKey, reviewCalls } from './calls.ts';
import { LabelChoice } from './label-choice.tsx';
import { MessageAtHand } from './message-at-hand.tsx';

const nameOf = ({ conversationId, seq }: MessageKey) => `${conversationId}.${seq}`;
const UPCOMING = 5;

/** One message after the other, the least certain first; what is labelled goes into the draft and the next one comes. */
export function WaitingPart({ reading, again }: { reading: Reading<ReviewList>; again(): void }) {
  const { review: text } = useWords();
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<{ message: ReviewEntry; label: string }>();
  const { busy, refusal, run } = useWork(again);
  const { data } = reading;
  const [here, ...upcoming] = (data?.messages ?? []).filter((one) => !passed.has(nameOf(one)));
  const pass = (one: MessageKey) => setPassed((was) => new Set(was).add(nameOf(one)));
  const label = (meant: string) => {
    if (!here || busy) return;
    void run(async () => {
      await reviewCalls.label(here, meant);
      pass(here);
      setLast({ message: here, label: meant });
    });
  };
  const undo = () => {
    if (!last || busy) return;
    void run(async () => {
      await reviewCalls.undo(last.message);
      setPassed((was) => new Set([...was].filter((name) => name !== nameOf(last.message))));
      setLast(undefined);
    });
  };
  const skip = () => here && pass(here);
  useShortcuts({ s: skip, u: undo });
  return (
    <div className="review-part">
      {last && (
        <p className="review-last" role="status">
          <span>{text.undoLast(named(text.intents, last.label))}</span>
          <Button size="small" disabled={busy} onClick={undo}>
            {text.undo} <kbd>u</kbd>
          </Button>
        </p>
      )}
      {refusal && <Refused refusal={refusal} retry={again} />}
      {reading.refusal && <Refused refusal={reading.refusal} retry={reading.reload} />}
      {!data && !reading.refusal && <Patience />}
      {data?.messages.length === 0 && <Nothing title={text.none} advice={text.noneAdvice} />}
      {data && data.messages.length > 0 && !here && (
        <Nothing title={text.allSkipped} advice={text.allSkippedAdvice}>
          <Button onClick={() => setPassed(new Set())}>{text.again}</Button>
        </Nothing>
      )}
      {here && data && (
        <>
          <MessageAtHand message={here} />
          <LabelChoice intents={data.intents} guesses={here.guesses} busy={busy} choose={label} skip={skip} />
          <Upcoming messages={upcoming.slice(0, UPCOMING)} />
        </>
      )}
    </div>
  );
}

function Upcoming({ messages }: { messages: readonly ReviewEntry[] }) {
  const { review: text } = useWords();
  if (messages.length === 0) return null;
  return (
    <section className="review-upcoming">
      <h2>{text.upcoming}</h2>
      <ul>
        {messages.map((one) => (
          <li key={nameOf(one)}>{one.text}</li>
        ))}
      </ul>
    </section>
  );
}
