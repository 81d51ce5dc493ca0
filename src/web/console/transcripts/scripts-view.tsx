import { useState } from 'react';
import { type ScriptSumEntry, STEP_CODES, type StepCode } from '#console/transcripts/transcripts-api.ts';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { Choice, codeOptions } from '../frame/choice.tsx';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { estateName, estateZone, named } from '../text/named.ts';
import { transcriptsDesk } from './calls.ts';
import { PeriodChoice } from './period-choice.tsx';
import { Views } from './views.tsx';
import { type Period, stretch } from './wish.ts';

interface Wish {
  estate: string;
  period: Period;
  from: string;
  to: string;
}

/** Fewer conversations than these say little in per cent. */
const FEW = 5;

/** How conversations and clerks keep to the reception script; each number leads to the conversations behind it. */
export function ScriptsView() {
  const words = useWords();
  const me = useMe();
  const text = words.transcripts.scripts;
  const [wish, setWish] = useState<Wish>({ estate: '', period: 'month', from: '', to: '' });
  const filter = { estate: wish.estate, ...stretch(wish, estateZone(me, wish.estate || undefined)) };
  const sums = useReading(JSON.stringify(filter), (signal) => transcriptsDesk.scripts(filter, signal));
  const set = (part: Partial<Wish>) => setWish({ ...wish, ...part });
  const estates = Object.fromEntries(me.estates.map(({ id }) => [id, estateName(me, id, words)]));
  const all = sums.data?.all;
  return (
    <section className="list view" aria-label={words.transcripts.views.scripts}>
      <div className="list-head">
        <Views view="scripts" />
      </div>
      <p className="view-lead">{text.lead}</p>
      <div className="view-filters">
        {me.estates.length > 1 && (
          <Choice
            label={words.conversations.estate}
            value={wish.estate}
            options={codeOptions(words.conversations.all, estates)}
            choose={(estate) => set({ estate })}
          />
        )}
        <PeriodChoice wish={wish} set={set} />
      </div>
      {sums.refusal && <Refused refusal={sums.refusal} retry={sums.reload} />}
      {!sums.data && !sums.refusal && <Patience />}
      {sums.data && !all && <Nothing title={text.none} advice={text.noneAdvice} />}
      {all && (
        <ul className="sums">
          <SumRow name={text.everybody} sum={all} wish={wish} />
          {sums.data?.staff.map((one) => (
            <SumRow key={one.id} name={one.name || words.events.somebody} sum={one} wish={wish} clerk={one.id} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  name: string;
  sum: ScriptSumEntry;
  wish: Wish;
  clerk?: string;
}

function SumRow({ name, sum, wish, clerk }: RowProps) {
  const { transcripts } = useWords();
  const text = transcripts.scripts;
  const link = (more: Record<string, string>) => {
    const given = Object.entries({ ...wish, clerk: clerk ?? '', ...more }).filter(([, value]) => value !== '');
    return `${linkTo('conversations')}?${new URLSearchParams(given)}`;
  };
  return (
    <li className="sum">
      <p className="sum-head">
        <a href={link({})} className="row-title">
          {name}
        </a>
        <span className="none">
          {text.conversations} {sum.conversations} · {text.all} {share(sum.whole, sum.conversations)}
          {sum.conversations < FEW && ` · ${text.tooFew}`}
        </span>
      </p>
      <div className="sum-steps">
        {STEP_CODES.map((step) => (
          <StepShare key={step} step={step} sum={sum} href={link({ lacks: step })} />
        ))}
      </div>
    </li>
  );
}

function StepShare({ step, sum, href }: { step: StepCode; sum: ScriptSumEntry; href: string }) {
  const { transcripts } = useWords();
  const done = sum[step];
  const name = named(transcripts.steps, step);
  const missing = sum.conversations - done;
  return (
    <a className="sum-step" href={href} title={transcripts.scripts.missingIn(name, missing)}>
      <span>{name}</span>
      <strong>{share(done, sum.conversations)}</strong>
      <meter min={0} max={sum.conversations} value={done} aria-label={name} />
    </a>
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`;
}
