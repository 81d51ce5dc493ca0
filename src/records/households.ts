import type { Db } from '#storage/storage.ts';

/** How many people belong to a home now, and how many codes for it wait to be used. */
export interface HouseholdCount {
  unitCode: string;
  members: number;
  codes: number;
}

/** More homes than a list shows. */
const MOST = 50;

/** Counts for these homes; without a list, for those that have anybody or any code. */
export async function countHouseholds(
  db: Db,
  { estateId, unitCodes }: { estateId: string; unitCodes?: readonly string[] },
  now: number,
): Promise<HouseholdCount[]> {
  if (unitCodes?.length === 0) return [];
  const members = await db
    .selectFrom('household_member')
    .select(({ fn }) => ['unit_code', fn.countAll<number>().as('n')])
    .where('estate_id', '=', estateId)
    .where('from_at', '<=', now)
    .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', now)]))
    .$if(unitCodes !== undefined, (query) => query.where('unit_code', 'in', unitCodes ?? []))
    .groupBy('unit_code')
    .orderBy('unit_code')
    .limit(MOST)
    .execute();
  const codes = await db
    .selectFrom('household_code')
    .select(({ fn }) => ['unit_code', fn.countAll<number>().as('n')])
    .where('estate_id', '=', estateId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .$if(unitCodes !== undefined, (query) => query.where('unit_code', 'in', unitCodes ?? []))
    .groupBy('unit_code')
    .orderBy('unit_code')
    .limit(MOST)
    .execute();
  const counted = new Map<string, HouseholdCount>();
  const of = (unitCode: string) => {
    const one = counted.get(unitCode) ?? { unitCode, members: 0, codes: 0 };
    counted.set(unitCode, one);
    return one;
  };
  for (const { unit_code, n } of members) of(unit_code).members = Number(n);
  for (const { unit_code, n } of codes) of(unit_code).codes = Number(n);
  return [...counted.values()];
}

/** Whether a resident belongs to an estate. */
export async function isResidentOf(db: Db, estateId: string, residentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('resident')
    .select('id')
    .where('id', '=', residentId)
    .where('estate_id', '=', estateId)
    .executeTakeFirst();
  return row !== undefined;
}
