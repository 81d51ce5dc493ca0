import type { AuditEntryShown } from '#console/accounts/staff-api.ts';
import type { Me } from '#console/api.ts';
import { useMe } from '../api/session.tsx';
import { linkTo, type Route } from '../frame/route.ts';
import { useWords } from '../text/language.tsx';
import { estateName, named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import type { Words } from '../text/zh-CN.ts';

/** Where a subject is looked at, by its kind. */
const PAGE_OF: Record<string, Route['page']> = { ticket: 'tickets', conversation: 'conversations', staff: 'staff' };

/** Changes, one below the other: who did what to what, when, and why. */
export function AuditRows({ rows }: { rows: readonly AuditEntryShown[] }) {
  return (
    <ol className="audit">
      {rows.map((entry) => (
        <AuditRow key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function AuditRow({ entry }: { entry: AuditEntryShown }) {
  const words = useWords();
  const me = useMe();
  const { audit } = words;
  const detail = Object.entries(entry.detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${named(audit.details, key)} ${shownValue(key, value, words, me)}`);
  return (
    <li className="audit-row">
      <span className="audit-what">
        <b>{entry.actorName ?? named(audit.actors, entry.actor)}</b> {named(audit.actions, entry.action)}{' '}
        {entry.subject !== entry.actor && <Subject entry={entry} />}
      </span>
      <SaidTime at={entry.at} {...(entry.estateId && { estateId: entry.estateId })} />
      {entry.why && (
        <span className="audit-why">
          {audit.why}：{entry.why}
        </span>
      )}
      {detail.length > 0 && <span className="row-about audit-why">{detail.join(' · ')}</span>}
    </li>
  );
}

function shownValue(key: string, value: string | number | boolean | null, words: Words, me: Me): string {
  if (value === true) return '✓';
  if (value === false) return '✗';
  if (key.startsWith('estates') && value !== '*') {
    return String(value)
      .split(', ')
      .map((id) => estateName(me, id, words) || id)
      .join(words.lang === 'en' ? ', ' : '、');
  }
  if (key === 'role' || key === 'roleBefore') return named(words.roles, String(value));
  if (key === 'state' || key === 'from' || key === 'to') return named(words.states, String(value));
  return value === '*' ? words.staff.everyEstate : String(value);
}

function Subject({ entry: { subject, subjectName } }: { entry: AuditEntryShown }) {
  const { audit } = useWords();
  const [kind = '', id = ''] = subject.split(/:(.*)/s);
  const title = `${named(audit.kinds, kind)} ${subjectName ?? id.slice(-4)}`;
  const page = PAGE_OF[kind];
  return page && id ? <a href={linkTo(page, id)}>{title}</a> : title;
}
