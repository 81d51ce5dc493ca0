import { expandCodes } from './code-range.ts';
import { compareCodes } from './compare-codes.ts';

/** The parts of a line of register.json that say which homes there are. */
export interface RegisterLine {
  readonly building: string;
  readonly unit?: string | undefined;
  readonly floor?: string | undefined;
  readonly room?: string | undefined;
  readonly numbers: 'joined' | 'separate';
  readonly except: readonly string[];
}

/** One home as the register has it. `room` is what it is called (501), `door` its place on the floor (01). */
export interface Home<Line extends RegisterLine = RegisterLine> {
  readonly code: string;
  readonly building: string;
  readonly unit?: string | undefined;
  readonly floor?: string | undefined;
  readonly room?: string | undefined;
  readonly door?: string | undefined;
  readonly line: Line;
}

/** What expanding a register brings to light; `line` and `exception` are indexes into the document. */
export interface ExpandedRegister<Line extends RegisterLine> {
  readonly homes: Home<Line>[];
  readonly duplicates: { readonly line: number; readonly code: string }[];
  readonly unusedExceptions: { readonly line: number; readonly exception: number }[];
}

/** How many homes a line stands for before its exceptions. */
export function homesOnLine(line: RegisterLine): number {
  return [line.building, line.unit, line.floor, line.room].reduce((count, range) => count * partsOf(range).length, 1);
}

/** Every home of the register, in the order people count: 2 before 10. */
export function expandRegister<Line extends RegisterLine>(register: {
  lines: readonly Line[];
}): ExpandedRegister<Line> {
  const homes = new Map<string, Home<Line>>();
  const result: ExpandedRegister<Line> = { homes: [], duplicates: [], unusedExceptions: [] };
  for (const [at, line] of register.lines.entries()) {
    const unused = new Set(line.except);
    const left = new Set(line.except);
    for (const home of homesOf(line)) {
      const inUnit = insideUnit(home);
      unused.delete(inUnit);
      if (left.has(inUnit)) continue;
      if (homes.has(home.code)) result.duplicates.push({ line: at, code: home.code });
      homes.set(home.code, home);
    }
    for (const name of unused) result.unusedExceptions.push({ line: at, exception: line.except.indexOf(name) });
  }
  result.homes.push(...[...homes.values()].sort((a, b) => compareCodes(a.code, b.code)));
  return result;
}

function* homesOf<Line extends RegisterLine>(line: Line): Generator<Home<Line>> {
  const [units, floors, doors] = [partsOf(line.unit), partsOf(line.floor), partsOf(line.room)];
  for (const building of partsOf(line.building)) {
    for (const unit of units) {
      for (const floor of floors) {
        for (const door of doors) yield homeAt(line, { building, unit, floor, door });
      }
    }
  }
}

type Place = Record<'building' | 'unit' | 'floor' | 'door', string | undefined>;

function homeAt<Line extends RegisterLine>(line: Line, { building = '', unit, floor, door }: Place): Home<Line> {
  const joined = line.numbers === 'joined' && floor !== undefined && door !== undefined;
  const room = joined ? floor + door : door;
  const code = [building, unit, joined ? undefined : floor, room].filter((part) => part !== undefined).join('-');
  return { code, building, unit, floor, room, door, line };
}

function insideUnit({ line, floor, room }: Home): string {
  const parts = line.numbers === 'joined' ? [room] : [floor, room];
  return parts.filter((part) => part !== undefined).join('-');
}

/** A part that buildings like these do not have counts as one nameless part. */
function partsOf(range: string | undefined): (string | undefined)[] {
  return range === undefined ? [undefined] : (expandCodes(range) ?? []);
}
