import type { LogEntry } from '#console/api.ts';
import type { CaseNote } from '#console/transcripts/transcripts-api.ts';
import { linkTo } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { ClockTime } from '../text/said-time.tsx';
import { useReadsAll } from './reads-all.ts';

/** What stands beside an entry for whoever reads it later: how it was understood, what became of cases. */
export function Asides({ entry, estateId }: { entry: LogEntry; estateId: string }) {
  const id = useReadsAll();
  if (id === undefined) return null;
  return (
    <>
      <p className={entry.role === 'resident' ? 'aside-line' : 'aside-line office'}>
        {entry.understood && <UnderstoodWords understood={entry.understood} />}
        <Place id={id} seq={entry.seq} />
      </p>
      {entry.cases?.map((note) => (
        <CaseLine key={`${note.number} ${note.kind} ${note.at}`} note={note} estateId={estateId} />
      ))}
    </>
  );
}

/** The entry's place in the log, as a link that can be passed on. */
function Place({ id, seq }: { id: string; seq: number }) {
  const { transcripts: text } = useWords();
  return (
    <a className="place" href={`${linkTo('conversations', id)}?seq=${seq}`} title={text.linkHere}>
      #{seq}
    </a>
  );
}

function UnderstoodWords({ understood: { intent, score, band } }: { understood: NonNullable<LogEntry['understood']> }) {
  const { transcripts: text } = useWords();
  const said = intent === null ? text.notSure : text.understood(named(text.intents, intent), Math.round(score * 100));
  return (
    <span>
      {said} · {named(text.bands, band)}
    </span>
  );
}

function CaseLine({ note, estateId }: { note: CaseNote; estateId: string }) {
  const words = useWords();
  return (
    <div className="case-line">
      <p>
        <a href={linkTo('tickets', note.ticketId)}>{note.number}</a>{' '}
        {[named(words.ticketEvents, note.kind), named(words.actors, note.actor)].join(' · ')}{' '}
        <ClockTime at={note.at} estateId={estateId} />
      </p>
      {note.answers.length > 0 && (
        <details>
          <summary>{words.transcripts.answers}</summary>
          <dl className="facts">
            {note.answers.map(({ key, value }) => (
              <div key={key}>
                <dt>{named(words.answers, key)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}
