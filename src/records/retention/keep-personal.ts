import { sql } from 'kysely';
import { CASE_STATES, isOver, statesOf } from '#records/cases/case-states.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { Tx } from '#storage/storage.ts';

/** How long (milliseconds) an estate keeps what says who somebody is; what is undefined is kept. */
export interface Keeping {
  /** Codes of the desk, after they were used, taken back or ran out. */
  codes?: number;
  /** Name and phone of somebody who belongs to no home any more. */
  leavers?: number;
}

/** At most so many rows at a time, so that no transaction grows long; the rest is for the next look. */
const AT_ONCE = 200;

/** Deletes what is kept no longer. Answers whether there may be more of it. */
export async function forgetWhatIsDue(tx: Tx, estateId: string, keeping: Keeping, now: number): Promise<boolean> {
  const { codes, leavers } = keeping;
  const forgotten = {
    codes: codes === undefined ? 0 : await forgetCodes(tx, estateId, now - codes),
    misses: codes === undefined ? 0 : await forgetMisses(tx, estateId, now - codes),
    leavers: leavers === undefined ? 0 : await forgetLeavers(tx, estateId, { before: now - leavers }),
  };
  if (Object.values(forgotten).some((count) => count > 0)) {
    const entry = { actor: 'desk', action: 'retention.delete', subject: `estate:${estateId}`, estateId };
    await writeAudit(tx, { ...entry, detail: forgotten }, now);
  }
  return Math.max(forgotten.codes, forgotten.leavers) >= AT_ONCE;
}

/** That a code was issued, by whom and for which home, stays; for whom, and by what it could be guessed, does not. */
async function forgetCodes(tx: Tx, estateId: string, before: number): Promise<number> {
  const due = await tx.db
    .selectFrom('household_code')
    .select('id')
    .where('estate_id', '=', estateId)
    .where('code_hash', 'not like', 'deleted:%')
    .where(sql<boolean>`coalesce(used_at, revoked_at, expires_at) <= ${before}`)
    .limit(AT_ONCE)
    .execute();
  if (due.length === 0) return 0;
  await tx.db
    .updateTable('household_code')
    .set({ name: '', phone: null, why: '', code_hash: sql<string>`'deleted:' || id` })
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .execute();
  return due.length;
}

async function forgetMisses(tx: Tx, estateId: string, before: number): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('identity_miss')
    .where('estate_id', '=', estateId)
    .where('at', '<=', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Name and phone of those whose last belonging ended long ago, in their old cases too; not while a case of theirs is open. */
async function forgetLeavers(tx: Tx, estateId: string, { before }: { before: number }): Promise<number> {
  const due = await tx.db
    .selectFrom('resident as r')
    .select('r.id')
    .where('r.estate_id', '=', estateId)
    .where('r.name', '<>', '')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('household_member as m')
            .select('m.id')
            .whereRef('m.resident_id', '=', 'r.id')
            .where((one) => one.or([one('m.to_at', 'is', null), one('m.to_at', '>', before)])),
        ),
      ),
    )
    .where('r.created_at', '<=', before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('ticket as k')
            .select('k.id')
            .whereRef('k.resident_id', '=', 'r.id')
            .where((one) => one.or([one('k.updated_at', '>', before), one('k.state', 'in', OPEN)])),
        ),
      ),
    )
    .limit(AT_ONCE)
    .execute();
  const ids = due.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.db.updateTable('resident').set({ name: '', phone: null }).where('id', 'in', ids).execute();
  await forgetInCases(tx, ids);
  await tx.db.updateTable('conversation').set({ resident_id: null }).where('resident_id', 'in', ids).execute();
  return ids.length;
}

/** A case keeps what it was about, without whom to call. */
async function forgetInCases(tx: Tx, residentIds: string[]): Promise<void> {
  const cases = await tx.db
    .selectFrom('ticket')
    .select(['id', 'answers'])
    .where('resident_id', 'in', residentIds)
    .execute();
  for (const { id, answers } of cases) {
    const { contact: _, ...others } = JSON.parse(answers) as Record<string, unknown>;
    await tx.db
      .updateTable('ticket')
      .set({ contact_name: null, contact_phone: null, answers: JSON.stringify(others) })
      .where('id', '=', id)
      .execute();
  }
}

/** States in which a case of any kind is not over. */
const OPEN = CASE_STATES.filter((state) =>
  ['repair', 'complaint', 'enquiry', 'move-in', 'rectification', 'privacy'].some(
    (service) => statesOf(service).includes(state) && !isOver(service, state),
  ),
);
