import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import type { CodeRequest, HouseholdDetail, IssuedCode, Relation } from '#console/residents/household-api.ts';
import { desk, type Home } from '../api/calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { CodeSlip } from './code-slip.tsx';

interface Props {
  home: Home;
  detail: HouseholdDetail;
  /** Somebody of the home who wants another code, for one more channel. */
  member: HouseholdDetail['members'][number] | undefined;
  done(): void;
  /** The code is in the resident's hands, or this person is not meant any more. */
  settled(): void;
}

const RELATIONS: readonly Relation[] = ['owner', 'tenant', 'family', 'agent'];

/** The form for a new code; the code itself is shown once. */
export function IssueCode({ home, detail, member, done, settled }: Props) {
  const words = useWords();
  const text = words.households;
  const [issued, setIssued] = useState<IssuedCode & { name: string }>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const [form] = Form.useForm<CodeRequest>();
  const initial = {
    relation: member?.relation ?? 'owner',
    name: member?.name ?? '',
    phone: '',
    why: '',
    from: '',
    to: '',
  };

  async function submit(fields: CodeRequest): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    try {
      const wish = { ...initial, ...fields, ...(member && { residentId: member.residentId }) };
      setIssued({ ...(await desk.issueCode(home, wish)), name: wish.name });
      form.resetFields();
      done();
    } catch (error) {
      setRefusal(asRefusal(error));
    } finally {
      setBusy(false);
    }
  }

  const finish = () => {
    setIssued(undefined);
    settled();
  };
  if (issued) return <CodeSlip issued={issued} detail={detail} finish={finish} />;
  return (
    <section className="card-section">
      <h3>{member ? text.issueFor(member.name) : text.issue}</h3>
      <p className="none">{text.issueLead}</p>
      <Form<CodeRequest>
        form={form}
        className="issue"
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={submit}
        disabled={busy}
      >
        {refusal && <Refused refusal={refusal} />}
        <Fields isKnown={member !== undefined} />
        <Button type="primary" htmlType="submit" disabled={busy}>
          {busy ? text.issuing : text.issue}
        </Button>
        {member && <Button onClick={settled}>{words.cancel}</Button>}
      </Form>
    </section>
  );
}

function Fields({ isKnown }: { isKnown: boolean }) {
  const { households: text } = useWords();
  return (
    <>
      <Form.Item name="relation" label={text.relation}>
        <Radio.Group options={RELATIONS.map((value) => ({ value, label: text.relations[value] ?? value }))} />
      </Form.Item>
      <Form.Item
        name="name"
        label={text.name}
        extra={text.nameHint}
        rules={[{ required: true, whitespace: true, message: text.nameHint }]}
      >
        <Input maxLength={40} autoComplete="off" disabled={isKnown} />
      </Form.Item>
      <Form.Item
        name="phone"
        label={text.phone}
        rules={[{ pattern: /^(\+?[\d -]{5,20})?$/, message: text.phoneWrong }]}
      >
        <Input maxLength={20} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="why" label={text.why} rules={[{ required: true, whitespace: true, message: text.whyHint }]}>
        <Input maxLength={200} placeholder={text.whyHint} autoComplete="off" />
      </Form.Item>
      <div className="issue-days">
        <Form.Item name="from" label={text.from} extra={text.dates}>
          <input type="date" />
        </Form.Item>
        <Form.Item name="to" label={text.to}>
          <input type="date" />
        </Form.Item>
      </div>
    </>
  );
}
