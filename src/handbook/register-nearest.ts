import {
  type DwellingPart,
  type KnownHome,
  plain,
  type RegisterIndex,
  roomNames,
  type Wanted,
} from './register-index.ts';

/** What to propose when no home fits: the first part that cannot be, and at most three homes that resemble what was said. */
export interface NearestHomes {
  readonly wrong: DwellingPart;
  readonly homes: readonly KnownHome[];
}

const proposals = 3;
const farthest = Number.MAX_SAFE_INTEGER;
/** A slip in the building is less likely than one in the room: people know where they live. */
const weights = { building: 3, unit: 2, floor: 1.5, room: 1 };

/** Compares every reading of an address with the register and keeps the one that comes closest. */
export function nearestHomes(index: RegisterIndex, readings: readonly Wanted[]): NearestHomes {
  const tried = readings.map((wanted) => ({ wanted, best: closest(pool(index, wanted), wanted) }));
  tried.sort((a, b) => (a.best[0]?.distance ?? farthest) - (b.best[0]?.distance ?? farthest));
  const [first] = tried;
  return { wrong: wrongPart(index, first?.wanted ?? {}), homes: first?.best.map(({ home }) => home) ?? [] };
}

function wrongPart(index: RegisterIndex, wanted: Wanted): DwellingPart {
  const said: Wanted = {};
  for (const part of ['building', 'unit', 'floor', 'room'] as const) {
    const value = wanted[part];
    if (value === undefined) continue;
    said[part] = value;
    if (index.matching(said).length === 0) return part;
  }
  return 'room';
}

/** Without a building there are too many lookalikes to propose one, unless there is only one building. */
function pool(index: RegisterIndex, { building }: Wanted): readonly KnownHome[] {
  if (building === undefined) return index.byBuilding.size === 1 ? index.homes : [];
  const known = index.byBuilding.get(building);
  if (known) return known;
  return [...index.byBuilding.keys()]
    .filter((name) => resembles(name, building))
    .map((name) => ({ name, distance: difference(name, building) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, proposals)
    .flatMap(({ name }) => index.byBuilding.get(name) ?? []);
}

/** One that shares a character in its place, or the neighbours in counting; 三 resembles no number. */
function resembles(name: string, said: string): boolean {
  return slips(name, said) < Math.max(name.length, said.length) || Math.abs(Number(name) - Number(said)) <= 2;
}

function closest(homes: readonly KnownHome[], wanted: Wanted): { home: KnownHome; distance: number }[] {
  const best: { home: KnownHome; distance: number }[] = [];
  for (const home of homes) {
    const distance = distanceTo(home, wanted);
    if (best.length === proposals && distance >= (best.at(-1)?.distance ?? 0)) continue;
    best.push({ home, distance });
    best.sort((a, b) => a.distance - b.distance);
    best.length = Math.min(best.length, proposals);
  }
  return best;
}

function distanceTo(home: KnownHome, { building, unit, floor, room }: Wanted): number {
  let sum = 0;
  if (building !== undefined) sum += weights.building * difference(plain(home.building), building);
  if (unit !== undefined) sum += weights.unit * difference(plain(home.unit ?? ''), unit);
  if (floor !== undefined) sum += weights.floor * difference(plain(home.floor ?? ''), floor);
  if (room === undefined) return sum;
  const names = floor === undefined ? roomNames(home) : [...roomNames(home), plain(home.door ?? '')];
  return sum + weights.room * Math.min(...names.map((name) => difference(name, room)), room.length + 1);
}

/** Typing slips between two codes; among equals the number nearer in counting wins. */
function difference(a: string, b: string): number {
  if (a === b) return 0;
  const apart = Math.abs(Number(a) - Number(b));
  return slips(a, b) + (Number.isNaN(apart) ? 0.999 : Math.min(apart, 999) / 1000);
}

/** Optimal string alignment: changed, missing, added and swapped neighbours count one each. */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swapped ? (before[j - 2] ?? 0) + 1 : Infinity),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
