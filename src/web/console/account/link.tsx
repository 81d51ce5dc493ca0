import { Alert, Button, Form } from 'antd';
import { useState } from 'react';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useSession } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo, useRoute } from '../frame/route.ts';
import { staffDesk } from '../staff/calls.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { Door } from './door.tsx';
import { PasswordField } from './password-field.tsx';
import { SetupForm } from './setup-form.tsx';

/** What a one-time link from a manager leads to: a new account, or a new password. */
export function LinkPage() {
  const words = useWords();
  const { own, roles } = words;
  const token = useRoute().query.get('token') ?? '';
  const [used, setUsed] = useState(false);
  const [saved, setSaved] = useState(false);
  const { data, refusal, reload } = useReading(token, () => staffDesk.link(token));
  if (saved) return <Saved />;
  if (refusal) {
    return (
      <Door title={words.product} lead="">
        <Refused refusal={refusal} retry={reload} />
      </Door>
    );
  }
  if (!data) return <Patience />;
  if (used || !data.valid) return <DeadLink />;
  if (data.kind === 'invite') {
    return (
      <Door title={own.linkInviteTitle} lead={own.linkInviteLead(named(roles, data.role))}>
        <SetupForm
          send={({ name, displayName, password }) => staffDesk.takeLink({ token, name, displayName, password })}
          onUsed={() => setUsed(true)}
        />
      </Door>
    );
  }
  return (
    <Door title={own.linkResetTitle} lead={own.linkResetLead(data.name)}>
      <NewPassword token={token} onUsed={() => setUsed(true)} onSaved={() => setSaved(true)} />
    </Door>
  );
}

interface NewPasswordProps {
  token: string;
  onUsed(): void;
  onSaved(): void;
}

function NewPassword({ token, onUsed, onSaved }: NewPasswordProps) {
  const { own, account } = useWords();
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);

  async function submit({ password }: { password: string }): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    try {
      await staffDesk.takeLink({ token, password });
      onSaved();
    } catch (error) {
      const refused = asRefusal(error);
      if (refused.code === 'link-used') onUsed();
      setRefusal(refused);
      setBusy(false);
    }
  }

  const lengthRule = { min: 12, required: true, message: account.newPasswordShort };
  return (
    <Form<{ password: string }> layout="vertical" size="large" requiredMark={false} onFinish={submit} disabled={busy}>
      {refusal && <Refused refusal={refusal} />}
      <Form.Item name="password" label={own.next} extra={account.newPasswordHint} rules={[lengthRule]}>
        <PasswordField autoComplete="new-password" autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy}>
        {own.resetDo}
      </Button>
    </Form>
  );
}

/** A session that this browser had may be over now: who is signed in is asked afresh. */
function Saved() {
  const { own, account, product } = useWords();
  const { askAgain } = useSession();
  return (
    <Door title={product} lead={account.signInLead}>
      <Alert type="success" showIcon className="refused" title={own.resetDone} />
      <Button
        type="primary"
        size="large"
        block
        onClick={() => {
          askAgain();
          goTo(linkTo('desk'), 'replace');
        }}
      >
        {account.toSignIn}
      </Button>
    </Door>
  );
}

function DeadLink() {
  const { own, account, product } = useWords();
  return (
    <Door title={product} lead={account.signInLead}>
      <Nothing title={own.linkDead} advice={own.linkDeadAdvice}>
        <Button type="primary" size="large" onClick={() => goTo(linkTo('desk'), 'replace')}>
          {account.toSignIn}
        </Button>
      </Nothing>
    </Door>
  );
}
