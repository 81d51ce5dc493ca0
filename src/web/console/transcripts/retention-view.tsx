import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { RETENTION_KINDS, type Retention, type RetentionKind } from '#console/transcripts/transcripts-api.ts';
import { useMe } from '../api/session.tsx';
import { type Reading, useReading } from '../api/use-reading.ts';
import { Choice } from '../frame/choice.tsx';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { estateName, estateZone, named, residentTitle } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { dayKey } from '../text/times.ts';
import { transcriptsDesk } from './calls.ts';
import { Views } from './views.tsx';
import { WhyForm } from './why-form.tsx';

const LOOK_EVERY = 3_000;

/** What an estate's rule no longer keeps: shown first, deleted once a manager confirms. */
export function RetentionView() {
  const words = useWords();
  const me = useMe();
  const [estate, setEstate] = useState(me.estates[0]?.id ?? '');
  const reading = useReading(estate, (signal) => transcriptsDesk.retention(estate, signal));
  const { data, refusal, reload } = reading;
  const running = data?.running ?? false;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(reload, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [running, reload]);
  return (
    <section className="list view" aria-label={words.transcripts.views.retention}>
      <div className="list-head">
        <Views view="retention" />
      </div>
      <p className="view-lead">{words.transcripts.retention.lead}</p>
      {me.estates.length > 1 && (
        <div className="view-filters">
          <Choice
            label={words.conversations.estate}
            value={estate}
            options={me.estates.map(({ id }) => ({ value: id, label: estateName(me, id, words) }))}
            choose={setEstate}
          />
        </div>
      )}
      {refusal && <Refused refusal={refusal} retry={reload} />}
      {!data && !refusal && <Patience />}
      {data && <Due data={data} reading={reading} />}
      {data && <Held data={data} />}
    </section>
  );
}

function Due({ data, reading }: { data: Retention; reading: Reading<Retention> }) {
  const words = useWords();
  const me = useMe();
  const text = words.transcripts.retention;
  const total = RETENTION_KINDS.reduce((sum, kind) => sum + (data.due[kind]?.count ?? 0), 0);
  const zone = estateZone(me, data.estateId);
  return (
    <>
      <dl className="rules">
        {RETENTION_KINDS.map((kind) => (
          <Rule key={kind} kind={kind} data={data} zone={zone} />
        ))}
      </dl>
      {data.running && (
        <p className="filling" role="status">
          {text.running}
        </p>
      )}
      {total === 0 && !data.running && <Nothing title={text.nothing} advice={text.nothingAdvice} />}
      {total > 0 && !data.running && <DeleteDue data={data} total={total} done={reading.reload} />}
      {data.rows.length > 0 && (
        <section className="view-part">
          <h3>{text.rows}</h3>
          {data.rows.map((row) => (
            <a key={row.id} className="row" href={linkTo('conversations', row.id)}>
              <span className="row-head">
                <span className="row-title">{residentTitle(row, words)}</span>
                <SaidTime at={row.lastAt} estateId={data.estateId} />
              </span>
              <span className="row-about">
                {[row.service && named(words.services, row.service), named(words.channels, row.channel)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </a>
          ))}
        </section>
      )}
    </>
  );
}

function Rule({ kind, data, zone }: { kind: RetentionKind; data: Retention; zone: string }) {
  const { transcripts } = useWords();
  const text = transcripts.retention;
  const due = data.due[kind];
  return (
    <div>
      <dt>{named(text.kinds, kind)}</dt>
      <dd>
        <strong>{text.months(data.months[kind])}</strong>
        {due && (
          <>
            <span>
              {text.due(due.count)} · {text.before(dayKey(due.before, zone))}
            </span>
            {due.kept > 0 && <span className="none">{text.kept(due.kept)}</span>}
          </>
        )}
      </dd>
    </div>
  );
}

/** Deletes just what stands on the page. */
function DeleteDue({ data, total, done }: { data: Retention; total: number; done(): void }) {
  const { transcripts } = useWords();
  const text = transcripts.retention;
  const [asking, setAsking] = useState(false);
  const before = Object.fromEntries(
    RETENTION_KINDS.flatMap((kind) => (data.due[kind]?.count ? [[kind, data.due[kind]?.before]] : [])),
  );
  if (!asking) {
    return (
      <div className="view-part">
        <Button onClick={() => setAsking(true)}>{text.run}</Button>
      </div>
    );
  }
  return (
    <div className="view-part">
      <WhyForm
        action={text.confirm}
        danger
        act={(why) => transcriptsDesk.deleteDue(data.estateId, { why, before }).then(done)}
      >
        <p>{text.runLead(total)}</p>
      </WhyForm>
    </div>
  );
}

function Held({ data }: { data: Retention }) {
  const words = useWords();
  const text = words.transcripts.retention;
  return (
    <section className="view-part">
      <h3>{text.held}</h3>
      {data.held.length === 0 && <p className="none">{text.heldNone}</p>}
      {data.held.map(({ id, why, by, at }) => (
        <a key={id} className="row" href={linkTo('conversations', id)}>
          <span className="row-head">
            <span className="row-title">{why}</span>
            <SaidTime at={at} estateId={data.estateId} />
          </span>
          <span className="row-about">{text.by(by)}</span>
        </a>
      ))}
    </section>
  );
}
