import { dwellingByCode } from '#handbook/register.ts';
import type { Home } from '#records/residents/residents.ts';
import { type DeskTurn, inLanguage } from '../desk-turn.ts';

/** A home in words, 3栋2单元501; its code when the register no longer has it. */
export function homeTold(turn: DeskTurn, unitCode: string): string {
  const dwelling = dwellingByCode(turn.estate, unitCode);
  return dwelling ? inLanguage(turn, dwelling.text) : unitCode;
}

/** Homes with what somebody is there: 3栋2单元501（业主）. */
export function homesTold(turn: DeskTurn, homes: readonly Home[]): string {
  return homes
    .map(({ unitCode, relation }) =>
      turn.say('household:home', {
        home: homeTold(turn, unitCode),
        relation: turn.say(`household:relation.${relation}`),
      }),
    )
    .join(turn.say('asking:comma'));
}
