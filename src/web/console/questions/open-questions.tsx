import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { useCalm } from '../frame/use-calm.ts';
import { useWords } from '../text/language.tsx';
import { questionCalls } from './calls.ts';

/** How many questions wait for an answer, beside the way to them. */
export function OpenQuestions() {
  const { questions } = useWords();
  const { data, reload } = useReading('open', (signal) => questionCalls.list({ limit: 1 }, signal));
  const again = useCalm(reload, 2_000);
  useNews((news) => {
    if (news.kind === 'hello' || news.kind === 'ticket') again();
  });
  if (!data?.open) return null;
  return (
    <span className="count quiet" title={`${questions.open} ${data.open}`}>
      {data.open > 99 ? '99+' : data.open}
    </span>
  );
}
