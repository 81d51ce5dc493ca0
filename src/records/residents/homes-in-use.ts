import type { Db } from '#storage/storage.ts';

/** How many people belong to a home now, and how many of its cases are not over. */
export interface HomeInUse {
  unitCode: string;
  members: number;
  cases: number;
}

const OVER = ['closed', 'cancelled', 'withdrawn', 'settled', 'archived', 'answered'] as const;
/** A query takes so many codes at once. */
const AT_ONCE = 500;

/** Those of these homes that somebody belongs to or that have an open case, in the order given. */
export async function homesInUse(
  db: Db,
  { estateId, unitCodes }: { estateId: string; unitCodes: readonly string[] },
  now: number,
): Promise<HomeInUse[]> {
  const found = new Map<string, HomeInUse>();
  const of = (unitCode: string) => {
    const one = found.get(unitCode) ?? { unitCode, members: 0, cases: 0 };
    found.set(unitCode, one);
    return one;
  };
  for (let at = 0; at < unitCodes.length; at += AT_ONCE) {
    const some = unitCodes.slice(at, at + AT_ONCE);
    const members = await db
      .selectFrom('household_member')
      .select(({ fn }) => ['unit_code', fn.countAll<number>().as('n')])
      .where('estate_id', '=', estateId)
      .where('unit_code', 'in', some)
      .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', now)]))
      .groupBy('unit_code')
      .execute();
    const cases = await db
      .selectFrom('ticket')
      .select(({ fn }) => ['unit_code', fn.countAll<number>().as('n')])
      .where('estate_id', '=', estateId)
      .where('unit_code', 'in', some)
      .where('state', 'not in', [...OVER])
      .groupBy('unit_code')
      .execute();
    for (const { unit_code, n } of members) of(unit_code).members = Number(n);
    for (const { unit_code, n } of cases) of(unit_code ?? '').cases = Number(n);
  }
  return unitCodes.flatMap((code) => found.get(code) ?? []);
}
