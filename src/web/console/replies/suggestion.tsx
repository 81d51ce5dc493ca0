import { Button } from 'antd';
import { useState } from 'react';
import { clerk } from '../api/clerk-calls.ts';
import { useReading } from '../api/use-reading.ts';
import { useWords } from '../text/language.tsx';

/** The bot's answer to what the resident asked last, for the clerk to take, change or leave; it is never sent by itself. */
export function Suggestion({ id, lastSeq, insert }: { id: string; lastSeq: number; insert(text: string): void }) {
  const { clerk: text } = useWords();
  const { data } = useReading(`${id} ${lastSeq}`, (signal) => clerk.answers(id, '', signal));
  const [left, setLeft] = useState<string | null>(null);
  const best = data?.answers.find(({ sure }) => sure);
  if (!best?.text || data?.asked === left) return null;
  const answer = best.text;
  const leave = () => setLeft(data?.asked ?? null);
  return (
    <section className="suggestion" aria-label={text.suggestion}>
      <p className="suggestion-asked">
        <strong>{text.suggestion}</strong> {text.suggestionFor(data?.asked ?? '')}
      </p>
      <p className="suggestion-text">{answer}</p>
      <div className="suggestion-row">
        <Button
          size="small"
          onClick={() => {
            insert(answer);
            leave();
          }}
        >
          {text.insert}
        </Button>
        <Button size="small" type="text" onClick={leave}>
          {text.dismiss}
        </Button>
      </div>
    </section>
  );
}
