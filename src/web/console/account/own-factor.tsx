import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { OwnAccount } from '#console/accounts/staff-api.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useSession } from '../api/session.tsx';
import { Field } from '../frame/field.tsx';
import { Refused } from '../frame/refused.tsx';
import { staffDesk } from '../staff/calls.ts';
import { useWords } from '../text/language.tsx';
import { SaidTime } from '../text/said-time.tsx';
import { Enrol } from './enrol.tsx';
import { PasswordField } from './password-field.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type Step = { at: 'enrol'; password: string } | { at: 'codes'; codes: string[] };
type Wish = 'begin' | 'renew' | 'turnOff';

/** The second factor: whether it is on, and each change of it with the password. */
export function OwnFactor({ factor, changed }: { factor: OwnAccount['secondFactor']; changed(): void }) {
  const { own } = useWords();
  const { askAgain } = useSession();
  const [wish, setWish] = useState<Wish>();
  const [step, setStep] = useState<Step>();

  const settled = () => {
    setWish(undefined);
    setStep(undefined);
    changed();
    askAgain();
  };
  const act = async (password: string) => {
    if (wish === 'begin') return setStep({ at: 'enrol', password });
    if (wish === 'renew') return setStep({ at: 'codes', codes: (await staffDesk.renewCodes(password)).codes });
    await staffDesk.endFactor(password);
    settled();
  };

  return (
    <section className="own-part">
      <h2>{own.factor}</h2>
      {step?.at === 'codes' && <RecoveryCodes codes={step.codes} finish={settled} />}
      {step?.at === 'enrol' && (
        <Enrol
          password={step.password}
          leave={() => {
            setStep(undefined);
            setWish(undefined);
          }}
          done={(codes) => setStep({ at: 'codes', codes })}
        />
      )}
      {!step && <State factor={factor} />}
      {!step && !wish && <Ways factor={factor} choose={setWish} />}
      {!step && wish && <WithPassword label={own[wish]} act={act} leave={() => setWish(undefined)} />}
    </section>
  );
}

function State({ factor }: { factor: OwnAccount['secondFactor'] }) {
  const { own } = useWords();
  if (factor.since === null) return <p className="none">{own.factorLead}</p>;
  return (
    <p>
      {own.factorSince} <SaidTime at={factor.since} /> · {own.codesLeft(factor.codesLeft)}
    </p>
  );
}

function Ways({ factor, choose }: { factor: OwnAccount['secondFactor']; choose(wish: Wish): void }) {
  const { own } = useWords();
  if (factor.since === null) {
    return (
      <Button type="primary" onClick={() => choose('begin')}>
        {own.begin}
      </Button>
    );
  }
  return (
    <span className="staff-choices">
      <Button onClick={() => choose('renew')}>{own.renew}</Button>
      {!factor.needed && <Button onClick={() => choose('turnOff')}>{own.turnOff}</Button>}
    </span>
  );
}

function WithPassword(props: { label: string; act(password: string): Promise<void>; leave(): void }) {
  const { own, cancel } = useWords();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    try {
      await props.act(password);
    } catch (error) {
      setRefusal(asRefusal(error));
      setBusy(false);
    }
  }

  return (
    <form className="own-part" onSubmit={submit}>
      {refusal && <Refused refusal={refusal} />}
      <Field label={own.confirmFirst}>
        {(id) => (
          <PasswordField
            id={id}
            autoFocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <span className="let-go">
        <Button type="primary" htmlType="submit" disabled={busy || password === ''}>
          {props.label}
        </Button>
        <Button onClick={props.leave}>{cancel}</Button>
      </span>
    </form>
  );
}
