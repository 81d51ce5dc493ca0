import type { z } from 'zod';
import { compareCodes } from './compare-codes.ts';
import type { Register, registerSchema } from './schemas/register.ts';

/** A line of register.json as it is written. */
export type WrittenLine = NonNullable<z.input<typeof registerSchema>['lines']>[number];

/** A home by its parts, and how homes of its building are called. */
export interface Placed {
  readonly building: string;
  readonly unit?: string | undefined;
  readonly floor?: string | undefined;
  readonly door?: string | undefined;
}

/** How the homes of a building are written and called, where that differs from the estate's usual way. */
export type Manner = Pick<Register['lines'][number], 'numbers' | 'naming'>;

/** Ranges longer than this are refused by the register as a slip of the hand. */
const LONGEST = 1000;

/**
 * The fewest lines that stand for exactly these homes: floors alike, then entrances alike, then buildings alike become one. A
 * register of thousands of homes stays a page that a person can read and edit.
 */
export function toLines(homes: readonly Placed[], mannerOf: (building: string) => Manner | undefined): WrittenLine[] {
  const buildings = groupBy(homes, ({ building }) => building);
  const alike = groupBy([...buildings], ([building, own]) => {
    const units = groupBy(own, ({ unit }) => unit ?? '');
    const shapes = [...units].map(([unit, inside]) => [unit, shapeOf(inside)]).sort();
    return JSON.stringify([shapes, mannerOf(building) ?? null]);
  });
  return [...alike.values()].flatMap((group) => {
    const names = group.map(([building]) => building);
    const [first = ''] = names;
    return linesOf(buildings.get(first) ?? [], names, mannerOf(first));
  });
}

function linesOf(homes: readonly Placed[], buildings: readonly string[], manner: Manner | undefined): WrittenLine[] {
  const units = groupBy(homes, ({ unit }) => unit ?? '');
  // A home without a unit is no entrance like the others, even where its floors are the same.
  const alike = groupBy([...units], ([unit, inside]) => JSON.stringify([unit === '', shapeOf(inside)]));
  const written = {
    ...(manner?.numbers === 'separate' ? { numbers: 'separate' as const } : {}),
    ...(manner && Object.keys(manner.naming).length > 0 ? { naming: manner.naming } : {}),
  };
  return [...alike.values()].flatMap((group) => {
    const names = group.map(([unit]) => unit).filter((unit) => unit !== '');
    return shapeOf(group[0]?.[1] ?? []).map(({ floors, doors }) => ({
      building: toRange(buildings),
      ...(names.length > 0 ? { unit: toRange(names) } : {}),
      ...(floors.length > 0 ? { floor: toRange(floors) } : {}),
      ...(doors.length > 0 ? { room: toRange(doors) } : {}),
      ...written,
    }));
  });
}

/** Floors with the same doors stand together. */
function shapeOf(homes: readonly Placed[]): { floors: string[]; doors: string[] }[] {
  const byFloor = groupBy(homes, ({ floor }) => floor ?? '');
  const doorsOn = (inside: readonly Placed[]) => inside.flatMap(({ door }) => door ?? []).sort(compareCodes);
  const alike = groupBy([...byFloor], ([floor, inside]) => JSON.stringify([floor === '', doorsOn(inside)]));
  return [...alike.values()].map((group) => ({
    floors: group
      .map(([floor]) => floor)
      .filter((floor) => floor !== '')
      .sort(compareCodes),
    doors: doorsOn(group[0]?.[1] ?? []),
  }));
}

/** Codes in the notation of the register: 1-18, 01-04, A-F, 1,3,5. */
export function toRange(codes: readonly string[]): string {
  const runs: string[][] = [];
  for (const code of [...codes].sort(compareCodes)) {
    const run = runs.at(-1);
    if (run && follows(run, code)) run.push(code);
    else runs.push([code]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join())).join();
}

function follows(run: readonly string[], code: string): boolean {
  const last = run.at(-1) ?? '';
  if (/^[A-Z]$/.test(last) && /^[A-Z]$/.test(code)) return code.charCodeAt(0) === last.charCodeAt(0) + 1;
  const [, prefix, digits = ''] = /^(\p{L}{0,3})(\d{1,6})$/u.exec(run[0] ?? '') ?? [];
  if (prefix === undefined || run.length >= LONGEST) return false;
  return code === prefix + String(Number(digits) + run.length).padStart(digits.length, '0');
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
