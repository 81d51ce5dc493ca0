import type { DwellingParts, DwellingValue, Entity, RegisterLookup } from '../recognizer.ts';
import { ANSWERS, BARE_ROOM, CODES, COMPONENTS, type Component, DOOR_OF_FLOOR, LONE_ROOMS } from './dwelling-words.ts';
import { readDoor, readNumber } from './numbers.ts';
import { entity, overlaps } from './span.ts';

interface Piece {
  part: Component['part'];
  value: string;
  start: number;
  end: number;
}

interface Address {
  parts: DwellingParts;
  start: number;
  end: number;
  /** A number alone: believed when the register knows it, or when nothing contradicts it. */
  lone?: boolean;
  /** A door of one or two digits behind a floor: what was heard may be more or less than was meant. */
  half?: boolean;
}

const STARTS = /[a-z\d#零〇一二两三四五六七八九十百东南西北中甲乙丙丁幺]/g;
const GAP = /[\s,，、.\-—_/的在]{0,3}(?:(?:of|in|at)\s)?/y;

function nameOf(part: Component['part'], raw: string): string | undefined {
  if (part === 'room') return readDoor(raw);
  if (/^[a-z]$/.test(raw)) return raw.toUpperCase();
  const number = readNumber(raw);
  if (number !== undefined) return number > 0 && number < 1000 ? String(number) : undefined;
  return raw.toUpperCase();
}

function pieceAt(folded: string, at: number): Piece | undefined {
  for (const { part, pattern } of COMPONENTS) {
    pattern.lastIndex = at;
    const match = pattern.exec(folded);
    const value = match?.[1] && nameOf(part, match[1]);
    if (match && value) return { part, value, start: at, end: at + match[0].length };
  }
  return undefined;
}

function doorOfFloorAt(folded: string, at: number): Piece | undefined {
  DOOR_OF_FLOOR.lastIndex = at;
  const door = DOOR_OF_FLOOR.exec(folded)?.[1];
  return door ? { part: 'room', value: door.padStart(2, '0'), start: at, end: at + door.length } : undefined;
}

function bareRoomAt(folded: string, at: number): Piece | undefined {
  BARE_ROOM.lastIndex = at;
  const match = BARE_ROOM.exec(folded);
  const value = match?.[1] && readDoor(match[1]);
  return match && value ? { part: 'room', value, start: at, end: at + (match[1]?.length ?? 0) } : undefined;
}

function wordBefore(folded: string, at: number): boolean {
  return at > 0 && /[a-z\d.]/.test(folded.charAt(at - 1)) && /[a-z\d]/.test(folded.charAt(at));
}

function gather(folded: string, from: number): Address | undefined {
  const first = pieceAt(folded, from);
  if (!first) return undefined;
  const parts: DwellingParts = { [first.part]: first.value };
  let end = first.end;
  let half = false;
  for (;;) {
    GAP.lastIndex = end;
    const next = end + (GAP.exec(folded)?.[0].length ?? 0);
    const door = parts.building && parts.floor && !parts.room && next === end ? doorOfFloorAt(folded, next) : undefined;
    const piece = pieceAt(folded, next) ?? (parts.room ? undefined : bareRoomAt(folded, next)) ?? door;
    if (!piece || parts[piece.part] !== undefined) break;
    half ||= piece === door;
    parts[piece.part] = piece.value;
    end = piece.end;
  }
  return { parts, start: from, end, ...(half && { half }) };
}

function spoken(folded: string): Address[] {
  const found: Address[] = [];
  STARTS.lastIndex = 0;
  for (let start = STARTS.exec(folded); start; start = STARTS.exec(folded)) {
    if (wordBefore(folded, start.index)) continue;
    const address = gather(folded, start.index) ?? english(folded, start.index);
    if (!address) continue;
    found.push(address);
    STARTS.lastIndex = address.end;
  }
  return found;
}

/** "3rd block", "the east building" and the like are left to a person; this is the one spoken order that needs a look back. */
function english(folded: string, at: number): Address | undefined {
  const match = /^(\d{1,2})(?:st|nd|rd|th)\s(?:building|block|tower)(?![a-z])/.exec(folded.slice(at, at + 24));
  return match?.[1] ? { parts: { building: match[1] }, start: at, end: at + match[0].length } : undefined;
}

function coded(folded: string): Address[] {
  const found: Address[] = [];
  for (const pattern of CODES) {
    for (const match of folded.matchAll(pattern)) {
      const at = { start: match.index, end: match.index + match[0].length };
      if (!found.some((other) => overlaps(other, at)) && !isSpot(folded, match[0]))
        found.push({ parts: codeParts(match), ...at });
    }
  }
  return found;
}

/** Parking spots of the basements are written like homes: B2-114. */
const isSpot = (folded: string, code: string): boolean =>
  /^b[1-4]\s?-/.test(code) && /车位|车库|地库|停车|spot|space|parking|garage/.test(folded);

function codeParts(match: RegExpMatchArray): DwellingParts {
  const [, building, unit, room] = match;
  const parts: DwellingParts = {};
  // B6-1-1205 is block 6.
  if (building) parts.building = nameOf('building', unit ? building.replace(/^b(?=\d)/, '') : building);
  if (unit) parts.unit = nameOf('unit', unit);
  if (room) parts.room = readDoor(room);
  return parts;
}

function lone(folded: string): Address[] {
  return LONE_ROOMS.flatMap((pattern) =>
    [...folded.matchAll(pattern)].map((match) => {
      const start = match.index + match[0].indexOf(match[1] ?? '');
      return { parts: { room: readDoor(match[1] ?? '') }, start, end: start + (match[1]?.length ?? 0), lone: true };
    }),
  );
}

function answered(folded: string): Address[] {
  for (const pattern of ANSWERS) {
    const match = pattern.exec(folded);
    if (match) return [{ parts: codeParts(match), start: 0, end: folded.length }];
  }
  return [];
}

function checked(address: Address, register?: RegisterLookup): DwellingValue | undefined {
  const { lone, half } = address;
  const parts = { ...address.parts, ...(half && { half: true as const }) };
  if (!register || (!parts.building && !parts.room)) return parts;
  const homes = register(address.parts);
  if (homes.length === 0 && lone) return undefined;
  const known = homes.length === 0 ? 'none' : homes.length === 1 ? 'one' : 'several';
  return { ...parts, known, ids: homes.slice(0, 20).map((home) => home.id) };
}

/** No address does without a number, a letter beside one of these words, or a cardinal point. */
const MAYBE =
  /[\d零〇一二两三四五六七八九十幺]|[a-z甲乙丙丁东南西北]\s?[栋幢棟座号單单]|block|building|bldg|tower|unit|entrance|floor|room|flat/;

/** What finding dwellings depends on beside the words. */
export interface DwellingHints {
  /** The desk has just asked which home it is: a bare number is the answer. */
  asked?: boolean;
  register?: RegisterLookup;
}

/**
 * Finds homes and parts of homes: 3栋2单元501, 3-2-501, 三号楼二单元五零一, 十二零一, "Block 3 Unit 2 Room 501", 5楼. `folded` is
 * `fold(text)`. With a register each is checked, and a number alone which it does not know is no home.
 */
export function findDwellings(text: string, folded: string, hints: DwellingHints = {}): Entity[] {
  if (!MAYBE.test(folded)) return [];
  const answer = hints.asked ? answered(folded) : [];
  const addresses = answer.length > 0 ? answer : [...coded(folded), ...spoken(folded), ...lone(folded)];
  const kept: Address[] = [];
  for (const address of addresses) if (!kept.some((other) => overlaps(other, address))) kept.push(address);
  return kept.flatMap((address) => {
    const value = checked(address, hints.register);
    return value ? [entity('dwelling', text, [address.start, address.end], value)] : [];
  });
}
