import type { StaffCall } from '#console/call.ts';
import { knownPersons } from '#records/transcripts/timeline.ts';
import { unmaskedOf } from '#records/transcripts/unmasked.ts';
import type { Db } from '#storage/storage.ts';
import { maskPhone } from './mask-phone.ts';

/** A mobile number with or without +86 and groups; a land line with its area; an identity card. Dates and case numbers are none. */
const PHONES =
  /(?<![\dA-Za-z-])(?:(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{3,4}[ -]?\d{4}|\d{17}[\dXx])(?![\dA-Za-z])/g;

/** Hides who somebody is in what staff read. */
export interface Mask {
  /** False when this reader sees everything. */
  hides: boolean;
  name<T extends string | null>(name: T): T;
  words(text: string): string;
}

/** Hides nothing. */
export const NO_MASK: Mask = { hides: false, name: (name) => name, words: (text) => text };

/** A name with all but its first sign hidden: 王**. */
function maskName(name: string): string {
  const [first = ''] = name;
  return `${first}**`;
}

/** Hides phones and identity cards, and these names and phones wherever they stand. */
export function maskOf({ names, phones }: { names: readonly string[]; phones: readonly string[] }): Mask {
  const known = names.filter((name) => [...name].length > 1).sort((a, b) => b.length - a.length);
  return {
    hides: true,
    name: <T extends string | null>(name: T) => (name === null ? name : (maskName(name) as T)),
    words(text) {
      let masked = text;
      for (const phone of phones) if (phone.length > 4) masked = masked.replaceAll(phone, maskPhone(phone));
      masked = masked.replace(PHONES, (found) => maskPhone(found));
      for (const name of known) masked = masked.replaceAll(name, maskName(name));
      return masked;
    },
  };
}

/** A conversation, as far as its mask depends on it. */
interface Masked {
  id: string;
  owner_staff_id: string | null;
  resident_name: string | null;
}

/** How this reader sees a conversation: openly while they serve it, or once they have said why they need to. */
export async function maskFor(call: StaffCall, conversation: Masked): Promise<Mask> {
  const { desk, me } = call;
  if (conversation.owner_staff_id === me.id) return NO_MASK;
  const open = await unmaskedOf(desk.storage.db, me.tokenHash, [conversation.id]);
  return open.has(conversation.id) ? NO_MASK : closedMask(desk.storage.db, conversation);
}

/** The mask of whoever may not see names. */
export async function closedMask(db: Db, { id, resident_name }: Masked): Promise<Mask> {
  const { names, phones } = await knownPersons(db, id);
  return maskOf({ names: resident_name === null ? names : [resident_name, ...names], phones });
}

/** The same value with every text in it masked. */
export function maskDeep<T>(value: T, mask: Mask): T {
  if (!mask.hides) return value;
  if (typeof value === 'string') return mask.words(value) as T;
  if (Array.isArray(value)) return value.map((one) => maskDeep(one, mask)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskDeep(one, mask)])) as T;
}
