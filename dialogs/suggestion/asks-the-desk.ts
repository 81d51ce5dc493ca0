import { says } from '#handbook/wording.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { DeskTurn } from '../desk-turn.ts';

/** A question that the desk itself answers is no suggestion; 「能不能装个快递柜？」 is one. */
export function asksTheDesk(
  { text, understood }: Pick<DeskTurn['incoming'], 'text' | 'understood'>,
  { wordings }: DeskTurn['common'],
): boolean {
  const { band, intents } = understood;
  return (
    isQuestion(text) &&
    !says(text, wordings.suggestion.wishes) &&
    band === 'act' &&
    /_enquiry$|^status_query$/.test(intents[0]?.name ?? '')
  );
}
