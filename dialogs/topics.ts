import type { Intent } from '#understanding/recognizer.ts';
import type { Offer } from './desk-state.ts';
import type { Say } from './speech.ts';

/** What is offered with the greeting, in this order. A person is always the last. */
const TOPICS: readonly { intent: Intent; title: string }[] = [
  { intent: 'repair', title: 'repair:title' },
  { intent: 'complaint', title: 'complaint:title' },
  { intent: 'move_in', title: 'move-in:title' },
  { intent: 'status_query', title: 'status:title' },
  { intent: 'human', title: 'handoff:title' },
];

/** The desk's matters as offers, in the resident's language; all of them, or those named. */
export function topics(say: Say, only?: readonly Intent[]): Offer[] {
  return TOPICS.filter(({ intent }) => !only || only.includes(intent)).map(({ intent, title }) => ({
    move: intent,
    label: say(title),
  }));
}
