import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Figures } from '#console/figures/figures-api.ts';
import { deskNow } from '../api/clock.ts';
import { useMe } from '../api/session.tsx';
import { useReading } from '../api/use-reading.ts';
import { Choice, codeOptions } from '../frame/choice.tsx';
import { Nothing } from '../frame/nothing.tsx';
import { Patience } from '../frame/patience.tsx';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { estateName, estateZone } from '../text/named.ts';
import { dayKey } from '../text/times.ts';
import { PeriodChoice } from '../transcripts/period-choice.tsx';
import type { Period } from '../transcripts/wish.ts';
import { figuresDesk } from './calls.ts';
import { caseSheetsOf } from './case-sheets.ts';
import { daysOf, FIGURE_PERIODS } from './days.ts';
import { Figure } from './figure.tsx';
import { LiveBoard } from './live-board.tsx';
import { sheetsOf } from './sheets.ts';

/** What the desk of an estate did: now, and over some days; each number leads to its rows. */
export function FiguresPage() {
  const words = useWords();
  const { figures: text } = words;
  const me = useMe();
  const [wish, setWish] = useState({ estate: '', period: 'week' as Period, from: '', to: '' });
  const estate = wish.estate || me.estates[0]?.id || '';
  const zone = estateZone(me, estate);
  const days = daysOf(wish, deskNow(), zone);
  const names = Object.fromEntries(me.estates.map(({ id }) => [id, estateName(me, id, words)]));
  if (estate === '') return <Nothing title={text.none} />;
  return (
    <section className="list view figures" aria-label={text.title}>
      <LiveBoard estate={estate} today={dayKey(deskNow(), zone)} />
      <div className="view-filters">
        {me.estates.length > 1 && (
          <Choice
            label={text.estate}
            value={estate}
            options={codeOptions('', names).slice(1)}
            choose={(chosen) => setWish({ ...wish, estate: chosen })}
          />
        )}
        <PeriodChoice
          wish={wish}
          label={text.period}
          periods={FIGURE_PERIODS}
          set={(part) => setWish({ ...wish, ...part })}
        />
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {text.print}
        </Button>
      </div>
      <h2 className="print-title">{`${names[estate]} · ${days ? `${days.from} – ${days.to}` : ''}`}</h2>
      {days ? <OfDays key={estate} estate={estate} days={days} /> : <p className="view-lead">{text.badDays}</p>}
    </section>
  );
}

function OfDays({ estate, days }: { estate: string; days: { from: string; to: string } }) {
  const { figures: text } = useWords();
  const reading = useReading(JSON.stringify([estate, days]), (signal) => figuresDesk.figures(estate, days, signal));
  if (reading.refusal) return <Refused refusal={reading.refusal} retry={reading.reload} />;
  if (!reading.data) return <Patience />;
  const { now } = reading.data;
  if (now.chats === 0 && now.cases === 0) return <Nothing title={text.none} advice={text.noneAdvice} />;
  return <Sheets estate={estate} figures={reading.data} />;
}

function Sheets({ estate, figures }: { estate: string; figures: Figures }) {
  const words = useWords();
  const counted = { estate, figures, words };
  return (
    <>
      <p className="view-lead">{words.figures.compared(figures.before.from, figures.before.to)}</p>
      <div className="sheets">
        {[...sheetsOf(counted), ...caseSheetsOf(counted)].map((sheet) => (
          <Figure key={sheet.id} sheet={sheet} />
        ))}
      </div>
    </>
  );
}
