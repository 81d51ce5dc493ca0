import { FilterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { STEP_CODES } from '#console/transcripts/transcripts-api.ts';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { Chip } from '../frame/chip.tsx';
import { Choice, codeOptions } from '../frame/choice.tsx';
import { SearchField } from '../frame/search-field.tsx';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';
import { transcriptsDesk } from './calls.ts';
import { PeriodChoice } from './period-choice.tsx';
import type { Wish } from './wish.ts';

const SERVICES = ['repair', 'complaint', 'enquiry', 'move-in', 'fees', 'emergency', 'suggestion', 'privacy'];
const CHANNELS = ['webchat', 'wechat', 'azure', 'terminal', 'phone'];

interface Props {
  wish: Wish;
  change(wish: Wish): void;
  /** Beside an open conversation only the search is shown, the rest on wish. */
  compact: boolean;
}

/** Search and filters of the conversations. */
export function Filters({ wish, change, compact }: Props) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const set = (part: Partial<Wish>) => change({ ...wish, ...part });
  return (
    <div className="filters" data-compact={compact} data-open={open}>
      <div className="filters-search">
        <SearchField label={words.conversations.search} value={wish.q} change={(q) => set({ q })} />
        <Button
          className="filters-toggle"
          icon={<FilterOutlined />}
          aria-label={words.filters}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      <div className="filters-rest">
        <Choices wish={wish} set={set} />
        {wish.puzzled && <Chip text={words.transcripts.notSure} remove={() => set({ puzzled: '' })} />}
        {wish.hour && (
          <Chip
            text={`${wish.hour.padStart(2, '0')}:00–${wish.hour.padStart(2, '0')}:59`}
            remove={() => set({ hour: '' })}
          />
        )}
      </div>
    </div>
  );
}

function Choices({ wish, set }: { wish: Wish; set(part: Partial<Wish>): void }) {
  const words = useWords();
  const me = useMe();
  const text = words.conversations;
  const estates = Object.fromEntries(me.estates.map((estate) => [estate.id, estateName(me, estate.id, words)]));
  const owners = { bot: text.ownerBot, queue: text.ownerQueue, staff: text.ownerStaff, mine: words.queue.mine };
  return (
    <>
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
      <PeriodChoice wish={wish} set={set} />
      <MoreChoices wish={wish} set={set} />
    </>
  );
}

/** How it went: with whom, how it ended, how urgent, how long somebody waited, how the script was kept. */
function MoreChoices({ wish, set }: { wish: Wish; set(part: Partial<Wish>): void }) {
  const words = useWords();
  const { transcripts: text } = words;
  const { all } = words.conversations;
  const clerks = useReading('clerks', transcriptsDesk.clerks).data?.clerks ?? [];
  const scores = Object.fromEntries([0, 1, 2, 3, 4, 5].map((score) => [String(score), text.scoreOf(score)]));
  const choices = [
    { key: 'clerk', label: text.clerk, list: Object.fromEntries(clerks.map(({ id, name }) => [id, name])) },
    { key: 'outcome', label: text.outcome, list: text.outcomes },
    { key: 'level', label: text.level, list: words.levels },
    { key: 'waited', label: text.waited, list: text.waits },
    { key: 'score', label: text.score, list: scores },
    {
      key: 'lacks',
      label: text.lacks,
      list: Object.fromEntries(STEP_CODES.map((step) => [step, text.steps[step] ?? step])),
    },
  ] as const;
  return choices.map(({ key, label, list }) => (
    <Choice
      key={key}
      label={label}
      value={wish[key]}
      options={codeOptions(all, list)}
      choose={(value) => set({ [key]: value })}
    />
  ));
}
