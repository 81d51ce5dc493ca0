import type { TicketEntry } from '#console/api.ts';
import { useWords } from '../text/language.tsx';
import { useNow } from '../text/use-now.ts';
import { isOver } from './over.ts';

/** Marks a case whose answer is owed and has not been given in time. */
export function DueMark({ ticket: { dueAt, state } }: { ticket: Pick<TicketEntry, 'dueAt' | 'state'> }) {
  const { cases } = useWords();
  const now = useNow(60_000);
  return dueAt && dueAt < now && !isOver(state) ? <span className="level urgent">{cases.overdue}</span> : null;
}
