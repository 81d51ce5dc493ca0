import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';

interface Props {
  action: string;
  danger?: boolean;
  act(why: string): Promise<unknown>;
  children?: ReactNode;
}

/** Asks for a reason before something that stands in the audit. */
export function WhyForm({ action, danger = false, act, children }: Props) {
  const { transcripts: text } = useWords();
  const field = useId();
  const [why, setWhy] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(why.trim().length < 2);
    if (why.trim().length < 2 || busy) return;
    setBusy(true);
    setRefusal(undefined);
    await act(why.trim())
      .then(() => setWhy(''))
      .catch((error: unknown) => setRefusal(asRefusal(error)));
    setBusy(false);
  };
  return (
    <form className="why" onSubmit={submit}>
      {children}
      <label htmlFor={field}>{text.whyHint}</label>
      <div className="why-row">
        <Input
          id={field}
          value={why}
          maxLength={300}
          aria-invalid={missing}
          onChange={(event) => setWhy(event.target.value)}
        />
        <Button htmlType="submit" type={danger ? 'default' : 'primary'} disabled={busy}>
          {action}
        </Button>
      </div>
      {missing && (
        <p className="field-error" role="alert">
          {text.whyNeeded}
        </p>
      )}
      {refusal && <Refused refusal={refusal} />}
    </form>
  );
}
