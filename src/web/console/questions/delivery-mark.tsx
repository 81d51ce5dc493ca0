import type { QuestionEntry } from '#console/questions/question-api.ts';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';

const LOST: ReadonlySet<string> = new Set(['undelivered']);
const WAITING: ReadonlySet<string> = new Set(['nowhere', 'held']);

/** How far an answer has come; red only where it was not delivered. */
export function DeliveryMark({ question: { delivery } }: { question: Pick<QuestionEntry, 'delivery'> }) {
  const { questions } = useWords();
  if (delivery === null) return null;
  const look = LOST.has(delivery) ? 'level critical' : WAITING.has(delivery) ? 'level urgent' : 'state over';
  return <span className={look}>{named(questions.deliveries, delivery)}</span>;
}
