import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { useCalm } from '../frame/use-calm.ts';
import { useWords } from '../text/language.tsx';
import { intakeCalls } from './calls.ts';

/** How many replies are late, beside the way to them. */
export function LateReplies() {
  const { intake } = useWords();
  const { data, reload } = useReading('late', (signal) => intakeCalls.list({ limit: 1 }, signal));
  const again = useCalm(reload, 5_000);
  useNews((news) => {
    if (news.kind === 'hello' || news.kind === 'conversation') again();
  });
  if (!data?.overdue) return null;
  return (
    <span className="count late" title={`${intake.owed} ${data.overdue}`}>
      {data.overdue > 99 ? '99+' : data.overdue}
    </span>
  );
}
