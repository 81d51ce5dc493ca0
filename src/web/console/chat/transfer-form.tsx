import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { Targets } from '#console/chats/handoff-api.ts';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import type { Acting } from './use-action.ts';

/** Pass a chat on: to a colleague who is there, or to a desk whose queue it joins at its old place; with a note. */
export function TransferForm({ id, acting }: { id: string; acting: Acting }) {
  const { handoff } = useWords();
  const targets = useReading(id, (signal) => desk.targets(id, signal));
  useNews((news) => {
    if (news.kind === 'queue') targets.reload();
  });
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [kind, key = ''] = to.split(':');
  const send = () => acting.run('transfer', id, { ...(kind === 'desk' ? { desk: key } : { staff: key }), note });
  return (
    <div className="panel-form">
      {targets.refusal && <Refused refusal={targets.refusal} retry={targets.reload} />}
      {!targets.data && !targets.refusal && <Patience />}
      {targets.data && (
        <Radio.Group aria-label={handoff.transferAsk} value={to} onChange={(event) => setTo(event.target.value)}>
          <Colleagues targets={targets.data} />
          <Desks targets={targets.data} />
        </Radio.Group>
      )}
      <Input.TextArea
        rows={3}
        maxLength={500}
        value={note}
        aria-label={handoff.note}
        placeholder={`${handoff.note} · ${handoff.noteHint}`}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button
        block
        type="primary"
        size="large"
        disabled={to === '' || note.trim() === '' || acting.busy !== undefined}
        onClick={send}
      >
        {handoff.transferDo}
      </Button>
    </div>
  );
}

function Colleagues({ targets: { colleagues } }: { targets: Targets }) {
  const { handoff, lang } = useWords();
  return (
    <section className="choices-below">
      <h3>{handoff.toColleague}</h3>
      {colleagues.length === 0 && <p className="none">{handoff.nobodyElse}</p>}
      {colleagues.map((one) => (
        <Radio key={one.id} value={`staff:${one.id}`} disabled={one.full}>
          {one.name}{' '}
          <span className="none">
            {[...one.desks.map((name) => (lang === 'en' ? name.en : name.zh)), handoff.holding(one.holding)].join(
              ' · ',
            )}
            {one.full && ` · ${handoff.isFull}`}
          </span>
        </Radio>
      ))}
    </section>
  );
}

function Desks({ targets: { desks } }: { targets: Targets }) {
  const { handoff, lang } = useWords();
  if (desks.length === 0) return null;
  return (
    <section className="choices-below">
      <h3>{handoff.toDesk}</h3>
      {desks.map(({ key, name }) => (
        <Radio key={key} value={`desk:${key}`}>
          {lang === 'en' ? name.en : name.zh}
        </Radio>
      ))}
    </section>
  );
}
