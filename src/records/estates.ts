import { type Expression, type SqlBool, sql } from 'kysely';

/** The estates somebody may see: every one, or those named. */
export type Estates = '*' | readonly string[];

/** The condition that keeps a query inside those estates; `column` is written as in the query, such as `c.estate_id`. */
export function within(estates: Estates, column: string): Expression<SqlBool> {
  if (estates === '*') return sql<SqlBool>`1 = 1`;
  if (estates.length === 0) return sql<SqlBool>`1 = 0`;
  return sql<SqlBool>`${sql.ref(column)} in (${sql.join([...estates])})`;
}

/** The condition that a stored list of estates (`writeEstates`) has one of these in it, or is every estate. */
export function overlaps(estates: Estates, column: string): Expression<SqlBool> {
  if (estates === '*') return sql<SqlBool>`1 = 1`;
  // Ids are lower case letters, digits and hyphens: nothing in them is special to `like`, and quotes end them.
  const named = ['*', ...estates].map((id) => sql`${sql.ref(column)} like ${`%"${id}"%`}`);
  return sql<SqlBool>`(${sql.join(named, sql` or `)})`;
}

/** Whether all of `some` are among `all`. */
export function areAmong(some: Estates, all: Estates): boolean {
  if (all === '*') return true;
  return some !== '*' && some.every((id) => all.includes(id));
}

/** Whether an estate is among them; for news, which no query filters. */
export function includesEstate(estates: Estates, estateId: string): boolean {
  return estates === '*' || estates.includes(estateId);
}

/** As stored with an account: a JSON list, `["*"]` for every estate. */
export function writeEstates(estates: Estates): string {
  return JSON.stringify(estates === '*' ? ['*'] : estates);
}

/** Reads the stored list; what cannot be read opens nothing. */
export function readEstates(stored: string): Estates {
  const list: unknown = JSON.parse(stored);
  if (!Array.isArray(list)) return [];
  return list.includes('*') ? '*' : list.filter((one) => typeof one === 'string');
}
