import { useEffect, useState } from 'react';
import { useNews } from '../api/live-context.tsx';
import { useWords } from '../text/language.tsx';

const FADES_AFTER_MS = 5_000;

/** Says that the resident types, or a colleague; not that I do. It ends with the next message or after five seconds. */
export function TypingLine({ id, lastSeq, mine }: { id: string; lastSeq: number; mine: boolean }) {
  const { chat } = useWords();
  const [seen, setSeen] = useState<{ role: 'resident' | 'staff'; lastSeq: number }>();
  useNews((news) => {
    if (news.kind !== 'typing' || news.id !== id || (mine && news.role === 'staff')) return;
    setSeen({ role: news.role, lastSeq });
  });
  useEffect(() => {
    if (!seen) return;
    const timer = window.setTimeout(() => setSeen(undefined), FADES_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [seen]);
  const shown = seen !== undefined && seen.lastSeq === lastSeq;
  return (
    <p className="typing" data-shown={shown} aria-hidden={!shown}>
      {shown ? (seen.role === 'resident' ? chat.residentTypes : chat.staffTypes) : ''}
    </p>
  );
}
