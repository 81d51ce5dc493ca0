import type { StaffEntry } from '#console/accounts/staff-api.ts';
import { useMe } from '../api/session.tsx';
import { useWords } from '../text/language.tsx';
import { estateName } from '../text/named.ts';

/** How the estates of an account are said: those that one has oneself by name, the others only as being there. */
export function useEstatesText(): (entry: Pick<StaffEntry, 'estates'> & { elsewhere?: boolean }) => string {
  const words = useWords();
  const me = useMe();
  return ({ estates, elsewhere }) => {
    if (estates === '*') return words.staff.everyEstate;
    const names = estates.map((id) => estateName(me, id, words) || id);
    if (elsewhere) names.push(words.staff.elsewhere);
    return names.join(words.lang === 'en' ? ', ' : '、');
  };
}
