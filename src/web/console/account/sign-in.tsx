import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { SignInRequest } from '#console/api.ts';
import { desk } from '../api/calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useSession } from '../api/session.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { CodeStep } from './code-step.tsx';
import { Door } from './door.tsx';
import { PasswordField } from './password-field.tsx';
import { useCountdown } from './use-countdown.ts';

const PAUSE_WHEN_NOT_SAID = 30;

/** Signing in. `ended` says that a session ran out while somebody worked. */
export function SignIn({ ended }: { ended: boolean }) {
  const words = useWords();
  const { entered } = useSession();
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const pause = useCountdown();
  const [halfway, setHalfway] = useState<SignInRequest>();

  async function submit(who: SignInRequest): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    try {
      entered(await desk.signIn({ ...who, name: who.name.trim() }));
    } catch (error) {
      const refused = asRefusal(error);
      if (refused.code === 'code-needed') setHalfway(who);
      else setRefusal(refused);
      if (refused.code === 'slow-down') pause.start(refused.retryAfterSeconds ?? PAUSE_WHEN_NOT_SAID);
    } finally {
      setBusy(false);
    }
  }

  if (halfway) {
    return (
      <Door title={words.product} lead={words.account.signInLead}>
        {refusal && <Refused refusal={refusal} />}
        <CodeStep
          busy={busy}
          wait={pause.left > 0 ? words.account.wait(pause.left) : undefined}
          submit={(code) => submit({ ...halfway, code })}
          back={() => {
            setHalfway(undefined);
            setRefusal(undefined);
          }}
        />
      </Door>
    );
  }
  const label = pause.left > 0 ? words.account.wait(pause.left) : busy ? words.account.signingIn : words.account.signIn;
  return (
    <Door title={words.product} lead={words.account.signInLead}>
      {ended && !refusal && <Alert type="info" showIcon className="refused" title={words.account.ended} />}
      {refusal && <Refused refusal={refusal} />}
      <Credentials label={label} busy={busy} locked={pause.left > 0} submit={submit} />
    </Door>
  );
}

interface CredentialsProps {
  label: string;
  busy: boolean;
  /** Too many tries: the button waits. */
  locked: boolean;
  submit(who: SignInRequest): void;
}

function Credentials({ label, busy, locked, submit }: CredentialsProps) {
  const words = useWords();
  return (
    <Form<SignInRequest> layout="vertical" size="large" requiredMark={false} onFinish={submit} disabled={busy}>
      <Form.Item
        name="name"
        label={words.account.name}
        rules={[{ required: true, whitespace: true, message: words.account.nameMissing }]}
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={words.account.password}
        rules={[{ required: true, message: words.account.passwordMissing }]}
      >
        <PasswordField autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={locked || busy}>
        {label}
      </Button>
    </Form>
  );
}
