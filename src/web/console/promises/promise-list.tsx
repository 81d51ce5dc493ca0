import { Button, Input } from 'antd';
import { useState } from 'react';
import type { PromiseEntry } from '#console/chats/clerk-api.ts';
import { clerk } from '../api/clerk-calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useMe } from '../api/session.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { estateZone, named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { useNow } from '../text/use-now.ts';
import { MomentField } from './moment-field.tsx';

/** What was promised in one conversation, and what became of it. */
export function PromiseList({ promises, done }: { promises: PromiseEntry[]; done(): void }) {
  return (
    <ol className="promises">
      {promises.map((promise) => (
        <li key={promise.id}>
          <Promised promise={promise} done={done} />
        </li>
      ))}
    </ol>
  );
}

function Promised({ promise, done }: { promise: PromiseEntry; done(): void }) {
  const words = useWords();
  const text = words.clerk;
  const now = useNow(30_000);
  const [asked, setAsked] = useState<'broken' | 'open'>();
  const [refusal, setRefusal] = useState<Refusal>();
  const over = promise.state === 'open' && promise.dueAt <= now;
  const change = (to: Parameters<typeof clerk.changePromise>[1]) =>
    clerk
      .changePromise(promise.id, to)
      .then(() => setAsked(undefined))
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(done);
  return (
    <>
      <span className={over ? 'promise-when overdue' : 'promise-when'}>
        <SaidTime at={promise.dueAt} estateId={promise.estateId} />{' '}
        {over ? text.promiseOver : named(text.promiseStates, promise.state)}
        {promise.staffName && ` · ${text.promiseBy(promise.staffName)}`}
      </span>
      <span className="promise-words">{promise.words}</span>
      {refusal && <Refused refusal={refusal} />}
      {promise.state === 'open' && !asked && (
        <span className="promise-row">
          <Button size="small" onClick={() => change({ state: 'kept', why: '' })}>
            {text.kept}
          </Button>
          <Button size="small" onClick={() => setAsked('open')}>
            {text.postpone}
          </Button>
          <Button size="small" onClick={() => setAsked('broken')}>
            {text.broken}
          </Button>
          <Button size="small" type="text" onClick={() => change({ state: 'dropped', why: '' })}>
            {text.dropped}
          </Button>
        </span>
      )}
      {asked && <Reason promise={promise} asked={asked} change={change} leave={() => setAsked(undefined)} />}
    </>
  );
}

function Reason(props: {
  promise: PromiseEntry;
  asked: 'broken' | 'open';
  change(to: Parameters<typeof clerk.changePromise>[1]): void;
  leave(): void;
}) {
  const { clerk: text, cancel } = useWords();
  const { promise, asked, change } = props;
  const zone = estateZone(useMe(), promise.estateId);
  const [why, setWhy] = useState('');
  const [dueAt, setDueAt] = useState<number>();
  const label = asked === 'open' ? text.postponeWhy : text.brokenWhy;
  const ready = why.trim() !== '' && (asked === 'broken' || dueAt !== undefined);
  const save = () => change(asked === 'open' ? { state: 'open', dueAt: dueAt ?? 0, why } : { state: 'broken', why });
  return (
    <span className="promise-ask">
      {asked === 'open' && <MomentField label={text.postponeTo} zone={zone} change={setDueAt} />}
      <Input
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      <span className="promise-row">
        <Button size="small" type="primary" disabled={!ready} onClick={save}>
          {text.save}
        </Button>
        <Button size="small" onClick={props.leave}>
          {cancel}
        </Button>
      </span>
    </span>
  );
}
