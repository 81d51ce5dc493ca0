import { Alert, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { Field } from '../frame/field.tsx';
import { Refused } from '../frame/refused.tsx';
import { staffDesk } from '../staff/calls.ts';
import { useWords } from '../text/language.tsx';
import { PasswordField } from './password-field.tsx';

/** A new password, with the present one. */
export function OwnPassword() {
  const { own, account } = useWords();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setSaved(false);
    setRefusal(undefined);
    try {
      await staffDesk.changePassword({ current, next });
      setCurrent('');
      setNext('');
      setSaved(true);
    } catch (error) {
      setRefusal(asRefusal(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="own-part" onSubmit={submit}>
      <h2>{own.password}</h2>
      {refusal && <Refused refusal={refusal} />}
      {saved && <Alert type="success" showIcon title={own.saved} />}
      <Field label={own.current}>
        {(id) => (
          <PasswordField
            id={id}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field label={own.next} hint={account.newPasswordHint}>
        {(id) => (
          <PasswordField
            id={id}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      <Button htmlType="submit" disabled={busy || current === '' || next === ''}>
        {own.save}
      </Button>
    </form>
  );
}
