import { LeftOutlined, PrinterOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNews } from '../api/live-context.tsx';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { Choice } from '../frame/choice.tsx';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { goTo, linkTo, useRoute } from '../frame/route.ts';
import { useCalm } from '../frame/use-calm.ts';
import { useWords } from '../text/language.tsx';
import { estateName, estateZone } from '../text/named.ts';
import { dayKey } from '../text/times.ts';
import { moveInDesk } from './calls.ts';
import { DayCounts, DayHomes, DaySigns } from './day-report.tsx';

/** The handovers of a day: who is expected, who is here, what came of it; printed it is the day's report. */
export function MoveInDayPage() {
  const words = useWords();
  const me = useMe();
  const { id, part } = useRoute();
  const estate = part ?? me.estates[0]?.id ?? '';
  const [today] = useState(() => dayKey(Date.now(), estateZone(me, estate)));
  const date = id ?? today;
  const { data, refusal, reload } = useReading(`${estate} ${date}`, (signal) => moveInDesk.day(estate, date, signal));
  const refresh = useCalm(reload, 1_000);
  useNews((news) => {
    if (news.kind === 'hello' || (news.kind === 'ticket' && news.estateId === estate)) refresh();
  });
  return (
    <div className="reading day-page">
      <section className="list" aria-label={words.moveInDay.title}>
        <DayHead estate={estate} date={date} today={today} />
        {refusal && <Refused refusal={refusal} retry={reload} />}
        {!data && !refusal && <Patience />}
        {data && (
          <div className="day-report">
            <DayCounts day={data} />
            {data.homes.length === 0 ? (
              <Nothing title={words.moveInDay.none} advice={words.moveInDay.noneAdvice} />
            ) : (
              <DayHomes day={data} />
            )}
            <DaySigns />
          </div>
        )}
      </section>
    </div>
  );
}

/** Which day of which estate, and the way to the others. */
function DayHead({ estate, date, today }: { estate: string; date: string; today: string }) {
  const words = useWords();
  const me = useMe();
  const text = words.moveInDay;
  const go = (day: string, where = estate) => goTo(linkTo('move-in', day, where), 'replace');
  const estates = me.estates.map((one) => ({ value: one.id, label: estateName(me, one.id, words) }));
  return (
    <header className="day-head">
      <h2>
        {text.title} <span className="day-estate">{estateName(me, estate, words)}</span>
      </h2>
      <span className="day-steps">
        <Button icon={<LeftOutlined />} aria-label={text.before} onClick={() => go(nextDay(date, -1))} />
        <input
          type="date"
          aria-label={text.day}
          value={date}
          onChange={(event) => event.target.value && go(event.target.value)}
        />
        <Button icon={<RightOutlined />} aria-label={text.after} onClick={() => go(nextDay(date, 1))} />
        {date !== today && <Button onClick={() => go(today)}>{text.today}</Button>}
      </span>
      {me.estates.length > 1 && (
        <Choice label={words.conversations.estate} value={estate} options={estates} choose={(one) => go(date, one)} />
      )}
      <Button className="day-print" icon={<PrinterOutlined />} onClick={() => window.print()}>
        {text.print}
      </Button>
    </header>
  );
}

function nextDay(date: string, by: 1 | -1): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + by);
  return day.toISOString().slice(0, 10);
}
