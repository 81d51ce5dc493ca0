import { compareCodes } from './compare-codes.ts';
import type { Estate } from './documents.ts';
import type { Sentence } from './problem.ts';
import { expandRegister } from './register-homes.ts';
import {
  type DwellingPart,
  indexHomes,
  type KnownHome,
  plain,
  type RegisterIndex,
  type Wanted,
} from './register-index.ts';
import { nearestHomes } from './register-nearest.ts';

/** The parts of an address as somebody said them; codes only, without 栋, 单元 or 室. */
export interface DwellingQuery {
  readonly building?: string | undefined;
  readonly unit?: string | undefined;
  readonly floor?: string | undefined;
  readonly room?: string | undefined;
}

/**
 * A home of the register. `code` is what records keep (`3-2-501`), `text` what people read (`3栋2单元501`). `floor` is
 * there only where it is said apart from the room, so that a corrected room never meets the floor of the old one.
 */
export interface Dwelling {
  readonly code: string;
  readonly building: string;
  readonly unit?: string | undefined;
  readonly floor?: string | undefined;
  readonly room?: string | undefined;
  readonly text: Sentence;
}

/**
 * What the register knows about an address. `candidates`: the parts said fit several homes; `missing` is the part to ask
 * next and `choices` its possible codes, `dwellings` the first twenty of `total`. `unknown`: no home fits; `wrong` is the
 * first part that cannot be, `nearest` at most three homes that resemble what was said, the likeliest first.
 */
export type DwellingMatch =
  | { readonly kind: 'exact'; readonly dwelling: Dwelling }
  | {
      readonly kind: 'candidates';
      readonly dwellings: readonly Dwelling[];
      readonly total: number;
      readonly missing: DwellingPart;
      readonly choices: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly wrong: DwellingPart; readonly nearest: readonly Dwelling[] };

/** An estate as far as its homes go. */
export type Registered = Pick<Estate, 'register'>;

const listed = 20;
const indexes = new WeakMap<Estate['register'], RegisterIndex>();

/** Looks an address up. Leading zeros, full-width digits and small letters do not matter; the answer is the register's own writing. */
export function findDwelling(estate: Estate, query: DwellingQuery): DwellingMatch {
  const index = indexOf(estate);
  const readings = readingsOf(query);
  for (const wanted of readings) {
    const homes = index.matching(wanted);
    if (homes.length > 0) return answer(estate, homes, wanted);
  }
  const { wrong, homes } = nearestHomes(index, readings);
  return { kind: 'unknown', wrong, nearest: homes.map((home) => dwellingOf(estate, home)) };
}

/** The home with this canonical code, or undefined when the register no longer has it. */
export function dwellingByCode(estate: Registered, code: string): Dwelling | undefined {
  const home = indexOf(estate).byCode.get(code);
  return home && dwellingOf(estate, home);
}

/**
 * Homes whose code holds the numbers typed, in this order, the last of them perhaps unfinished: 3-2-5, 3栋2单元5, 501. For a
 * field in which somebody looks for a home; at most `limit`, in counting order.
 */
export function homesLike(estate: Registered, typed: string, limit: number): Dwelling[] {
  const wanted = (
    typed
      .normalize('NFKC')
      .toUpperCase()
      .match(/[A-Z]?\d+[A-Z]?|[A-Z]/gu) ?? []
  ).map(plain);
  if (wanted.length === 0) return [];
  const found: Dwelling[] = [];
  for (const home of indexOf(estate).homes) {
    if (found.length === limit) break;
    if (holds(home.code.split('-').map(plain), wanted)) found.push(dwellingOf(estate, home));
  }
  return found;
}

function holds(parts: readonly string[], wanted: readonly string[]): boolean {
  let from = 0;
  for (const [at, one] of wanted.entries()) {
    const last = at === wanted.length - 1;
    const place = parts.findIndex((part, index) => index >= from && (last ? part.startsWith(one) : part === one));
    if (place < 0) return false;
    from = place + 1;
  }
  return true;
}

/** What was said, then 3-12-02 read as building, floor and room for those who skip the unit; 3-4-501 has its floor in the room. */
function readingsOf(query: DwellingQuery): Wanted[] {
  const wanted: Wanted = {};
  for (const part of ['building', 'unit', 'floor', 'room'] as const) {
    const said = query[part];
    if (said !== undefined && said.trim() !== '') wanted[part] = plain(said);
  }
  const { unit, ...rest } = wanted;
  const bareDoor = wanted.room !== undefined && wanted.room.length <= 2;
  return unit === undefined || rest.floor !== undefined || !bareDoor ? [wanted] : [wanted, { ...rest, floor: unit }];
}

function answer(estate: Estate, homes: readonly KnownHome[], wanted: Wanted): DwellingMatch {
  const [only] = homes;
  const complete = wanted.room !== undefined || only?.room === undefined;
  if (only !== undefined && homes.length === 1 && complete)
    return { kind: 'exact', dwelling: dwellingOf(estate, only) };
  const missing = partToAsk(homes, wanted);
  return {
    kind: 'candidates',
    dwellings: homes.slice(0, listed).map((home) => dwellingOf(estate, home)),
    total: homes.length,
    missing,
    choices: [...new Set(homes.flatMap((home) => home[missing] ?? []))].sort(compareCodes),
  };
}

/** The first part in which the homes differ; a floor that is part of the room number is not asked for itself. */
function partToAsk(homes: readonly KnownHome[], wanted: Wanted): DwellingPart {
  const separate = homes.some(({ line }) => line.numbers === 'separate');
  const order: DwellingPart[] = separate ? ['building', 'unit', 'floor', 'room'] : ['building', 'unit', 'room'];
  const differs = (part: DwellingPart) => homes.some((home) => home[part] !== homes[0]?.[part]);
  return order.find((part) => wanted[part] === undefined && differs(part)) ?? order.find(differs) ?? 'room';
}

function indexOf({ register }: Registered): RegisterIndex {
  let index = indexes.get(register);
  if (!index) {
    index = indexHomes(expandRegister(register).homes);
    indexes.set(register, index);
  }
  return index;
}

const usual: Record<DwellingPart, Sentence> = {
  building: { zh: '{}栋', en: 'Building {}' },
  unit: { zh: '{}单元', en: 'Unit {}' },
  floor: { zh: '{}楼', en: 'Floor {}' },
  room: { zh: '{}', en: 'Room {}' },
};

function dwellingOf(estate: Registered, { code, building, unit, floor, room, line }: KnownHome): Dwelling {
  const spoken = { building, unit, floor: line.numbers === 'separate' ? floor : undefined, room };
  const words = { zh: [] as string[], en: [] as string[] };
  for (const part of ['building', 'unit', 'floor', 'room'] as const) {
    const value = spoken[part];
    if (value === undefined) continue;
    const pattern = line.naming[part] ?? estate.register.naming[part] ?? usualName(part, line.numbers);
    words.zh.push(pattern.zh.replace('{}', value));
    words.en.push(pattern.en.replace('{}', value));
  }
  return { code, ...spoken, text: { zh: words.zh.join(''), en: words.en.join(', ') } };
}

/** 3栋2单元501, but 1栋3楼02室: a bare 02 after 楼 would read as part of the floor. */
function usualName(part: DwellingPart, numbers: 'joined' | 'separate'): Sentence {
  return part === 'room' && numbers === 'separate' ? { zh: '{}室', en: 'Room {}' } : usual[part];
}
