import { HistoryOutlined, UserAddOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNews } from '../api/live-context.tsx';
import { useMe } from '../api/session.tsx';
import { usePages } from '../api/use-pages.ts';
import { useReading } from '../api/use-reading.ts';
import { Choice, codeOptions } from '../frame/choice.tsx';
import { ListFoot } from '../frame/list-foot.tsx';
import { linkTo, useRoute } from '../frame/route.ts';
import { SearchField } from '../frame/search-field.tsx';
import { useDebounced } from '../frame/use-debounced.ts';
import { useRowKeys } from '../frame/use-row-keys.ts';
import { useWide } from '../frame/use-wide.ts';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';
import { staffDesk } from './calls.ts';
import { InvitePane } from './invite-pane.tsx';
import { Invites } from './invites.tsx';
import './staff.css';
import { StaffPane } from './staff-pane.tsx';
import { StaffRows, StaffTable } from './staff-rows.tsx';

const NO_WISH = { q: '', estate: '', role: '', state: '' };
type Wish = typeof NO_WISH;

/** Where the pane for a new colleague is; accounts have longer ids. */
export const NEW = 'new';

/** Who works here: a table, beside it one account or an invitation. */
export function StaffPage() {
  const { staff } = useWords();
  const { id } = useRoute();
  const wide = useWide();
  const [wish, setWish] = useState(NO_WISH);
  const filter = useDebounced(wish, 250);
  const pages = usePages(JSON.stringify(filter), async (before, signal) => {
    const { staff: rows, next } = await staffDesk.list({ ...filter, q: filter.q.trim(), before, limit: 50 }, signal);
    return { rows, next };
  });
  const invites = useReading('invites', staffDesk.invites);
  useRowKeys('staff', pages.rows);
  const changed = () => {
    pages.refresh();
    invites.reload();
  };
  useNews(({ kind }) => {
    if (kind === 'hello' || kind === 'staff') changed();
  });
  const wished = Object.values(wish).some((part) => part !== '');
  return (
    <div className="reading" data-open={id !== undefined}>
      <section className="list" aria-label={staff.title}>
        <StaffFilters wish={wish} change={setWish} />
        <Invites invites={invites.data?.invites ?? []} changed={changed} />
        {pages.rows && pages.rows.length > 0 && wide && !id ? (
          <StaffTable rows={pages.rows} />
        ) : (
          <StaffRows rows={pages.rows ?? []} openId={id} />
        )}
        <ListFoot
          pages={pages}
          empty={wished ? { title: staff.noneFound, advice: '' } : { title: staff.none, advice: staff.noneAdvice }}
          clear={wished ? () => setWish(NO_WISH) : undefined}
        />
      </section>
      {id === NEW && <InvitePane changed={changed} />}
      {id && id !== NEW && <StaffPane key={id} id={id} changed={changed} />}
    </div>
  );
}

function StaffFilters({ wish, change }: { wish: Wish; change(wish: Wish): void }) {
  const words = useWords();
  const me = useMe();
  const { staff } = words;
  const set = (part: Partial<Wish>) => change({ ...wish, ...part });
  const estates = Object.fromEntries(me.estates.map((one) => [one.id, estateName(me, one.id, words)]));
  return (
    <div className="filters staff-filters">
      <div className="filters-search">
        <SearchField label={staff.search} value={wish.q} change={(q) => set({ q })} />
      </div>
      <div className="filters-rest">
        {me.estates.length > 1 && (
          <Choice
            label={words.conversations.estate}
            value={wish.estate}
            options={codeOptions(staff.all, estates)}
            choose={(estate) => set({ estate })}
          />
        )}
        <Choice
          label={staff.role}
          value={wish.role}
          options={codeOptions(staff.all, words.roles)}
          choose={(role) => set({ role })}
        />
        <Choice
          label={staff.state}
          value={wish.state}
          options={codeOptions(staff.all, staff.states)}
          choose={(state) => set({ state })}
        />
      </div>
      <span className="staff-ways">
        <Button href={linkTo('audit')} icon={<HistoryOutlined />}>
          {staff.changes}
        </Button>
        <Button type="primary" href={linkTo('staff', NEW)} icon={<UserAddOutlined />}>
          {staff.invite}
        </Button>
      </span>
    </div>
  );
}
