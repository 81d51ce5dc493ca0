import type { TicketDetail } from '#console/api.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import type { Words } from '../text/zh-CN.ts';

/** What happened to a ticket, oldest first: what, who, when. */
export function History({ events, estateId }: { events: TicketDetail['events']; estateId: string }) {
  const words = useWords();
  return (
    <ol className="history">
      {events.map((event) => (
        <li key={event.seq}>
          <span className="row-head">
            <span className="row-title">{named(words.ticketEvents, event.kind)}</span>
            <SaidTime at={event.at} estateId={estateId} />
          </span>
          <span className="row-about">
            {[named(words.actors, event.actor), ...details(event.detail, words)].join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What changed, as far as it can be said in one line. */
function details(detail: Record<string, unknown>, words: Words): string[] {
  const codes = { ...words.levels, ...words.states, ...words.posts, ...words.clerk.correctKeys };
  const said = (value: unknown) => (typeof value === 'string' ? named(codes, value) : JSON.stringify(value));
  const { from, to, told, ...others } = detail;
  const moved = [from, to].filter((one) => typeof one === 'string').map(said);
  return [
    ...(moved.length > 0 ? [moved.join(' → ')] : []),
    ...Object.values(others)
      .filter((value) => value !== null && value !== undefined && value !== '')
      .map(said),
    ...(told === true ? [words.cases.toldShort] : []),
  ];
}
