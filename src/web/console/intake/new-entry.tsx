import { ArrowLeftOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { IntakeChannel, IntakeFiled } from '#console/intake/intake-api.ts';
import { useMe } from '../api/session.tsx';
import { Choice } from '../frame/choice.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { useWork } from '../questions/use-work.ts';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';
import { CallerPart } from './caller-part.tsx';
import { intakeCalls } from './calls.ts';
import { FiledNote } from './filed-note.tsx';
import { FormPart } from './form-part.tsx';
import { beginEntry, forgetEntry, type IntakeDraft, keepEntry, toRequest } from './intake-draft.ts';
import { LetterPart } from './letter-part.tsx';
import { useCheck } from './use-check.ts';
import { useDuration } from './use-duration.ts';

/** A new entry, with the cursor in its first field: what is told first, then who tells it. */
export function NewEntry({ channel, done }: { channel: IntakeChannel; done(): void }) {
  const words = useWords();
  const text = words.intake;
  const me = useMe();
  const begin = () =>
    beginEntry({ channel, estateId: me.estates[0]?.id ?? '', locale: words.lang === 'en' ? 'en' : 'zh-CN' });
  const [draft, setDraft] = useState(begin);
  const [filed, setFiled] = useState<IntakeFiled>();
  const set = (part: Partial<IntakeDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepEntry(next);
  };
  const again = () => {
    setFiled(undefined);
    setDraft(begin());
  };
  const finish = (result: IntakeFiled) => {
    forgetEntry(channel);
    setFiled(result);
    done();
  };
  return (
    <section className="chat ticket" aria-label={text.newOf[channel]}>
      <header className="chat-head">
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={words.back}
          onClick={() => goTo(linkTo('calls'))}
        />
        <div className="chat-who">
          <h2>{text.newOf[channel]}</h2>
        </div>
        {channel === 'phone' && !filed && <Duration since={draft.began} />}
      </header>
      {filed ? (
        <FiledNote filed={filed} again={again} />
      ) : (
        <Entry
          key={draft.id}
          draft={draft}
          set={set}
          finish={finish}
          throwAway={() => {
            forgetEntry(channel);
            setDraft(begin());
          }}
        />
      )}
    </section>
  );
}

function Duration({ since }: { since: number }) {
  const { intake } = useWords();
  return <span className="row-about number">{intake.lasted(useDuration(since))}</span>;
}

interface EntryProps {
  draft: IntakeDraft;
  set(part: Partial<IntakeDraft>): void;
  finish(filed: IntakeFiled): void;
  throwAway(): void;
}

function Entry({ draft, set, finish, throwAway }: EntryProps) {
  const words = useWords();
  const text = words.intake;
  const me = useMe();
  const { check, checking, refusal: unread } = useCheck(draft);
  const { busy, refusal, run } = useWork(() => {});
  const file = async (emergency: boolean) => {
    const result = await run(() => intakeCalls.file(toRequest(draft, emergency)));
    if (result) finish(result);
  };
  const estate = estateName(me, draft.estateId, words);
  const estates = me.estates.map((one) => ({ value: one.id, label: estateName(me, one.id, words) }));
  return (
    <div className="card-body intake">
      <p className="none">{draft.channel === 'letter' ? text.letterLead : text.greeting(estate)}</p>
      {me.estates.length > 1 && (
        <Choice
          label={words.conversations.estate}
          value={draft.estateId}
          options={estates}
          choose={(estateId) => set({ estateId, caller: { ...draft.caller, unitCode: '', residentId: '' } })}
        />
      )}
      {check?.danger && <Danger words={check.danger} busy={busy} raise={() => file(true)} />}
      <FormPart draft={draft} set={set} check={check} />
      {unread && <Refused refusal={unread} />}
      <CallerPart draft={draft} set={set} />
      <LetterPart draft={draft} set={set} />
      {refusal && <Refused refusal={refusal} />}
      <div className="let-go intake-file">
        <Button type="primary" size="large" disabled={busy || checking || !check?.ready} onClick={() => file(false)}>
          {busy ? text.filing : text.file}
        </Button>
        <Button size="large" onClick={throwAway}>
          {text.throwAway}
        </Button>
        {!check?.ready && !checking && <span className="none">{text.notReady}</span>}
      </div>
    </div>
  );
}

function Danger({ words, busy, raise }: { words: string; busy: boolean; raise(): void }) {
  const { intake } = useWords();
  return (
    <Alert
      type="error"
      showIcon
      className="intake-danger"
      title={intake.danger}
      description={words}
      action={
        <Button danger type="primary" disabled={busy} onClick={raise}>
          {intake.raise}
        </Button>
      }
    />
  );
}
