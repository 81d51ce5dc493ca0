import { Button, Input } from 'antd';
import { useState } from 'react';
import { useMe } from '../api/session.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { moveInDesk } from './calls.ts';
import type { MoveInPart } from './move-in-part.ts';

/** Steps that end or stop something stand apart from those that go on. */
const ASIDE = new Set(['mark-absent', 'refuse-handover', 'give-to-director', 'cancel', 'dispute-fees']);
/** Steps that have a place of their own on the sheet. */
const ELSEWHERE = new Set(['find-papers-missing']);

/** What may be done now. A step that needs a reason asks for it before it is taken. */
export function Steps({ id, detail, work }: MoveInPart) {
  const { moveIn } = useWords();
  const me = useMe();
  const [chosen, setChosen] = useState<string>();
  const decides = me.rights.includes('decide-move-ins');
  const next = detail.next.filter(({ step, decision }) => !ELSEWHERE.has(step) && (decides || !decision));
  const open = next.find(({ step }) => step === chosen);
  const take = async (step: string, reason: string, decision: boolean) => {
    const wish = { step, reason };
    const done = await work.run(() => (decision ? moveInDesk.decide(id, wish) : moveInDesk.step(id, wish)));
    if (done) setChosen(undefined);
  };
  const press = (step: string, reason: boolean, decision: boolean) =>
    reason || ASIDE.has(step) ? setChosen(step) : take(step, '', decision);
  const shown = (aside: boolean) => next.filter(({ step }) => ASIDE.has(step) === aside);
  return (
    <div className="move-in-steps">
      <h4>{moveIn.next}</h4>
      {next.length === 0 && <p className="none">{moveIn.noNext}</p>}
      {[false, true].map((aside) => (
        <div key={String(aside)} className="work-row">
          {shown(aside).map(({ step, reason, decision }) => (
            <Button
              key={step}
              size={aside ? 'small' : 'middle'}
              type={aside || step === 'archive' || decision ? 'default' : 'primary'}
              disabled={work.busy}
              aria-expanded={reason || aside ? chosen === step : undefined}
              title={decision ? moveIn.decision : ''}
              onClick={() => press(step, reason, decision)}
            >
              {named(moveIn.steps, step)}
            </Button>
          ))}
        </div>
      ))}
      {open && (
        <Reason
          key={open.step}
          step={open.step}
          needed={open.reason}
          busy={work.busy}
          take={(reason) => take(open.step, reason, open.decision)}
          leave={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}

interface ReasonProps {
  step: string;
  needed: boolean;
  busy: boolean;
  take(reason: string): void;
  leave(): void;
}

function Reason({ step, needed, busy, take, leave }: ReasonProps) {
  const words = useWords();
  const { moveIn } = words;
  const [reason, setReason] = useState('');
  const missing = needed && reason.trim() === '';
  return (
    <div className="work-row">
      <Input
        autoFocus
        aria-label={`${named(moveIn.steps, step)}：${moveIn.reason}`}
        placeholder={`${named(moveIn.steps, step)} · ${needed ? moveIn.reasonNeeded : `${moveIn.reason}（${moveIn.reasonHint}）`}`}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={() => !missing && take(reason)}
      />
      <Button type="primary" disabled={busy || missing} onClick={() => take(reason)}>
        {busy ? moveIn.busy : moveIn.do}
      </Button>
      <Button disabled={busy} onClick={leave}>
        {words.back}
      </Button>
    </div>
  );
}
