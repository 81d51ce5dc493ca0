import { concerns, noticesAt } from '#handbook/notices.ts';
import type { ToldEmergency } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { noticeWords } from '../notice/tell.ts';
import type { Place } from './place.ts';

/** A power cut that the office has announced: what its notice says. Somebody is called all the same: lives may depend on power. */
export function plannedOutage(turn: DeskTurn, { kind, answers }: ToldEmergency): string[] {
  if (kind !== 'outage') return [];
  const all = noticesAt(turn.estate, turn.clock.now());
  const { building, unit } = (answers.where?.value ?? {}) as Place;
  const inForce = all.find(
    ({ standing, notice }) =>
      standing === 'in-force' && notice.stops?.includes('power') && concerns(notice, { building, unit }),
  );
  return inForce ? [noticeWords(turn, inForce, all)] : [];
}
