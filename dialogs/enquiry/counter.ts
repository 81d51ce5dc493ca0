import { type DeskTurn, inLanguage } from '../desk-turn.ts';
import { hoursText } from '../reception/office-facts.ts';

/** Where and when the front desk is to be found. */
export function counterWords(turn: DeskTurn): string {
  const address = inLanguage(turn, turn.estate.office.address);
  return turn.say('enquiry:counter', { address, hours: hoursText(turn) });
}
