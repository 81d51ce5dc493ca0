import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { Enrolment } from '#console/accounts/staff-api.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useReading } from '../api/use-reading.ts';
import { Field } from '../frame/field.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { staffDesk } from '../staff/calls.ts';
import { useWords } from '../text/language.tsx';

interface Props {
  password: string;
  leave(): void;
  done(codes: string[]): void;
}

/** The picture for the telephone, and the first code that proves it was read. */
export function Enrol({ password, leave, done }: Props) {
  const { cancel } = useWords();
  const { data, refusal } = useReading('offer', () => staffDesk.offerFactor(password));
  if (refusal) {
    return (
      <>
        <Refused refusal={refusal} />
        <Button onClick={leave}>{cancel}</Button>
      </>
    );
  }
  return data ? <FirstCode offer={data} leave={leave} done={done} /> : <Patience />;
}

function FirstCode({ offer, leave, done }: { offer: Enrolment } & Omit<Props, 'password'>) {
  const { own, cancel } = useWords();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    try {
      done((await staffDesk.confirmFactor({ sealed: offer.sealed, code })).codes);
    } catch (error) {
      setRefusal(asRefusal(error));
      setBusy(false);
    }
  }

  return (
    <form className="own-part" onSubmit={submit}>
      <p>{own.scan}</p>
      <Picture offer={offer} />
      <p>{own.byHand}</p>
      <p className="factor-key">{(offer.secret.match(/.{1,4}/g) ?? []).join(' ')}</p>
      {refusal && <Refused refusal={refusal} />}
      <Field label={own.firstCode}>
        {(id) => (
          <Input
            id={id}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <span className="let-go">
        <Button type="primary" htmlType="submit" disabled={busy || code.trim() === ''}>
          {own.turnOn}
        </Button>
        <Button onClick={leave}>{cancel}</Button>
      </span>
    </form>
  );
}

/** Black on white whatever the colours of the page: telephones read nothing else reliably. */
function Picture({ offer: { picture } }: { offer: Enrolment }) {
  const { own } = useWords();
  return (
    <div className="factor-picture">
      <svg viewBox={`0 0 ${picture.size} ${picture.size}`} role="img" shapeRendering="crispEdges">
        <title>{own.picture}</title>
        <path d={picture.path} fill="#000" />
      </svg>
    </div>
  );
}
