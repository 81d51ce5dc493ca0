import type { Entity } from '../recognizer.ts';

/** Entities by name, as test files write them. */
export type FlatEntities = Record<string, string>;

/** Test files write 昨晚 and "last night" where something has gone on since. */
const withoutSince = (time: string): string =>
  time.replace(/^(?:ever )?(?:since|starting) (?=\D)/i, '').replace(/(?<=.)就?开始$/, '');

type Pair = readonly [name: string, value: string];

function pairsOf(one: Entity): Pair[] {
  switch (one.type) {
    case 'dwelling': {
      const { building, unit, floor, room } = one.value;
      return Object.entries({ building, unit, floor, room }).flatMap(([name, value]) =>
        value ? [[name, value] as const] : [],
      );
    }
    case 'phone':
      return [['phone', one.value.digits]];
    case 'money':
      return [['amount', String(one.value.amount)]];
    case 'rating':
      return [['rating', String(one.value.score)]];
    case 'time':
      return [[one.value.minutes !== undefined && one.value.since ? 'duration' : 'time', withoutSince(one.text)]];
    case 'place':
      return [['location', one.text]];
    case 'duration':
    case 'fixture':
    case 'ticket':
      return [[one.type, one.text]];
    case 'urgency':
      return [['urgency', one.value]];
    default:
      return [];
  }
}

/** Pairs of name and value; of several values of one name the first, since test files name the thing a message is about once. */
export function pairs(entities: readonly Entity[]): Pair[] {
  const first = new Map<string, Pair>();
  for (const pair of entities.flatMap(pairsOf)) if (!first.has(pair[0])) first.set(pair[0], pair);
  return [...first.values()];
}

/** Entities as one object. */
export const flatten = (entities: readonly Entity[]): FlatEntities => Object.fromEntries(pairs(entities));

/** Reads expected entities: an object of values or lists, or a list of `{type, value}`. */
export function expectedPairs(entities: unknown): Pair[] {
  if (Array.isArray(entities)) {
    return entities.flatMap((one: { type?: string; name?: string; value?: unknown; text?: unknown }) => {
      const name = one.type ?? one.name;
      return name ? [[name, String(one.value ?? one.text ?? '')] as const] : [];
    });
  }
  if (typeof entities !== 'object' || entities === null) return [];
  return Object.entries(entities).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)] as const),
  );
}
