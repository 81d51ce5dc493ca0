import { FilterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { CASE_SERVICES, statesToChoose } from '#console/cases/case-filter.ts';
import { useMe } from '../api/session.tsx';
import { Chip } from '../frame/chip.tsx';
import { Choice, codeOptions } from '../frame/choice.tsx';
import { SearchField } from '../frame/search-field.tsx';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';
import type { TicketWish as Wish } from './wish.ts';

/** Search and filters of the tickets; `compact` as for conversations. */
export function TicketFilters({ wish, change, compact }: { wish: Wish; change(wish: Wish): void; compact: boolean }) {
  const words = useWords();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const set = (part: Partial<Wish>) => change({ ...wish, ...part });
  const { all, estate } = words.conversations;
  const estates = Object.fromEntries(me.estates.map((one) => [one.id, estateName(me, one.id, words)]));
  return (
    <div className="filters" data-compact={compact} data-open={open}>
      <div className="filters-search">
        <SearchField label={words.tickets.search} value={wish.q} change={(q) => set({ q })} />
        <Button
          className="filters-toggle"
          icon={<FilterOutlined />}
          aria-label={words.filters}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      <div className="filters-rest">
        {me.estates.length > 1 && (
          <Choice
            label={estate}
            value={wish.estate}
            options={codeOptions(all, estates)}
            choose={(chosen) => set({ estate: chosen })}
          />
        )}
        <Choice
          label={words.alerts.whose}
          value={wish.for}
          options={codeOptions(all, { me: words.alerts.me })}
          choose={(whose) => set({ for: whose })}
        />
        <Choice
          label={words.alerts.title}
          value={wish.alert}
          options={codeOptions(all, { any: words.alerts.any, soon: words.alerts.soon, over: words.alerts.over })}
          choose={(alert) => set({ alert })}
        />
        <Choice
          label={words.tickets.state}
          value={wish.state}
          options={codeOptions(all, words.states, statesToChoose(wish.service))}
          choose={(state) => set({ state })}
        />
        <Choice
          label={words.tickets.service}
          value={wish.service}
          options={codeOptions(all, words.services, [...CASE_SERVICES, 'handoff'])}
          choose={(service) => set({ service, state: '' })}
        />
        <LinkedChips wish={wish} set={set} />
      </div>
    </div>
  );
}

/** What came with the address of a figure and has no field of its own. */
function LinkedChips({ wish, set }: { wish: Wish; set(part: Partial<Wish>): void }) {
  const words = useWords();
  return (
    <>
      {wish.category && (
        <Chip text={`${words.answers.category} ${wish.category}`} remove={() => set({ category: '' })} />
      )}
      {wish.building && <Chip text={words.figures.building(wish.building)} remove={() => set({ building: '' })} />}
      {wish.from && <Chip text={`${wish.from} – ${wish.to}`} remove={() => set({ from: '', to: '' })} />}
    </>
  );
}
