import { Button, Form, Input } from 'antd';
import { useWords } from '../text/language.tsx';

interface Props {
  busy: boolean;
  wait: string | undefined;
  submit(code: string): void;
  back(): void;
}

/** The second step of signing in: digits from the telephone, or a recovery code. */
export function CodeStep({ busy, wait, submit, back }: Props) {
  const { own, account } = useWords();
  return (
    <Form<{ code: string }>
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={({ code }) => submit(code)}
      disabled={busy}
    >
      <p className="door-step">{own.codeLead}</p>
      <Form.Item
        name="code"
        label={own.code}
        extra={own.codeHint}
        rules={[{ required: true, whitespace: true, message: own.codeMissing }]}
      >
        <Input autoFocus autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} maxLength={40} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy || wait !== undefined}>
        {wait ?? (busy ? account.signingIn : account.signIn)}
      </Button>
      <Button type="link" block onClick={back}>
        {own.codeBack}
      </Button>
    </Form>
  );
}
