import { useState } from 'react';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { asRefusal, type Refusal } from '../api/refusal.ts';
import { useReading } from '../api/use-reading.ts';
import { Refused } from '../frame/refused.tsx';
import { useWords } from '../text/language.tsx';
import { AlarmRow } from './alarm-row.tsx';
import { useAlarmSignals } from './use-alarm-signals.ts';

/** On every page: emergencies that wait for somebody to accept, and who accepted the last ones. Nothing while there are none. */
export function Alarm() {
  const words = useWords().alarm;
  const { data, reload } = useReading('alarms', desk.alarms);
  const [busy, setBusy] = useState<string>();
  const [refusal, setRefusal] = useState<Refusal>();
  useNews(({ kind }) => {
    if (kind === 'hello' || kind === 'ticket' || kind === 'queue') reload();
  });
  const alarms = data?.alarms ?? [];
  const waiting = alarms.filter(({ state }) => state !== 'accepted');
  const open = waiting.length;
  const critical = waiting.some(({ level }) => level === 'critical');
  useAlarmSignals(open, critical ? words.flash(open) : words.flashUrgent(open));

  function accept(id: string): void {
    if (busy) return;
    setBusy(id);
    setRefusal(undefined);
    desk
      .acceptAlarm(id)
      .catch((error: unknown) => setRefusal(asRefusal(error)))
      .finally(() => {
        setBusy(undefined);
        reload();
      });
  }

  return (
    <>
      <p className="heard-only" role="alert">
        {open > 0 ? words.heard(open) : ''}
      </p>
      {alarms.length > 0 && (
        <section className="alarm" data-open={open > 0} aria-label={words.title}>
          {refusal && <Refused refusal={refusal} />}
          <ol className="alarm-list">
            {alarms.map((alarm) => (
              <AlarmRow key={alarm.id} alarm={alarm} busy={busy === alarm.id} accept={() => accept(alarm.id)} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
