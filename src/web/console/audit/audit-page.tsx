import { TeamOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useMe } from '../api/session.tsx';
import { usePages } from '../api/use-pages.ts';
import { useReading } from '../api/use-reading.ts';
import { Choice, codeOptions } from '../frame/choice.tsx';
import { ListFoot } from '../frame/list-foot.tsx';
import { goTo, linkTo, useRoute } from '../frame/route.ts';
import { staffDesk } from '../staff/calls.ts';
import '../staff/staff.css';
import { useWords } from '../text/language.tsx';
import { estateName, estateZone } from '../text/named.ts';
import { dayStart } from '../text/times.ts';
import './audit.css';
import { AuditRows } from './audit-rows.tsx';

const NO_WISH = { actor: '', about: '', estate: '', from: '', to: '' };
type Wish = typeof NO_WISH;

const DAY_MS = 24 * 60 * 60_000;
/** Who may be chosen as doer; more than an office has. */
const MOST_PEOPLE = 100;

/** Changes of records: who, what, when and why. `?subject=` shows those of one thing. */
export function AuditPage() {
  const { audit } = useWords();
  const { query } = useRoute();
  const zone = estateZone(useMe());
  const subject = query.get('subject') ?? '';
  const [wish, setWish] = useState(NO_WISH);
  const { actor, about, estate, from, to } = wish;
  const last = to && dayStart(to, zone);
  const filter = {
    actor,
    about,
    estate,
    subject,
    from: from ? dayStart(from, zone) : undefined,
    to: last ? last + DAY_MS : undefined,
  };
  const pages = usePages(JSON.stringify(filter), async (before, signal) => {
    const { entries, next } = await staffDesk.audit({ ...filter, before, limit: 50 }, signal);
    return { rows: entries, next };
  });
  const wished = subject !== '' || Object.values(wish).some((part) => part !== '');
  const clear = () => {
    setWish(NO_WISH);
    if (subject) goTo(linkTo('audit'), 'replace');
  };
  return (
    <div className="reading">
      <section className="list" aria-label={audit.title}>
        <AuditFilters wish={wish} change={setWish} />
        <p className="audit-lead none">{audit.lead}</p>
        <AuditRows rows={pages.rows ?? []} />
        <ListFoot
          pages={pages}
          empty={wished ? { title: audit.noneFound, advice: '' } : { title: audit.none, advice: audit.noneAdvice }}
          clear={wished ? clear : undefined}
        />
      </section>
    </div>
  );
}

function AuditFilters({ wish, change }: { wish: Wish; change(wish: Wish): void }) {
  const words = useWords();
  const me = useMe();
  const { audit, conversations } = words;
  const people = useReading('people', (signal) => staffDesk.list({ limit: MOST_PEOPLE }, signal));
  const set = (part: Partial<Wish>) => change({ ...wish, ...part });
  const actors = Object.fromEntries((people.data?.staff ?? []).map((one) => [`staff:${one.id}`, one.displayName]));
  const estates = Object.fromEntries(me.estates.map((one) => [one.id, estateName(me, one.id, words)]));
  return (
    <div className="filters">
      <div className="filters-rest">
        <Choice
          label={audit.who}
          value={wish.actor}
          options={codeOptions(words.staff.all, { ...actors, ...audit.actors })}
          choose={(actor) => set({ actor })}
        />
        <Choice
          label={audit.about}
          value={wish.about}
          options={codeOptions(words.staff.all, audit.kinds)}
          choose={(about) => set({ about })}
        />
        {me.estates.length > 1 && (
          <Choice
            label={conversations.estate}
            value={wish.estate}
            options={codeOptions(words.staff.all, estates)}
            choose={(estate) => set({ estate })}
          />
        )}
        <Day label={conversations.from} value={wish.from} choose={(from) => set({ from })} />
        <Day label={conversations.to} value={wish.to} choose={(to) => set({ to })} />
      </div>
      <span className="staff-ways">
        <Button href={linkTo('staff')} icon={<TeamOutlined />}>
          {audit.toStaff}
        </Button>
      </span>
    </div>
  );
}

function Day({ label, value, choose }: { label: string; value: string; choose(value: string): void }) {
  return (
    <label className="choice">
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => choose(event.target.value)} />
    </label>
  );
}
