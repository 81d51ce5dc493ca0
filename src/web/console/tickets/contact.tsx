import { Button } from 'antd';
import { useState } from 'react';
import type { TicketEntry } from '#console/api.ts';
import { desk } from '../api/calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useWords } from '../text/language.tsx';
import { refusalText } from '../text/named.ts';

/** Name and phone; the whole number is shown when it is asked for, and that is on record. */
export function Contact({ ticket: { id, contactName, contactPhone, confidential } }: { ticket: TicketEntry }) {
  const words = useWords();
  const { cases } = words;
  const [phone, setPhone] = useState<string>();
  const [refusal, setRefusal] = useState<Refusal>();
  const show = () =>
    desk.showPhone(id).then(
      (answer) => setPhone(answer.phone),
      (error: unknown) => setRefusal(asRefusal(error)),
    );
  const shown = [contactName, phone ?? contactPhone].filter(Boolean).join(' · ');
  return (
    <span className="contact">
      <span className="number">{shown || (confidential ? words.tickets.confidential : '—')}</span>
      {contactPhone && !phone && (
        <Button size="small" type="link" title={cases.phoneLogged} onClick={show}>
          {cases.showPhone}
        </Button>
      )}
      {refusal && <span className="none">{refusalText(refusal, words)}</span>}
    </span>
  );
}
