import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { HandedLink } from '#console/accounts/staff-api.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useMe } from '../api/session.tsx';
import { Field } from '../frame/field.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { staffDesk } from './calls.ts';
import { type Grant, GrantFields } from './grant-fields.tsx';
import { LinkSlip } from './link-slip.tsx';

/** A new colleague: for whom, as what and where; then the link, once. */
export function InvitePane({ changed }: { changed(): void }) {
  const words = useWords();
  const { staff } = words;
  const [made, setMade] = useState<{ link: HandedLink; label: string }>();
  const leave = () => goTo(linkTo('staff'));
  return (
    <section className="chat ticket" aria-label={staff.invite}>
      <header className="chat-head">
        <Button type="text" icon={<ArrowLeftOutlined />} aria-label={words.back} onClick={leave} />
        <div className="chat-who">
          <h2>{staff.invite}</h2>
        </div>
      </header>
      <div className="card-body">
        {made ? (
          <LinkSlip link={made.link} lead={staff.linkInvite(made.label)} finish={leave} />
        ) : (
          <InviteForm
            done={(link, label) => {
              setMade({ link, label });
              changed();
            }}
          />
        )}
      </div>
    </section>
  );
}

function InviteForm({ done }: { done(link: HandedLink, label: string): void }) {
  const { staff } = useWords();
  const me = useMe();
  const [label, setLabel] = useState('');
  const [grant, setGrant] = useState<Grant>({
    role: me.appoints[0] ?? 'agent',
    estates: me.estates.length === 1 ? me.estates.map(({ id }) => id) : [],
  });
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const nowhere = grant.estates !== '*' && grant.estates.length === 0;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    try {
      done(await staffDesk.invite({ label, ...grant }), label);
    } catch (error) {
      setRefusal(asRefusal(error));
      setBusy(false);
    }
  }

  return (
    <form className="card-section staff-form" onSubmit={submit}>
      <p className="none">{staff.inviteLead}</p>
      {refusal && <Refused refusal={refusal} />}
      <Field label={staff.label}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            placeholder={staff.labelHint}
            maxLength={40}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
      <GrantFields grant={grant} change={setGrant} />
      {nowhere && <p className="none">{staff.chooseEstate}</p>}
      <Button type="primary" htmlType="submit" disabled={busy || nowhere || label.trim() === ''}>
        {busy ? staff.making : staff.makeLink}
      </Button>
    </form>
  );
}
