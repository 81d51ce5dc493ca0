import type { TicketEntry } from '#console/api.ts';
import { useWords } from '../text/language.tsx';
import { useNow } from '../text/use-now.ts';
import { isOver } from './over.ts';

/** Marks a case whose answer is owed soon, or has not been given in time. */
export function DueMark({ ticket }: { ticket: Pick<TicketEntry, 'dueAt' | 'state' | 'alert'> }) {
  const { dueAt, state, alert } = ticket;
  const { alerts } = useWords();
  const now = useNow(60_000);
  if (!dueAt || isOver(state)) return null;
  if (dueAt < now) return <span className="level urgent">{alerts.over}</span>;
  return alert === 'soon' ? <span className="level soon">{alerts.soon}</span> : null;
}
