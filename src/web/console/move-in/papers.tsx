import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useWords } from '../text/language.tsx';
import { moveInDesk } from './calls.ts';
import type { MoveInPart } from './move-in-part.ts';
import { inWords } from './said.ts';

type PaperState = 'seen' | 'missing' | 'open';

/** The papers of this kind of owner: seen, missing, or not looked at yet. What is missing is told the owner once, all of it. */
export function Papers({ id, detail, work }: MoveInPart) {
  const words = useWords();
  const { papers: text } = words.moveIn;
  const [states, setStates] = useState<Record<string, PaperState>>(() =>
    Object.fromEntries(detail.papers.map(({ key, state }) => [key, state ?? 'open'])),
  );
  const changed = detail.papers.some(({ key, state }) => states[key] !== (state ?? 'open'));
  const inState = (wanted: PaperState) =>
    detail.papers.filter(({ key }) => states[key] === wanted).map(({ key }) => key);
  const save = () => work.run(() => moveInDesk.papers(id, { seen: inState('seen'), missing: inState('missing') }));
  const options = (['seen', 'missing', 'open'] as const).map((value) => ({ value, label: text[value] }));
  return (
    <section className="card-section">
      <h3>{text.title}</h3>
      <ul className="papers">
        {detail.papers.map(({ key, name }) => (
          <li key={key} data-point={key.includes('.')}>
            <span>{inWords(words, name)}</span>
            <Segmented
              size="small"
              aria-label={inWords(words, name)}
              options={options}
              value={states[key] ?? 'open'}
              onChange={(state) => setStates({ ...states, [key]: state })}
            />
          </li>
        ))}
      </ul>
      <p className="none">{text.advice}</p>
      <Button disabled={!changed || work.busy} onClick={save}>
        {text.save}
      </Button>
    </section>
  );
}
