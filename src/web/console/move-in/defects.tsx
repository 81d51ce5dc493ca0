import { Button, Input } from 'antd';
import { useState } from 'react';
import type { DefectStepName, MoveInDetail } from '#console/residents/move-in-api.ts';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { moveInDesk } from './calls.ts';
import type { MoveInPart } from './move-in-part.ts';
import { inWords } from './said.ts';

/** Each defect with how it stands, how often a recheck was in vain, and what may follow. */
export function Defects({ id, detail, work }: MoveInPart) {
  const { defects: text } = useWords().moveIn;
  const [day, setDay] = useState('');
  const take = (defect: string, step: DefectStepName) =>
    work.run(() => moveInDesk.moveDefect(id, defect, { step, reason: '', promisedOn: step === 'begin' ? day : '' }));
  return (
    <section className="card-section">
      <h3>{text.title}</h3>
      <ul className="defects">
        {detail.defects.map((defect) => (
          <Defect key={defect.id} defect={defect} busy={work.busy} take={(step) => take(defect.id, step)} />
        ))}
      </ul>
      {detail.defects.some(({ next }) => next.includes('begin')) && (
        <div className="promised">
          <span>{text.promisedOn}</span>
          <Input
            type="date"
            aria-label={text.promisedOn}
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        </div>
      )}
    </section>
  );
}

interface DefectProps {
  defect: MoveInDetail['defects'][number];
  busy: boolean;
  take(step: DefectStepName): void;
}

function Defect({ defect, busy, take }: DefectProps) {
  const words = useWords();
  const { defects: text, inspection } = words.moveIn;
  const { id, number, point, code, level, state, rounds, promisedOn, next } = defect;
  const about = [
    `${code} ${inWords(words, point)}`,
    inspection.levels[level] ?? level,
    named(text.states, state),
    ...(rounds > 0 ? [text.rounds(rounds)] : []),
    ...(promisedOn ? [text.promised(promisedOn)] : []),
  ];
  return (
    <li className="defect" data-level={level} data-state={state}>
      <span className="row-head">
        <a className="number" href={linkTo('tickets', id)}>
          {number}
        </a>
        <strong>{defect.words}</strong>
      </span>
      <span className="row-about">{about.join(' · ')}</span>
      <span className="part-acts">
        {next.map((step) => (
          <Button key={step} size="small" danger={step === 'fail'} disabled={busy} onClick={() => take(step)}>
            {named(text.steps, step)}
          </Button>
        ))}
      </span>
    </li>
  );
}
