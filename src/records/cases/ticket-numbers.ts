import type { Db } from '#storage/storage.ts';

/** The numbers of cases, by the subject that the audit names them with: `ticket:<id>`. */
export async function ticketNumbers(db: Db, subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = subjects.filter((one) => one.startsWith('ticket:')).map((one) => one.slice('ticket:'.length));
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('ticket')
    .select(['id', 'number'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, number }) => [`ticket:${id}`, number]));
}
