import type { TicketEntry } from '#console/api.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

/** 特急 in red, 紧急 in amber; an ordinary matter needs no mark. */
export function LevelMark({ level }: Pick<TicketEntry, 'level'>) {
  const words = useWords();
  if (level === 'ordinary') return null;
  return <span className={`level ${level}`}>{named(words.levels, level)}</span>;
}
