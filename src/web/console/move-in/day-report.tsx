import type { MoveInDay, MoveInDayHome } from '#console/residents/move-in-day-api.ts';
import { useMe } from '../api/session.tsx';
import { linkTo } from '../frame/route.ts';
import { type Column, LinkTable } from '../frame/table.tsx';
import { useWide } from '../frame/use-wide.ts';
import { useWords } from '../text/language.tsx';
import { estateZone, named } from '../text/named.ts';
import { clockTime, exactTime } from '../text/times.ts';
import { StateMark } from '../tickets/state-mark.tsx';

const OUTCOMES = ['done', 'here', 'expected', 'not-done', 'not-come'] as const;
const OPEN: ReadonlySet<MoveInDayHome['done']> = new Set(['not-done', 'not-come']);

/** The day in numbers: homes by outcome, defects by level, keys. */
export function DayCounts({ day: { homes, defects, keys } }: { day: MoveInDay }) {
  const { moveInDay: text } = useWords();
  const of = (outcome: string) => homes.filter(({ done }) => done === outcome).length;
  const { serious, ordinary, minor } = defects;
  return (
    <dl className="day-counts">
      <Count name={text.homes} value={homes.length} />
      {OUTCOMES.map((one) => (
        <Count key={one} name={named(text.count, one)} value={of(one)} />
      ))}
      <Count name={text.defects} value={serious + ordinary + minor} about={text.levels(serious, ordinary, minor)} />
      <Count name={text.keys} value={keys} />
    </dl>
  );
}

function Count({ name, value, about }: { name: string; value: number; about?: string }) {
  return (
    <div className="day-count">
      <dt>{name}</dt>
      <dd>
        {value}
        {about && value > 0 && <span className="day-about">{about}</span>}
      </dd>
    </div>
  );
}

/** Home by home, by time; each leads to its case. */
export function DayHomes({ day }: { day: MoveInDay }) {
  const { moveInDay: text } = useWords();
  const columns = useColumns(day.estateId);
  const wide = useWide();
  const linkOf = ({ id }: MoveInDayHome) => linkTo('tickets', id);
  if (wide) return <LinkTable label={text.title} rows={day.homes} columns={columns} linkOf={linkOf} />;
  return day.homes.map((home) => (
    <a key={home.id} className="row" href={linkOf(home)}>
      <span className="row-head">
        <span className="row-title">
          {home.time ?? '—'} · {home.unitCode}
        </span>
        <span className="row-end">
          <StateMark state={home.state} />
        </span>
      </span>
      <span className="row-text">
        <Outcome home={home} estateId={day.estateId} />
      </span>
      <span className="row-about">
        {[named(text.purposes, home.purpose), home.contactName, home.contactPhone].filter(Boolean).join(' · ')}
      </span>
    </a>
  ));
}

function useColumns(estateId: string): Column<MoveInDayHome>[] {
  const { moveInDay: text, lang } = useWords();
  return [
    { title: text.time, width: 90, cell: ({ time }) => time ?? '—' },
    { title: text.home, width: 130, cell: ({ unitCode }) => <span className="number">{unitCode}</span> },
    {
      title: text.kind,
      width: 190,
      cell: ({ kind, purpose }) => `${named(text.purposes, purpose)} · ${lang === 'en' ? kind.en : kind.zh}`,
    },
    {
      title: text.who,
      width: 210,
      cell: ({ contactName, contactPhone }) => [contactName, contactPhone].filter(Boolean).join(' ') || '—',
    },
    { title: text.state, width: 150, cell: ({ state }) => <StateMark state={state} /> },
    { title: text.outcome, cell: (home) => <Outcome home={home} estateId={estateId} /> },
  ];
}

/** What came of it, when, and why not. */
function Outcome({ home, estateId }: { home: MoveInDayHome; estateId: string }) {
  const { moveInDay: text } = useWords();
  const zone = estateZone(useMe(), estateId);
  const { done, arrivedAt, keysAt, reason } = home;
  return [
    named(text.count, done),
    ...(arrivedAt === null ? [] : [text.came(clockTime(arrivedAt, zone))]),
    ...(keysAt === null ? [] : [text.handed(clockTime(keysAt, zone))]),
    ...(OPEN.has(done) ? [reason ? text.why(reason) : text.noWhy] : []),
  ].join(' · ');
}

/** On paper only: who printed it when, and room to sign. */
export function DaySigns() {
  const { moveInDay: text, lang } = useWords();
  const me = useMe();
  return (
    <footer className="day-signs">
      <p>{text.printed(exactTime(Date.now(), estateZone(me), lang), me.displayName)}</p>
      {text.signs.map((one) => (
        <p key={one} className="day-sign">
          {one}
        </p>
      ))}
    </footer>
  );
}
