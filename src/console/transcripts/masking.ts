import type { StaffCall } from '#console/call.ts';
import type { EstateBook } from '#console/console-desk.ts';
import { knownPersons, saidIn } from '#records/transcripts/timeline.ts';
import { unmaskedOf } from '#records/transcripts/unmasked.ts';
import type { Db } from '#storage/storage.ts';
import { maskPhone } from './mask-phone.ts';
import { bareName, namesIn, namesSaid, type Speaker } from './names-in-words.ts';
import { officeNumbers } from './office-numbers.ts';
import { bareNumber, PHONES } from './phones-in-words.ts';

/** Hides who somebody is in what staff read. */
export interface Mask {
  /** False when this reader sees everything. */
  hides: boolean;
  name<T extends string | null>(name: T): T;
  /** Words, by default the resident's. */
  words(text: string, speaker?: Speaker): string;
}

/** Hides nothing. */
export const NO_MASK: Mask = { hides: false, name: (name) => name, words: (text) => text };

/** A name with all but its first sign hidden: 王**. */
export function maskName(name: string): string {
  const [first = ''] = name;
  return `${first}**`;
}

/** Whom a mask knows beforehand, and which numbers (`bareNumber`) are nobody's secret. */
export interface Known {
  names: readonly string[];
  phones: readonly string[];
  officeNumbers: ReadonlySet<string>;
}

/** Hides phones and identity cards, names that words tell of, and these names and phones wherever they stand. */
export function maskOf({ names, phones, officeNumbers: own }: Known): Mask {
  const isOwn = (number: string) => own.has(bareNumber(number));
  const secret = phones.filter((phone) => phone.length > 4 && !isOwn(phone));
  return {
    hides: true,
    name: <T extends string | null>(name: T) => (name === null ? name : (maskName(name) as T)),
    words(text, speaker = 'resident') {
      // Names first: a telephone number beside one tells that it is one.
      const known = [...new Set([...names, ...namesIn(text, speaker)])].filter((name) => [...name].length > 1);
      let masked = text;
      for (const name of known.sort((a, b) => b.length - a.length)) masked = masked.replaceAll(name, maskName(name));
      for (const phone of secret) masked = masked.replaceAll(phone, maskPhone(phone));
      return masked.replace(PHONES, (found) => (isOwn(found) ? found : maskPhone(found)));
    },
  };
}

/** As `maskOf`, for a line out of its conversation: what stands alone and may be a name is taken for one. */
export function lineMask(known: Known): Mask {
  const mask = maskOf(known);
  return { ...mask, words: (text, speaker) => (bareName(text) ? mask.name(text.trim()) : mask.words(text, speaker)) };
}

/** A conversation, as far as its mask depends on it. */
interface Masked {
  id: string;
  estate_id: string;
  resident_name: string | null;
}

/** How this reader sees a conversation: openly while they serve it, or once they have said why they need to. */
export async function maskFor(
  call: StaffCall,
  conversation: Masked & { owner_staff_id: string | null },
): Promise<Mask> {
  const { desk, me } = call;
  if (conversation.owner_staff_id === me.id) return NO_MASK;
  const open = await unmaskedOf(desk.storage.db, me.tokenHash, [conversation.id]);
  return open.has(conversation.id)
    ? NO_MASK
    : closedMask({ db: desk.storage.db, handbook: desk.handbook }, conversation);
}

/** The mask of whoever may not see names. */
export async function closedMask(
  { db, handbook }: { db: Db; handbook: EstateBook },
  { id, estate_id, resident_name }: Masked,
): Promise<Mask> {
  const { names, phones } = await knownPersons(db, id);
  const told = namesSaid(await saidIn(db, id));
  return maskOf({
    names: [...(resident_name === null ? [] : [resident_name]), ...names, ...told],
    phones,
    officeNumbers: officeNumbers(handbook, estate_id),
  });
}

/** The same value with every text in it masked. */
export function maskDeep<T>(value: T, mask: Mask): T {
  if (!mask.hides) return value;
  if (typeof value === 'string') return mask.words(value) as T;
  if (Array.isArray(value)) return value.map((one) => maskDeep(one, mask)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskDeep(one, mask)])) as T;
}
