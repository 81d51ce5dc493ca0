import type { Answer } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';

const DEVICE =
  /呼吸机|制氧机|氧气机|吸氧|吸痰|透析|维持生命|life support|ventilator|oxygen (machine|concentrator)|dialysis/iu;
const NONE = /^(都?没有?|无|不用|no\b|none|nobody)/iu;
const SOME = /^(有|家里有|是的?|yes\b|we do|there is)/iu;

/** Reads whether somebody at home depends on a device: 1 or yes, 2 or no; a device that is named counts without being asked. */
export function readLifeSupport({ incoming, say }: DeskTurn, { asked }: { asked: boolean }): Answer | undefined {
  const { text, understood } = incoming;
  const { ordinal, reply } = understood;
  const words = text.trim();
  const none = asked && (ordinal === 2 || reply === 'deny' || NONE.test(words));
  const some = asked && (ordinal === 1 || reply === 'affirm' || SOME.test(words));
  if (none) return { value: false, told: say('emergency:noLifeSupport') };
  return some || DEVICE.test(words) ? { value: true, told: say('emergency:lifeSupport') } : undefined;
}
