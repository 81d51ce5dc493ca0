import type { Db, Tx } from '#storage/storage.ts';

/** What a member of staff does at the desk; an empty list is all of them. */
export interface Post {
  desks: string[];
  languages: string[];
  /** Chats at a time; null as the handbook has it. */
  capacity: number | null;
}

/** Somebody whose post nobody has written down does everything. */
const EVERYTHING: Post = { desks: [], languages: [], capacity: null };

/** The posts of these members of staff. */
export async function readPosts(db: Db, staffIds: readonly string[]): Promise<(id: string) => Post> {
  if (staffIds.length === 0) return () => EVERYTHING;
  const rows = await db
    .selectFrom('staff_post')
    .select(['staff_id', 'desks', 'languages', 'capacity'])
    .where('staff_id', 'in', [...staffIds])
    .execute();
  const posts = new Map(
    rows.map((row): [string, Post] => [
      row.staff_id,
      { desks: listIn(row.desks), languages: listIn(row.languages), capacity: row.capacity },
    ]),
  );
  return (id) => posts.get(id) ?? EVERYTHING;
}

/** The post of one member of staff. */
export async function readPost(db: Db, staffId: string): Promise<Post> {
  return (await readPosts(db, [staffId]))(staffId);
}

/** Writes down what a member of staff does from now on; open pages of theirs look again. */
export async function writePost(tx: Tx, staffId: string, post: Post, now: number): Promise<void> {
  const row = {
    desks: JSON.stringify(post.desks),
    languages: JSON.stringify(post.languages),
    capacity: post.capacity,
    updated_at: now,
  };
  await tx.db
    .insertInto('staff_post')
    .values({ staff_id: staffId, ...row })
    .onConflict((oc) => oc.column('staff_id').doUpdateSet(row))
    .execute();
  tx.announce({ about: 'staff', id: staffId });
}

/** A stored list of words; what cannot be read names nothing. */
export function listIn(stored: string): string[] {
  const list: unknown = JSON.parse(stored);
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}
