import type { RepairLevel } from '#handbook/schemas/repair.ts';
import { afterWorkingTime } from '#handbook/visit-times.ts';
import { momentWords } from '../day-words.ts';
import type { DeskTurn } from '../desk-turn.ts';

type Speaker = Pick<DeskTurn, 'estate' | 'common' | 'clock' | 'say'>;

/** By when the office owes its next word, milliseconds; undefined where the director has promised nothing. */
export function promisedBy({ estate, common, clock }: Speaker, level: RepairLevel): number | undefined {
  const { emergencyArrivalMin, normalAckMin } = estate.profile;
  const now = clock.now();
  if (isPressing(level)) return emergencyArrivalMin === null ? undefined : now + emergencyArrivalMin * 60_000;
  return normalAckMin === null ? undefined : afterWorkingTime(estate, common, { from: now, minutes: normalAckMin });
}

/** How soon somebody comes or calls, from the office's service standard alone. */
export function promiseWords(speaker: Speaker, level: RepairLevel): string {
  const { estate, clock, say } = speaker;
  const { emergencyArrivalMin } = estate.profile;
  const due = promisedBy(speaker, level);
  if (due === undefined) return say('repair:soon');
  if (isPressing(level)) return say('repair:arrival', { time: lengthWords(say, emergencyArrivalMin ?? 0) });
  const minutes = Math.round((due - clock.now()) / 60_000);
  // Where the clock stands still over night or noon, only the moment says when.
  return minutes === estate.profile.normalAckMin
    ? say('repair:ack', { time: lengthWords(say, minutes) })
    : say('repair:ackBy', { moment: momentWords(speaker, due) });
}

function isPressing(level: RepairLevel): boolean {
  return level === 'critical' || level === 'urgent';
}

/** 30 minutes, 4 hours. */
function lengthWords(say: DeskTurn['say'], minutes: number): string {
  return minutes >= 60 && minutes % 60 === 0
    ? say('repair:time.hours', { count: minutes / 60 })
    : say('repair:time.minutes', { count: minutes });
}
