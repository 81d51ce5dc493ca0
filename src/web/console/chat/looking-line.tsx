import { EyeOutlined } from '@ant-design/icons';
import { desk } from '../api/calls.ts';
import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { useWords } from '../text/language.tsx';

/** Which colleagues have the same conversation open. A page that was shut silently is noticed with the next beat of mine. */
export function LookingLine({ id }: { id: string }) {
  const { handoff, lang } = useWords();
  const { data, reload } = useReading(id, (signal) => desk.looking(id, signal));
  useNews((news) => {
    const about = news.kind === 'looking' && news.id === id;
    if (about || news.kind === 'ping' || news.kind === 'hello') reload();
  });
  const names = data?.names ?? [];
  if (names.length === 0) return null;
  return (
    <p className="looking">
      <EyeOutlined aria-hidden /> {handoff.looking(names.join(lang === 'en' ? ', ' : '、'))}
    </p>
  );
}
