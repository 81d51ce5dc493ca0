import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { Me, SetupRequest } from '#console/api.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useSession } from '../api/session.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { refusalText } from '../text/named.ts';
import { PasswordField } from './password-field.tsx';

type Fields = Omit<SetupRequest, 'token'> & { again: string };

const ACCOUNT_NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]{0,62}[\p{L}\p{M}\p{N}]$/u;
const FIELDS = ['name', 'displayName', 'password'] as const;
const SHORTEST_PASSWORD = 12;

interface Props {
  /** Makes the account, which is signed in then. */
  send(account: Omit<SetupRequest, 'token'>): Promise<Me | undefined>;
  /** The link turned out to be used. */
  onUsed(): void;
}

/** The form for an account of one's own, made with a one-time link. */
export function SetupForm({ send, onUsed }: Props) {
  const words = useWords();
  const { account } = words;
  const { entered } = useSession();
  const [form] = Form.useForm<Fields>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);

  async function submit({ name, displayName, password }: Fields): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    try {
      const me = await send({ name, displayName: displayName.trim(), password });
      goTo(linkTo('desk'), 'replace');
      if (me) entered(me);
    } catch (error) {
      refused(asRefusal(error));
    } finally {
      setBusy(false);
    }
  }

  function refused(why: Refusal): void {
    const field = fieldOf(why);
    if (why.code === 'link-used') onUsed();
    else if (field) form.setFields([{ name: field, errors: [refusalText(why, words)] }]);
    else setRefusal(why);
  }

  const nameRule = { pattern: ACCOUNT_NAME, required: true, message: account.setupNameWrong };
  const callRule = { required: true, whitespace: true, message: account.displayNameMissing };
  const lengthRule = { min: SHORTEST_PASSWORD, required: true, message: account.newPasswordShort };
  const sameRule = {
    validator: async (_: unknown, again: string) => {
      if (again !== form.getFieldValue('password')) throw new Error(account.againWrong);
    },
  };
  return (
    <Form<Fields> form={form} layout="vertical" size="large" requiredMark={false} onFinish={submit} disabled={busy}>
      {refusal && <Refused refusal={refusal} />}
      <Form.Item name="name" label={account.setupName} extra={account.setupNameHint} rules={[nameRule]}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
      </Form.Item>
      <Form.Item name="displayName" label={account.displayName} extra={account.displayNameHint} rules={[callRule]}>
        <Input autoComplete="nickname" maxLength={40} />
      </Form.Item>
      <Form.Item name="password" label={account.newPassword} extra={account.newPasswordHint} rules={[lengthRule]}>
        <PasswordField autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="again" label={account.again} dependencies={['password']} rules={[sameRule]}>
        <PasswordField autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy}>
        {busy ? account.creating : account.create}
      </Button>
    </Form>
  );
}

/** The field that a refusal belongs beside. */
function fieldOf({ code, field }: Refusal): keyof Fields | undefined {
  if (code === 'name-taken') return 'name';
  if (code === 'weak-password') return 'password';
  return FIELDS.find((one) => one === field);
}
