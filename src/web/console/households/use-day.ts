import { useMe } from '../api/session.tsx';
import { useWords } from '../text/language.tsx';
import { estateZone } from '../text/named.ts';

/** Writes a moment as its day on the estate's own calendar. */
export function useDay(estate: string): (at: number) => string {
  const { lang } = useWords();
  const format = new Intl.DateTimeFormat(lang, { timeZone: estateZone(useMe(), estate), dateStyle: 'medium' });
  return (at) => format.format(at);
}
