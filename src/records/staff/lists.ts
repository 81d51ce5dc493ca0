import { areAmong, type Estates, overlaps, readEstates } from '#records/estates.ts';
import { cutPage, type Page, type PageEnd } from '#records/paging/page.ts';
import { holdsWords } from '#records/transcripts/text-match.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { StaffRole } from '#storage/schemas/staff.ts';
import type { Db } from '#storage/storage.ts';

/** What a list of accounts is asked for. */
export interface StaffWish {
  q?: string | undefined;
  estateId?: string | undefined;
  role?: StaffRole | undefined;
  state?: 'active' | 'disabled' | undefined;
  before?: PageEnd | undefined;
  limit: number;
}

/** Accounts that work on any of these estates, newest first. */
export async function listStaffOf(db: Db, estates: Estates, wish: StaffWish): Promise<Page<StaffRow>> {
  let query = db.selectFrom('staff').selectAll().where(overlaps(estates, 'estates'));
  if (wish.estateId) query = query.where(overlaps([wish.estateId], 'estates'));
  if (wish.role) query = query.where('role', '=', wish.role);
  if (wish.state) query = query.where('disabled_at', wish.state === 'active' ? 'is' : 'is not', null);
  const { q, before } = wish;
  if (q) query = query.where((eb) => eb.or([holdsWords('name', q), holdsWords('display_name', q)]));
  if (before) {
    query = query.where((eb) =>
      eb.or([eb('created_at', '<', before.at), eb.and([eb('created_at', '=', before.at), eb('id', '<', before.id)])]),
    );
  }
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(wish.limit + 1)
    .execute();
  return cutPage(rows, wish.limit);
}

/** Ids of the accounts that work on these estates and no others. */
export async function staffWholly(db: Db, estates: Estates): Promise<string[]> {
  const rows = await db.selectFrom('staff').select(['id', 'estates']).where(overlaps(estates, 'estates')).execute();
  return rows.filter((row) => areAmong(readEstates(row.estates), estates)).map(({ id }) => id);
}
