import { Button, Input } from 'antd';
import { useState } from 'react';
import type { MoveInDetail } from '#console/residents/move-in-api.ts';
import { Choice } from '../frame/choice.tsx';
import { useWords } from '../text/language.tsx';
import { moveInDesk } from './calls.ts';
import type { MoveInPart } from './move-in-part.ts';
import { inWords } from './said.ts';

type Part = MoveInDetail['parts'][number];

/** The inspection part by part, and the form for a defect. */
export function Inspection({ id, detail, work }: MoveInPart) {
  const words = useWords();
  const { inspection: text } = words.moveIn;
  const [why, setWhy] = useState('');
  const note = (part: Part, result: 'pass' | 'unchecked') => {
    const open = part.checks.filter((check) => check.result === null);
    const reason = result === 'unchecked' ? { reason: why } : {};
    return work.run(() => moveInDesk.checks(id, { checks: open.map(({ code }) => ({ code, result, ...reason })) }));
  };
  return (
    <section className="card-section">
      <h3>{text.title}</h3>
      <ul className="parts">
        {detail.parts.map((part) => (
          <PartLine key={part.letter} part={part} busy={work.busy} mayLeave={why.trim() !== ''} note={note} />
        ))}
      </ul>
      <Input
        aria-label={text.why}
        placeholder={text.why}
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      <DefectForm id={id} detail={detail} work={work} />
    </section>
  );
}

interface PartProps {
  part: Part;
  busy: boolean;
  /** True when a reason is given for what is not checked. */
  mayLeave: boolean;
  note(part: Part, result: 'pass' | 'unchecked'): void;
}

function PartLine({ part, busy, mayLeave, note }: PartProps) {
  const words = useWords();
  const { inspection: text } = words.moveIn;
  const done = part.checks.filter(({ result }) => result !== null);
  const found = new Set(done.map(({ result }) => result ?? ''));
  const isDone = done.length === part.checks.length;
  return (
    <li className="part" data-missing={part.minimum && done.length === 0}>
      <span>
        <strong>{part.letter}</strong> {inWords(words, part.name)}{' '}
        {part.minimum && <span className="mark">{text.minimum}</span>}
      </span>
      <span className="part-found">
        {[...found].map((result) => text.results[result]).join(' · ')} {text.part(done.length, part.checks.length)}
      </span>
      <span className="part-acts">
        <Button size="small" disabled={busy || isDone} onClick={() => note(part, 'pass')}>
          {text.allPass}
        </Button>
        <Button
          size="small"
          disabled={busy || isDone || !mayLeave}
          title={text.why}
          onClick={() => note(part, 'unchecked')}
        >
          {text.unchecked}
        </Button>
      </span>
    </li>
  );
}

function DefectForm({ id, detail, work }: MoveInPart) {
  const words = useWords();
  const { inspection: text } = words.moveIn;
  const [code, setCode] = useState('');
  const [level, setLevel] = useState<'serious' | 'ordinary' | 'minor'>('ordinary');
  const [told, setTold] = useState('');
  const points = detail.parts.flatMap((part) =>
    part.checks.map((check) => ({
      value: check.code,
      label: `${check.code} ${inWords(words, part.name)} · ${inWords(words, check.name)}`,
    })),
  );
  const levels = (['serious', 'ordinary', 'minor'] as const).map((value) => ({
    value,
    label: text.levels[value] ?? value,
  }));
  const add = async () => {
    if (await work.run(() => moveInDesk.addDefect(id, { code, level, words: told }))) setTold('');
  };
  return (
    <div className="work-row">
      <Choice
        label={text.point}
        value={code}
        options={[{ value: '', label: text.point }, ...points]}
        choose={setCode}
      />
      <Choice label={text.level} value={level} options={levels} choose={(chosen) => setLevel(chosen as typeof level)} />
      <Input
        aria-label={text.words}
        placeholder={text.words}
        maxLength={300}
        value={told}
        onChange={(event) => setTold(event.target.value)}
      />
      <Button disabled={work.busy || code === '' || told.trim().length < 2} onClick={add}>
        {text.addDefect}
      </Button>
    </div>
  );
}
