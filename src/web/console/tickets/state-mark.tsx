import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

/** How far a ticket has come; those that are over are quiet. */
export function StateMark({ state }: { state: string }) {
  const words = useWords();
  const over = state === 'done' || state === 'closed' || state === 'cancelled';
  return <span className={over ? 'state over' : 'state'}>{named(words.states, state)}</span>;
}
