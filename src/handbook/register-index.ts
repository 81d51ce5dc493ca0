import type { Home } from './register-homes.ts';
import type { Register } from './schemas/register.ts';

/** A home with the line of the register it comes from. */
export type KnownHome = Home<Register['lines'][number]>;

/** One part of an address. */
export type DwellingPart = 'building' | 'unit' | 'floor' | 'room';

/** The parts of an address in plain writing. */
export type Wanted = { [part in DwellingPart]?: string };

/** A register ready to be asked; built once for each version of the document. */
export interface RegisterIndex {
  readonly homes: readonly KnownHome[];
  readonly byCode: ReadonlyMap<string, KnownHome>;
  readonly byBuilding: ReadonlyMap<string, readonly KnownHome[]>;
  /** The homes that fit every part said, in counting order. */
  matching(wanted: Wanted): readonly KnownHome[];
}

/** One writing for what people write in many: full-width digits, small letters, zeros in front. */
export function plain(code: string): string {
  return code
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(/^0+(?=\d)/, '');
}

/** Sorts the homes into the drawers a question opens first, so that 50,000 homes are not walked for each message. */
export function indexHomes(homes: readonly KnownHome[]): RegisterIndex {
  const byBuilding = new Map<string, KnownHome[]>();
  const byRoom = new Map<string, KnownHome[]>();
  const byDoor = new Map<string, KnownHome[]>();
  const parts = new Map(homes.map((home) => [home, plainParts(home)]));
  for (const [home, { building, names, door }] of parts) {
    put(byBuilding, building, home);
    for (const name of new Set(names)) put(byRoom, name, home);
    for (const name of new Set(door === undefined ? names : [...names, door])) put(byDoor, `${building}/${name}`, home);
  }
  const fitting = (drawer: readonly KnownHome[], wanted: Wanted) =>
    drawer.filter((home) => fits(parts.get(home) as PlainParts, wanted));
  return {
    homes,
    byCode: new Map(homes.map((home) => [home.code, home])),
    byBuilding,
    matching(wanted) {
      const { building, room, floor } = wanted;
      if (building !== undefined) {
        const drawer = room === undefined ? byBuilding.get(building) : byDoor.get(`${building}/${room}`);
        return fitting(drawer ?? [], wanted);
      }
      const drawer = room !== undefined && floor === undefined ? (byRoom.get(room) ?? []) : homes;
      return fitting(drawer, wanted);
    },
  };
}

/** What the room may be called when the floor is not said: 501, and 1202 for floor 12 room 02. */
export function roomNames({ floor, room, door }: KnownHome): string[] {
  if (room === undefined) return [];
  return floor === undefined || door === undefined ? [plain(room)] : [plain(room), plain(floor + door)];
}

/** A home in plain writing, worked out once: looking up walks every home of a building. */
interface PlainParts {
  building: string;
  unit: string;
  floor: string;
  door: string | undefined;
  names: string[];
}

function plainParts(home: KnownHome): PlainParts {
  return {
    building: plain(home.building),
    unit: plain(home.unit ?? ''),
    floor: plain(home.floor ?? ''),
    door: home.door === undefined ? undefined : plain(home.door),
    names: roomNames(home),
  };
}

function fits(home: PlainParts, { building, unit, floor, room }: Wanted): boolean {
  if (building !== undefined && home.building !== building) return false;
  if (unit !== undefined && home.unit !== unit) return false;
  if (floor !== undefined && home.floor !== floor) return false;
  if (room === undefined) return true;
  if (floor !== undefined && home.door === room) return true;
  return home.names.includes(room);
}

function put(drawers: Map<string, KnownHome[]>, name: string, home: KnownHome): void {
  const drawer = drawers.get(name);
  if (drawer) drawer.push(home);
  else drawers.set(name, [home]);
}
