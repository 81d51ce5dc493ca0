import { type RawBuilder, sql } from 'kysely';
import type { Offset } from '#handbook/local-stretch.ts';

/** In milliseconds. */
const HOUR = 3_600_000;

/** The hours since 1970 on the estate's own clock. Numbers stand in the text: as values SQLite would divide with fractions. */
export function localHour(offsets: readonly Offset[], column: string): RawBuilder<number> {
  const time = sql.ref(column);
  const [first, ...later] = offsets;
  const ahead = later.reduce(
    (otherwise, one) =>
      sql`case when ${time} >= ${sql.lit(one.from)} then ${sql.lit(one.offset)} else ${otherwise} end`,
    sql`${sql.lit(first?.offset ?? 0)}`,
  );
  return sql<number>`(${time} + ${ahead}) / ${sql.lit(HOUR)}`;
}
