import type { DeskTurn } from './desk-turn.ts';
import { forms } from './services.ts';

/**
 * An answer that tells of danger where its words alone do not, such as 有 to 里面有人吗, counts as danger like any other: the
 * message is marked so, and says it in whole words, before anything else looks at it.
 */
export function noticeDangerTold(turn: DeskTurn): void {
  const { incoming, state, common, owner } = turn;
  const { open, locale } = state;
  if (!open || owner !== 'bot' || incoming.understood.emergency) return;
  const question = forms[open.form]?.questions.find(({ key }) => key === open.asking);
  const { text, understood } = incoming;
  const danger = question?.danger?.({ text, understood, answers: open.answers, common, locale });
  if (!danger) return;
  turn.incoming = { ...incoming, text: danger.words, understood: { ...understood, emergency: danger } };
}
