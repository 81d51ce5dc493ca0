import { FilterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useMe } from '../api/session.tsx';
import { Choice, codeOptions } from '../frame/choice.tsx';
import { SearchField } from '../frame/search-field.tsx';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';
import type { Period, Wish } from './wish.ts';

const PERIODS: readonly Period[] = ['any', 'today', 'yesterday', 'week', 'month', 'own'];
const SERVICES = ['repair', 'complaint'];
const CHANNELS = ['webchat'];

interface Props {
  wish: Wish;
  change(wish: Wish): void;
  /** Beside an open conversation only the search is shown, the rest on wish. */
  compact: boolean;
}

/** Search and filters of the conversations. */
export function Filters({ wish, change, compact }: Props) {
  const words = useWords();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const text = words.conversations;
  const set = (part: Partial<Wish>) => change({ ...wish, ...part });
  const estates = Object.fromEntries(me.estates.map((estate) => [estate.id, estateName(me, estate.id, words)]));
  const owners = { bot: text.ownerBot, queue: text.ownerQueue, staff: text.ownerStaff, mine: words.queue.mine };
  return (
    <div className="filters" data-compact={compact} data-open={open}>
      <div className="filters-search">
        <SearchField label={text.search} value={wish.q} change={(q) => set({ q })} />
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
            label={text.estate}
            value={wish.estate}
            options={codeOptions(text.all, estates)}
            choose={(estate) => set({ estate })}
          />
        )}
        <Choice
          label={text.owner}
          value={wish.owner}
          options={codeOptions(text.all, owners)}
          choose={(owner) => set({ owner })}
        />
        <Choice
          label={text.service}
          value={wish.service}
          options={codeOptions(text.all, words.services, SERVICES)}
          choose={(service) => set({ service })}
        />
        <Choice
          label={text.channel}
          value={wish.channel}
          options={codeOptions(text.all, words.channels, CHANNELS)}
          choose={(channel) => set({ channel })}
        />
        <Choice
          label={text.period}
          value={wish.period}
          options={PERIODS.map((value) => ({ value, label: words.time.periods[value] }))}
          choose={(period) => set({ period: period as Period })}
        />
        {wish.period === 'own' && (
          <>
            <Day label={text.from} value={wish.from} choose={(from) => set({ from })} />
            <Day label={text.to} value={wish.to} choose={(to) => set({ to })} />
          </>
        )}
      </div>
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
