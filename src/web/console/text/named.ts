import type { ConversationEntry, Me, Owner } from '#console/api.ts';
import type { Refusal } from '../api/refusal.ts';
import type { Words } from './zh-CN.ts';

/** A code in words; one the dictionary does not know is shown as it is, so that nothing is hidden. */
export function named(list: Record<string, string>, code: string): string {
  return (Object.hasOwn(list, code) && list[code]) || code;
}

/** How staff call a resident: the name given, else a short mark of the conversation that can be said over a desk. */
export function residentTitle(entry: Pick<ConversationEntry, 'id' | 'residentName'>, words: Words): string {
  return entry.residentName || words.queue.resident(entry.id.slice(-4));
}

/** Who answers the resident now. */
export function ownerTitle(owner: Owner, words: Words, myId: string): string {
  if (owner.kind === 'bot') return words.chat.ownerBot;
  if (owner.kind === 'queue') return words.chat.ownerQueue;
  return owner.id === myId ? words.chat.ownerYou : words.chat.ownerStaff(owner.name);
}

/** The sentence for a refusal. */
export function refusalText(refusal: Refusal, words: Words): string {
  if (refusal.code === 'already-claimed' && refusal.holder) return words.chat.taken(refusal.holder);
  const sentence = words.refusals[refusal.code] ?? words.refusals.internal;
  const heldBy = refusal.code === 'not-yours' ? refusal.holder : undefined;
  return heldBy ? `${sentence} ${words.chat.withOther(heldBy)}` : sentence;
}

/** An estate's name; empty when the account does not know the estate. */
export function estateName(me: Me, id: string, words: Words): string {
  const estate = me.estates.find((one) => one.id === id);
  return estate ? (words.lang === 'en' ? estate.name.en : estate.name.zh) : '';
}

/** The time zone of an estate; the first estate's when the account does not know it. */
export function estateZone(me: Me, id?: string): string {
  return (me.estates.find((one) => one.id === id) ?? me.estates[0])?.timeZone ?? 'Asia/Shanghai';
}
