import { Alert, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { TicketDetail } from '#console/api.ts';
import { desk } from '../api/calls.ts';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { Choice } from '../frame/choice.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

const MOST = 1000;

interface Props {
  detail: TicketDetail;
  done(): void;
}

/** What staff do with a case: move it on with a reason, note something, tell whoever reported it. */
export function WorkOn({ detail, done }: Props) {
  const { cases } = useWords();
  const [refusal, setRefusal] = useState<Refusal>();
  const [outcome, setOutcome] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function run(work: () => Promise<{ told: boolean }>, tell: boolean): Promise<boolean> {
    setBusy(true);
    setRefusal(undefined);
    setOutcome(undefined);
    try {
      const { told } = await work();
      setOutcome(tell ? (told ? cases.told : cases.untold) : cases.saved);
      return true;
    } catch (error) {
      setRefusal(asRefusal(error));
      return false;
    } finally {
      setBusy(false);
      done();
    }
  }

  return (
    <section className="card-section work">
      <h3>{cases.work}</h3>
      {detail.next.length > 0 && <StateForm detail={detail} busy={busy} run={run} />}
      <NoteForm id={detail.ticket.id} joined={joinedTo(detail)} busy={busy} run={run} />
      {outcome && <Alert type={outcome === cases.untold ? 'warning' : 'success'} showIcon title={outcome} />}
      {refusal && <Refused refusal={refusal} />}
    </section>
  );
}

type Run = (work: () => Promise<{ told: boolean }>, tell: boolean) => Promise<boolean>;

function StateForm({ detail: { ticket, next }, busy, run }: Omit<Props, 'done'> & { busy: boolean; run: Run }) {
  const words = useWords();
  const { cases } = words;
  const [state, setState] = useState('');
  const [why, setWhy] = useState('');
  const [tell, setTell] = useState(true);
  const toldReason = next.find((one) => one.state === state)?.reason ?? false;
  const missing = toldReason && why.trim() === '';
  const options = [
    { value: '', label: cases.keep },
    ...next.map((one) => ({ value: one.state, label: named(words.states, one.state) })),
  ];
  const change = () => run(() => desk.changeState(ticket.id, { from: ticket.state, state, why, tell }), tell);
  return (
    <div className="work-row">
      <Choice label={cases.state} value={state} options={options} choose={setState} />
      <Input
        aria-label={cases.why}
        placeholder={toldReason ? cases.whyTold : cases.whyHint}
        maxLength={MOST}
        value={why}
        status={missing ? 'warning' : ''}
        onChange={(event) => setWhy(event.target.value)}
      />
      <Checkbox checked={tell} onChange={(event) => setTell(event.target.checked)}>
        {cases.tell}
      </Checkbox>
      <Button
        type="primary"
        disabled={busy || state === '' || missing}
        title={missing ? cases.whyNeeded : ''}
        onClick={change}
      >
        {busy ? cases.changing : cases.change}
      </Button>
    </div>
  );
}

/** How many other homes have joined this case: what is told to one of them is told to all. */
function joinedTo({ events }: TicketDetail): number {
  return events.filter(({ kind }) => kind === 'joined-by').length;
}

function NoteForm({ id, joined, busy, run }: { id: string; joined: number; busy: boolean; run: Run }) {
  const { cases } = useWords();
  const [words, setWords] = useState('');
  const save = async (tell: boolean) => {
    if (await run(() => desk.noteCase(id, { words, tell }), tell)) setWords('');
  };
  const empty = words.trim() === '';
  return (
    <div className="work-row">
      <Input.TextArea
        aria-label={cases.note}
        placeholder={cases.note}
        autoSize={false}
        rows={2}
        maxLength={MOST}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button disabled={busy || empty} onClick={() => save(false)}>
        {cases.addNote}
      </Button>
      <Button disabled={busy || empty} onClick={() => save(true)}>
        {joined > 0 ? cases.tellAll(joined + 1) : cases.tellNote}
      </Button>
    </div>
  );
}
