import type { Db } from '#storage/storage.ts';

/** How members of staff are called, by the actor that records name them with: `staff:<id>`, or the id alone. */
export async function staffNames(db: Db, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(actors.map((actor) => [actor, actor.replace(/^staff:/, '')]));
  if (ids.size === 0) return new Map();
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'display_name'])
    .where('id', 'in', [...new Set(ids.values())])
    .execute();
  const names = new Map(rows.map((row) => [row.id, row.display_name]));
  return new Map([...ids].flatMap(([actor, id]) => (names.has(id) ? [[actor, names.get(id) ?? '']] : [])));
}
