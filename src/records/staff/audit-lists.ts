import type { Selectable } from 'kysely';
import { type Estates, within } from '#records/estates.ts';
import type { AuditTable } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';
import { staffWholly } from './lists.ts';

/** A line of the audit as stored. */
export type AuditRow = Selectable<AuditTable>;

/** What the audit is asked for. */
export interface AuditWish {
  estateId?: string | undefined;
  /** Such as `staff:<id>`. */
  actor?: string | undefined;
  /** Such as `ticket:<id>`. */
  subject?: string | undefined;
  /** What it was done to, the part of the subject before the colon. */
  about?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** The id that the page before ended with. */
  before?: number | undefined;
  limit: number;
}

/** Coming and going is no change of a record; it stands in each account's own history. */
const COMING_AND_GOING = ['sign-in', 'sign-out', 'sign-in.refused'];

/**
 * Changes of records of these estates, newest first. Lines that belong to no estate are about accounts: those are shown that
 * work on no other estate, all of them to somebody of every estate.
 */
export async function listAudit(db: Db, estates: Estates, wish: AuditWish): Promise<AuditRow[]> {
  const staff = estates === '*' ? [] : (await staffWholly(db, estates)).map((id) => `staff:${id}`);
  let query = db
    .selectFrom('audit')
    .selectAll()
    .where('action', 'not in', COMING_AND_GOING)
    .where((eb) => {
      const own = within(estates, 'estate_id');
      return staff.length === 0 ? own : eb.or([own, eb.and([eb('estate_id', 'is', null), eb('subject', 'in', staff)])]);
    });
  if (wish.estateId) query = query.where('estate_id', '=', wish.estateId);
  if (wish.actor) query = query.where('actor', '=', wish.actor);
  if (wish.subject) query = query.where('subject', '=', wish.subject);
  if (wish.about) query = query.where('subject', 'like', `${wish.about}:%`);
  if (wish.from !== undefined) query = query.where('at', '>=', wish.from);
  if (wish.to !== undefined) query = query.where('at', '<', wish.to);
  if (wish.before !== undefined) query = query.where('id', '<', wish.before);
  return query.orderBy('id', 'desc').limit(wish.limit).execute();
}
