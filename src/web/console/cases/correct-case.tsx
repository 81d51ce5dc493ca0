import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import type { TicketEntry } from '#console/api.ts';
import type { CorrectionRequest } from '#console/chats/clerk-api.ts';
import { clerk } from '../api/clerk-calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { Choice } from '../frame/choice.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

type Key = CorrectionRequest['key'];

const KEYS: readonly Key[] = ['summary', 'unit', 'level', 'contactName', 'contactPhone'];
const LEVELS = ['ordinary', 'urgent', 'critical', 'planned'];

/** Puts right what a case says wrongly, with the reason in its history. */
export function CorrectCase({ ticket, done }: { ticket: TicketEntry; done(): void }) {
  const { clerk: text } = useWords();
  const [open, setOpen] = useState(false);
  if (open) return <Correction ticket={ticket} done={done} close={() => setOpen(false)} />;
  return (
    <Button size="small" onClick={() => setOpen(true)}>
      {text.correct}
    </Button>
  );
}

function Correction({ ticket, done, close }: { ticket: TicketEntry; done(): void; close(): void }) {
  const words = useWords();
  const { clerk: text } = words;
  const [key, setKey] = useState<Key>('summary');
  const [to, setTo] = useState<string>();
  const [why, setWhy] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const now = valueNow(ticket, key);
  const value = to ?? now;
  const save = () =>
    clerk
      .correctCase(ticket.id, { key, to: value.trim(), why })
      .then(close)
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(done);
  const choose = (one: string) => {
    setKey(one as Key);
    setTo(undefined);
  };
  const wrong = refusal?.field ? text.fieldWrong[refusal.field] : undefined;
  const keys = KEYS.map((one) => ({ value: one, label: named(text.correctKeys, one) }));
  return (
    <div className="case-sheet">
      <Choice label={text.correctWhat} value={key} options={keys} choose={choose} />
      <NewValue isLevel={key === 'level'} value={value} change={setTo} />
      <Input
        aria-label={text.correctWhy}
        placeholder={text.correctWhy}
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      {wrong ? <Alert type="warning" showIcon title={wrong} /> : refusal && <Refused refusal={refusal} />}
      <span className="promise-row">
        <Button type="primary" disabled={value.trim() === '' || value === now || why.trim() === ''} onClick={save}>
          {text.correct}
        </Button>
        <Button onClick={close}>{words.cancel}</Button>
      </span>
    </div>
  );
}

/** What a case says now; a phone is shown with its middle hidden, and so is written anew. */
function valueNow(ticket: TicketEntry, key: Key): string {
  if (key === 'unit') return ticket.unitCode ?? '';
  return key === 'contactPhone' ? '' : (ticket[key] ?? '');
}

function NewValue({ isLevel, value, change }: { isLevel: boolean; value: string; change(to: string): void }) {
  const words = useWords();
  const label = words.clerk.correctTo;
  if (isLevel) {
    const options = LEVELS.map((one) => ({ value: one, label: named(words.levels, one) }));
    return <Choice label={label} value={value} options={options} choose={change} />;
  }
  return (
    <Input
      aria-label={label}
      placeholder={label}
      maxLength={500}
      value={value}
      onChange={(event) => change(event.target.value)}
    />
  );
}
