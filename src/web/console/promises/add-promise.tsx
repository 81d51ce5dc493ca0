import { Button, Input } from 'antd';
import { useState } from 'react';
import { clerk } from '../api/clerk-calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useMe } from '../api/session.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { estateZone } from '../text/named.ts';
import { MomentField } from './moment-field.tsx';

/** Notes what was promised in other words or by other ways, such as on the phone. */
export function AddPromise({ id, estateId, done }: { id: string; estateId: string; done(): void }) {
  const { clerk: text, cancel } = useWords();
  const zone = estateZone(useMe(), estateId);
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const [dueAt, setDueAt] = useState<number>();
  const [refusal, setRefusal] = useState<Refusal>();
  if (!open) {
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {text.addPromise}
      </Button>
    );
  }
  const save = () =>
    clerk
      .addPromise(id, { words: words.trim(), dueAt: dueAt ?? 0 })
      .then(() => {
        setOpen(false);
        setWords('');
        done();
      })
      .catch((error: unknown) => setRefusal(asRefusal(error)));
  return (
    <div className="promise-ask">
      {refusal && <Refused refusal={refusal} />}
      <Input
        aria-label={text.promiseWords}
        placeholder={text.promiseWords}
        maxLength={200}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <MomentField label={text.promiseWhen} zone={zone} change={setDueAt} />
      <span className="promise-row">
        <Button size="small" type="primary" disabled={words.trim() === '' || dueAt === undefined} onClick={save}>
          {text.save}
        </Button>
        <Button size="small" onClick={() => setOpen(false)}>
          {cancel}
        </Button>
      </span>
    </div>
  );
}
