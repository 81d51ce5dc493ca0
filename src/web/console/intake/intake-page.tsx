import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { INTAKE_CHANNELS, type IntakeChannel } from '#console/intake/intake-api.ts';
import { useNews } from '../api/live-context.tsx';
import { usePages } from '../api/use-pages.ts';
import { ListFoot } from '../frame/list-foot.tsx';
import { linkTo, useRoute } from '../frame/route.ts';
import { useCalm } from '../frame/use-calm.ts';
import { useRowKeys } from '../frame/use-row-keys.ts';
import { useWords } from '../text/language.tsx';
import { intakeCalls } from './calls.ts';
import { EntryPane } from './entry-pane.tsx';
import { EntryRows } from './entry-rows.tsx';
import { NewEntry } from './new-entry.tsx';

/** What came by telephone, in person and by letter, and the way to write down the next. */
export function IntakePage() {
  const words = useWords();
  const text = words.intake;
  const { id, part } = useRoute();
  const [owed, setOwed] = useState(false);
  const pages = usePages(String(owed), async (before, signal) => {
    const { entries, next } = await intakeCalls.list({ owed: owed ? '1' : '', before, limit: 50 }, signal);
    return { rows: entries, next };
  });
  const refresh = useCalm(pages.refresh, 1_000);
  useNews((news) => {
    if (news.kind === 'hello' || news.kind === 'conversation') refresh();
  });
  useRowKeys('calls', pages.rows);
  const channel = INTAKE_CHANNELS.find((one) => id === 'new' && one === part);
  const empty = owed
    ? { title: text.noneOwed, advice: text.noneOwedAdvice }
    : { title: text.none, advice: text.noneAdvice };
  return (
    <div className="reading" data-open={id !== undefined}>
      <section className="list" aria-label={text.title}>
        <div className="filters" data-open="true">
          <NewLinks current={channel} />
          <Segmented
            aria-label={text.which}
            value={owed ? 'owed' : 'all'}
            options={[
              { value: 'all', label: text.all },
              { value: 'owed', label: text.owed },
            ]}
            onChange={(value) => setOwed(value === 'owed')}
          />
        </div>
        <EntryRows rows={pages.rows ?? []} openId={id} />
        <ListFoot pages={pages} empty={empty} clear={undefined} />
      </section>
      {channel && <NewEntry key={channel} channel={channel} done={pages.refresh} />}
      {id && id !== 'new' && <EntryPane key={id} id={id} changed={pages.refresh} />}
    </div>
  );
}

function NewLinks({ current }: { current: IntakeChannel | undefined }) {
  const { intake } = useWords();
  return (
    <span className="intake-new">
      {INTAKE_CHANNELS.map((channel) => (
        <Button
          key={channel}
          icon={<PlusOutlined />}
          type={channel === current ? 'primary' : 'default'}
          href={linkTo('calls', 'new', channel)}
        >
          {intake.channels[channel]}
        </Button>
      ))}
    </span>
  );
}
