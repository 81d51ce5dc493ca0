import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { isOver } from './over.ts';

/** How far a ticket has come; those that are over are quiet. */
export function StateMark({ state }: { state: string }) {
  const words = useWords();
  return <span className={isOver(state) ? 'state over' : 'state'}>{named(words.states, state)}</span>;
}
