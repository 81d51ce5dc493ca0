import { Button, Input } from 'antd';
import { useState } from 'react';
import type { QuestionDetail } from '#console/questions/question-api.ts';
import { useWords } from '../text/language.tsx';

const SHOWN = 8;

/** The office's own values, to be spoken instead of typed: a number that changes is then changed in one place. */
export function KeyChoice({ keys, take }: { keys: QuestionDetail['keys']; take(key: string): void }) {
  const { questions: text, lang } = useWords();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const filled = keys.flatMap(({ key, value }) => (value ? [{ key, said: lang === 'en' ? value.en : value.zh }] : []));
  const shown = filled.filter(({ key, said }) => wanted === '' || `${key} ${said}`.toLowerCase().includes(wanted));
  return (
    <details className="keys-choice">
      <summary>{text.keysTitle}</summary>
      <p className="none">{text.keysLead}</p>
      <Input
        aria-label={text.keysSearch}
        placeholder={text.keysSearch}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul>
        {shown.slice(0, SHOWN).map(({ key, said }) => (
          <li key={key}>
            <Button size="small" onClick={() => take(key)}>
              {key}
            </Button>
            <span className="row-about">{said}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
