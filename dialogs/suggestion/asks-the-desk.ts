import { isQuestion } from '../asking/form.ts';
import type { DeskTurn } from '../desk-turn.ts';

const WISHES =
  /能不能|能否|可不可以|是不是(可以|能)|希望|建议|最好|应该|\b(?:could|can|would|should) (?:you|we|there)\b|\bplease\b/iu;

/** A question that the desk itself answers is no suggestion; 「能不能装个快递柜？」 is one. */
export function asksTheDesk({ text, understood }: Pick<DeskTurn['incoming'], 'text' | 'understood'>): boolean {
  const { band, intents } = understood;
  return (
    isQuestion(text) && !WISHES.test(text) && band === 'act' && /_enquiry$|^status_query$/.test(intents[0]?.name ?? '')
  );
}
