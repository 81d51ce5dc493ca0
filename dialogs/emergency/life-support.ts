import { says } from '#handbook/wording.ts';
import { takes } from '#understanding/turns-of-speech.ts';
import type { Answer } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';

/** Reads whether somebody at home depends on a device: 1 or yes, 2 or no; a device that is named counts without being asked. */
export function readLifeSupport(
  { incoming, say, common }: DeskTurn,
  { asked }: { asked: boolean },
): Answer | undefined {
  const { text, understood } = incoming;
  const { ordinal, reply } = understood;
  const words = text.trim();
  const none = asked && (ordinal === 2 || reply === 'deny' || takes('saysNone', words));
  const some = asked && (ordinal === 1 || reply === 'affirm' || takes('saysSome', words));
  if (none) return { value: false, told: say('emergency:noLifeSupport') };
  return some || says(words, common.wordings.emergency.device)
    ? { value: true, told: say('emergency:lifeSupport') }
    : undefined;
}
