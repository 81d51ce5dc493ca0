import { says } from '#handbook/wording.ts';
import type { DeskTurn } from '../desk-turn.ts';

/**
 * What of a message only a person should answer: death, divorce, inheritance and court (domain 5.9), and who is right, whether it
 * is lawful, how much is to be paid for harm. What it asks of other people is refused before (`dialogs/privacy`).
 */
export type ForPeople = 'delicate' | 'verdict';

/** Which kind of question for people a message is; undefined when the desk may try itself. */
export function forPeople({
  incoming: { text },
  common,
}: Pick<DeskTurn, 'incoming' | 'common'>): ForPeople | undefined {
  const { delicate, verdict } = common.wordings.enquiry;
  if (says(text, delicate)) return 'delicate';
  return says(text, verdict) ? 'verdict' : undefined;
}

/** True when the office has approved an answer to a question that is put in just such words. */
export function isApproved(
  { common }: Pick<DeskTurn, 'common'>,
  questions: readonly string[],
  kind: ForPeople,
): boolean {
  return questions.some((one) => says(one, common.wordings.enquiry[kind]));
}
