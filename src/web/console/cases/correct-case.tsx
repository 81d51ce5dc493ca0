import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import type { TicketEntry } from '#console/api.ts';
import type { CorrectionRequest } from '#console/clerk-api.ts';
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
  const words = useWords();
  const { clerk: text } = words;
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<Key>('summary');
  const [to, setTo] = useState<string>();
  const [why, setWhy] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const now: Record<Key, string> = {
    summary: ticket.summary,
    unit: ticket.unitCode ?? '',
    level: ticket.level,
    category: ticket.category ?? '',
    contactName: ticket.contactName ?? '',
    contactPhone: '',
  };
  const value = to ?? now[key];
  const save = () =>
    clerk
      .correctCase(ticket.id, { key, to: value.trim(), why })
      .then(() => {
        setOpen(false);
        setTo(undefined);
        setWhy('');
        setRefusal(undefined);
      })
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(done);
  if (!open) {
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {text.correct}
      </Button>
    );
  }
  const wrong = refusal?.field ? text.fieldWrong[refusal.field] : undefined;
  return (
    <div className="case-sheet">
      <Choice
        label={text.correctWhat}
        value={key}
        options={KEYS.map((one) => ({ value: one, label: named(text.correctKeys, one) }))}
        choose={(one) => {
          setKey(one as Key);
          setTo(undefined);
        }}
      />
      {key === 'level' ? (
        <Choice
          label={text.correctTo}
          value={value}
          options={LEVELS.map((one) => ({ value: one, label: named(words.levels, one) }))}
          choose={setTo}
        />
      ) : (
        <Input
          aria-label={text.correctTo}
          placeholder={text.correctTo}
          maxLength={500}
          value={value}
          onChange={(event) => setTo(event.target.value)}
        />
      )}
      <Input
        aria-label={text.correctWhy}
        placeholder={text.correctWhy}
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      {wrong ? <Alert type="warning" showIcon title={wrong} /> : refusal && <Refused refusal={refusal} />}
      <span className="promise-row">
        <Button type="primary" disabled={value.trim() === '' || value === now[key] || why.trim() === ''} onClick={save}>
          {text.correct}
        </Button>
        <Button onClick={() => setOpen(false)}>{words.cancel}</Button>
      </span>
    </div>
  );
}
