import { useNews } from '../api/live-context.tsx';
import { useReading } from '../api/use-reading.ts';
import { linkTo } from '../frame/route.ts';
import { useCalm } from '../frame/use-calm.ts';
import { useWords } from '../text/language.tsx';
import { waitText } from '../text/times.ts';
import { useNow } from '../text/use-now.ts';
import { figuresDesk } from './calls.ts';

/** The desk at this moment; it follows the news. */
export function LiveBoard({ estate, today }: { estate: string; today: string }) {
  const words = useWords();
  const { figures: text } = words;
  const now = useNow(1_000);
  const { data, reload } = useReading(`now ${estate}`, (signal) => figuresDesk.now(estate, signal));
  const refresh = useCalm(reload, 1_000);
  useNews((news) => {
    if (news.kind !== 'typing') refresh();
  });
  const since = (page: 'conversations' | 'tickets') =>
    `${linkTo(page)}?${new URLSearchParams({ estate, period: 'own', from: today, to: today })}`;
  const owned = (owner: string) => `${linkTo('conversations')}?${new URLSearchParams({ estate, owner })}`;
  const { waitingSince = null } = data ?? {};
  const tiles = [
    { name: text.waiting, value: data?.waiting, href: owned('queue') },
    {
      name: text.longest,
      value: data && (waitingSince === null ? text.nobody : waitText(now - waitingSince, words)),
      href: linkTo('desk'),
    },
    { name: text.talking, value: data?.talking, href: owned('staff') },
    { name: text.today, value: data?.chatsToday, href: since('conversations') },
    { name: text.casesToday, value: data?.casesToday, href: since('tickets') },
  ];
  return (
    <section className="board" aria-label={text.board}>
      {tiles.map(({ name, value, href }) => (
        <a key={name} href={href}>
          <span>{name}</span>
          <strong>{value ?? '…'}</strong>
        </a>
      ))}
    </section>
  );
}
