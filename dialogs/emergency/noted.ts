import type { ToldEmergency } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { phoneOf } from './numbers.ts';
import { heardHalf } from './place.ts';

/** Says back what was noted under these keys; who depends on a device also hears whom to ring when it fails. */
export function noted(
  turn: DeskTurn,
  { answers }: ToldEmergency,
  { keys, changed }: { keys: string[]; changed: boolean },
): string[] {
  const { say } = turn;
  const told = keys
    .flatMap((key) => (answers[key]?.value == null ? [] : (answers[key]?.told ?? [])))
    .join(say('asking:comma'));
  const lines = told === '' ? [] : [say(changed ? 'emergency:changed' : 'emergency:noted', { told })];
  if (keys.includes('where') && heardHalf(turn)) lines.push(say('emergency:halfHeard'));
  const needsHelp = keys.includes('lifeSupport') && answers.lifeSupport?.value === true;
  const medical = phoneOf(turn, 'medical');
  return needsHelp && medical ? [...lines, say('emergency:ifItFails', { numbers: medical })] : lines;
}
