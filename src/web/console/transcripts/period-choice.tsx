import { Choice } from '../frame/choice.tsx';
import { useWords } from '../text/language.tsx';
import { PERIODS, type Period, type Wish } from './wish.ts';

type PeriodWish = Pick<Wish, 'period' | 'from' | 'to'>;

/** Chooses a stretch of time by its name, or two days of one's own. */
export function PeriodChoice({
  wish,
  set,
  label,
  periods = PERIODS,
}: {
  wish: PeriodWish;
  set(part: Partial<PeriodWish>): void;
  /** What time it is; when left out, that of the beginning. */
  label?: string;
  periods?: readonly Period[];
}) {
  const { conversations, time } = useWords();
  return (
    <>
      <Choice
        label={label ?? conversations.period}
        value={wish.period}
        options={periods.map((value) => ({ value, label: time.periods[value] }))}
        choose={(period) => set({ period: period as Period })}
      />
      {wish.period === 'own' && (
        <>
          <Day label={conversations.from} value={wish.from} choose={(from) => set({ from })} />
          <Day label={conversations.to} value={wish.to} choose={(to) => set({ to })} />
        </>
      )}
    </>
  );
}

function Day({ label, value, choose }: { label: string; value: string; choose(value: string): void }) {
  return (
    <label className="choice">
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => choose(event.target.value)} />
    </label>
  );
}
