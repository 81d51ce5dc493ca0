import type { SignInEntry } from '#console/accounts/staff-api.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';

/** When, from where and how somebody signed in, or did not; the newest first. */
export function SignIns({ entries }: { entries: readonly SignInEntry[] }) {
  const { own } = useWords();
  if (entries.length === 0) return <p className="none">{own.signInsNone}</p>;
  return (
    <ol className="sign-ins">
      {entries.map((entry) => (
        <li key={entry.id} data-outcome={entry.outcome === 'in' ? 'in' : 'refused'}>
          <span className="sign-in-outcome">{named(own.outcomes, entry.outcome)}</span>
          <SaidTime at={entry.at} />
          <span className="row-about">
            {[named(own.how, entry.how), entry.browser, entry.address].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  );
}
