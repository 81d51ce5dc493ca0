import { sql } from 'kysely';
import { includesEstate, readEstates } from '#records/estates.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { type Post, readPosts } from './posts.ts';

/** Somebody whose page was heard of within this time (milliseconds) is there: three beats. */
export const PRESENT_MS = 45_000;

/** Pages not heard of for this long are forgotten. */
const FORGOTTEN_MS = 24 * 60 * 60_000;

/** One beat of an open page. */
export interface Beat {
  pageId: string;
  staffId: string;
  /** The conversation it shows, when it shows one. */
  viewing?: { id: string; estateId: string };
}

/** Somebody who is there, with their post and how many chats they hold. */
export interface Present {
  id: string;
  name: string;
  post: Post;
  holding: number;
}

/** Notes that a page is open; whoever looks at the same conversations hears when that has changed. */
export async function beat(tx: Tx, { pageId, staffId, viewing }: Beat, now: number): Promise<void> {
  const before = await tx.db
    .selectFrom('staff_presence as p')
    .leftJoin('conversation as c', 'c.id', 'p.viewing')
    .select(['p.viewing', 'p.staff_id', 'c.estate_id', 'p.seen_at'])
    .where('p.page_id', '=', pageId)
    .executeTakeFirst();
  // The id of a page is made up by the page: somebody else's is left alone.
  if (before && before.staff_id !== staffId) return;
  const row = { viewing: viewing?.id ?? null, seen_at: now };
  await tx.db
    .insertInto('staff_presence')
    .values({ page_id: pageId, staff_id: staffId, ...row })
    .onConflict((oc) => oc.column('page_id').doUpdateSet(row))
    .execute();
  if (!before)
    await tx.db
      .deleteFrom('staff_presence')
      .where('seen_at', '<', now - FORGOTTEN_MS)
      .execute();
  const came = !before || before.seen_at < now - PRESENT_MS;
  if (!came && before.viewing === row.viewing) return;
  if (before?.viewing && before.estate_id)
    tx.announce({ about: 'looking', id: before.viewing, estateId: before.estate_id });
  if (viewing) tx.announce({ about: 'looking', id: viewing.id, estateId: viewing.estateId });
}

/** Names of those who look at a conversation now, but for one. */
export async function lookingAt(
  db: Db,
  conversationId: string,
  { except, now }: { except: string; now: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('staff_presence as p')
    .innerJoin('staff as s', 's.id', 'p.staff_id')
    .select('s.display_name as name')
    .distinct()
    .where('p.viewing', '=', conversationId)
    .where('p.seen_at', '>', now - PRESENT_MS)
    .where('p.staff_id', '<>', except)
    .where('s.disabled_at', 'is', null)
    .orderBy('s.display_name')
    .execute();
  return rows.map(({ name }) => name);
}

/** Everybody of an estate who is there now, by name. */
export async function readPresent(db: Db, estateId: string, now: number): Promise<Present[]> {
  const rows = await db
    .selectFrom('staff as s')
    .select(['s.id', 's.display_name as name', 's.estates'])
    .select((eb) =>
      eb
        .selectFrom('conversation as c')
        .select((one) => one.fn.countAll<number>().as('holding'))
        .whereRef('c.owner_staff_id', '=', 's.id')
        .where('c.owner', '=', 'staff')
        .as('holding'),
    )
    .where('s.disabled_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('staff_presence as p')
          .select(sql.lit(1).as('one'))
          .whereRef('p.staff_id', '=', 's.id')
          .where('p.seen_at', '>', now - PRESENT_MS),
      ),
    )
    .orderBy('s.display_name')
    .execute();
  const here = rows.filter(({ estates }) => includesEstate(readEstates(estates), estateId));
  const postOf = await readPosts(
    db,
    here.map(({ id }) => id),
  );
  return here.map(({ id, name, holding }) => ({ id, name, post: postOf(id), holding: Number(holding ?? 0) }));
}
