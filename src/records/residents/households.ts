import type { Db } from '#storage/storage.ts';

/** How many people belong to a home now, and how many codes for it wait to be used. */
export interface HouseholdCount {
  unitCode: string;
  members: number;
  codes: number;
}

/** Codes of the homes that have anybody now, or a code that waits; in no order. */
export async function inhabitedHomes(db: Db, estateId: string, now: number): Promise<string[]> {
  const members = await membersNow(db, estateId, now).select('unit_code').distinct().execute();
  const codes = await codesNow(db, estateId, now).select('unit_code').distinct().execute();
  return [...new Set([...members, ...codes].map(({ unit_code }) => unit_code))];
}

/** Counts for these homes; those with neither are left out. */
export async function countHouseholds(
  db: Db,
  { estateId, unitCodes }: { estateId: string; unitCodes: readonly string[] },
  now: number,
): Promise<HouseholdCount[]> {
  if (unitCodes.length === 0) return [];
  const members = await membersNow(db, estateId, now)
    .select(({ fn }) => ['unit_code', fn.countAll<number>().as('n')])
    .where('unit_code', 'in', unitCodes)
    .groupBy('unit_code')
    .execute();
  const codes = await codesNow(db, estateId, now)
    .select(({ fn }) => ['unit_code', fn.countAll<number>().as('n')])
    .where('unit_code', 'in', unitCodes)
    .groupBy('unit_code')
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

function membersNow(db: Db, estateId: string, now: number) {
  return db
    .selectFrom('household_member')
    .where('estate_id', '=', estateId)
    .where('from_at', '<=', now)
    .where((eb) => eb.or([eb('to_at', 'is', null), eb('to_at', '>', now)]));
}

function codesNow(db: Db, estateId: string, now: number) {
  return db
    .selectFrom('household_code')
    .where('estate_id', '=', estateId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
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
