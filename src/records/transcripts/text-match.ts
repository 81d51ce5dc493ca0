import { type Expression, type SqlBool, sql } from 'kysely';

/**
 * The condition that a column holds these words, as they are typed: `%`, `_` and `\` are plain signs, capitals of Latin
 * letters do not matter. The one place to change when an engine's full-text index takes over.
 */
export function holdsWords(column: string, words: string): Expression<SqlBool> {
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
}
