import { Button, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../text/language.tsx';

interface Props {
  question: string;
  label: string;
  dangerous?: boolean;
  busy: boolean;
  leave(): void;
  run(why: string): void;
}

/** One question before something is done to an account, with the reason that is kept. */
export function AskWhy({ question, label, dangerous, busy, leave, run }: Props) {
  const { staff, cancel } = useWords();
  const [why, setWhy] = useState('');
  return (
    <div className="member-end ask-why" role="alertdialog" aria-label={question}>
      <p>{question}</p>
      <Input
        autoFocus
        aria-label={staff.why}
        placeholder={staff.whyHint}
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
        onPressEnter={() => why.trim() !== '' && run(why)}
      />
      <span className="let-go">
        <Button
          {...(dangerous ? { danger: true } : { type: 'primary' as const })}
          disabled={busy || why.trim() === ''}
          onClick={() => run(why)}
        >
          {label}
        </Button>
        <Button onClick={leave}>{cancel}</Button>
      </span>
    </div>
  );
}
