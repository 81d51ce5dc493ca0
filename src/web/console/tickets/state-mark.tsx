import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

const OVER: ReadonlySet<string> = new Set([
  'done',
  'closed',
  'cancelled',
  'withdrawn',
  'answered',
  'settled',
  'archived',
  'declined',
]);

const OVER: ReadonlySet<string> = new Set([
  'done',
  'closed',
  'cancelled',
  'withdrawn',
  'answered',
  'settled',
  'archived',
  'declined',
]);

/** How far a ticket has come; those that are over are quiet. */
export function StateMark({ state }: { state: string }) {
  const words = useWords();
  return <span className={OVER.has(state) ? 'state over' : 'state'}>{named(words.states, state)}</span>;
}
