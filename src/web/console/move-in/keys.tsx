import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { KeyRequest, MoveInDetail } from '#console/residents/move-in-api.ts';
import { Choice } from '../frame/choice.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { moveInDesk } from './calls.ts';
import type { MoveInPart } from './move-in-part.ts';
import { inWords } from './said.ts';

const EMPTY: KeyRequest = { kind: 'door', count: 1, event: 'issued', signer: '', idChecked: false, note: '' };

/** The key ledger: what went out and came back, who signed, and the rule by which keys are handed over. */
export function Keys({ id, detail, work }: MoveInPart) {
  const words = useWords();
  const { keys: text } = words.moveIn;
  return (
    <section className="card-section">
      <h3>{text.title}</h3>
      {detail.keyRule && (
        <p className="key-rule">
          {text.rule}：{inWords(words, detail.keyRule.reason)}（{text.approvedBy(detail.keyRule.approvedBy)}）
        </p>
      )}
      {detail.exception && <p className="key-rule">{text.exception(detail.exception.by, detail.exception.reason)}</p>}
      {detail.keys.length === 0 && <p className="none">{text.none}</p>}
      <ol className="ledger">
        {detail.keys.map((line) => (
          <Line key={line.id} line={line} estateId={detail.estateId} />
        ))}
      </ol>
      <KeyForm id={id} detail={detail} work={work} />
    </section>
  );
}

function Line({ line, estateId }: { line: MoveInDetail['keys'][number]; estateId: string }) {
  const words = useWords();
  const { keys: text } = words.moveIn;
  const about = [
    line.signer,
    line.idChecked ? text.idChecked : text.notChecked,
    line.by,
    ...(line.note ? [line.note] : []),
  ];
  return (
    <li>
      <span className="row-head">
        <strong>
          {inWords(words, line.name)} × {line.count} {named(text.events, line.event)}
        </strong>
        <SaidTime at={line.at} estateId={estateId} />
      </span>
      <span className="row-about">{about.join(' · ')}</span>
    </li>
  );
}

function KeyForm({ id, detail, work }: MoveInPart) {
  const words = useWords();
  const { keys: text } = words.moveIn;
  const [line, setLine] = useState(EMPTY);
  const set = (part: Partial<KeyRequest>) => setLine({ ...line, ...part });
  const kinds = detail.keyKinds.map(({ key, name }) => ({ value: key, label: inWords(words, name) }));
  const events = Object.entries(text.events).map(([value, label]) => ({ value, label }));
  const isKept = line.event === 'kept' || line.event === 'used';
  const add = async () => {
    if (await work.run(() => moveInDesk.key(id, line))) setLine(EMPTY);
  };
  return (
    <div className="work-row">
      <Choice
        label={text.event}
        value={line.event}
        options={events}
        choose={(event) => set({ event: event as KeyRequest['event'] })}
      />
      <Choice label={text.kind} value={line.kind} options={kinds} choose={(kind) => set({ kind })} />
      <InputNumber
        aria-label={text.count}
        min={1}
        max={99}
        value={line.count}
        onChange={(count) => set({ count: count ?? 1 })}
      />
      <Input
        aria-label={text.signer}
        placeholder={text.signer}
        maxLength={60}
        value={line.signer}
        onChange={(event) => set({ signer: event.target.value })}
      />
      <Checkbox checked={line.idChecked} onChange={(event) => set({ idChecked: event.target.checked })}>
        {text.idChecked}
      </Checkbox>
      {isKept && (
        <Input
          aria-label={text.note}
          placeholder={text.note}
          maxLength={300}
          value={line.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      )}
      <Button disabled={work.busy || line.signer.trim() === ''} onClick={add}>
        {text.add}
      </Button>
    </div>
  );
}
