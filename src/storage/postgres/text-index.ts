import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import type { IndexedPlace, TextIndex } from '../text-index.ts';

/** The tokens as lexemes of a `tsvector`, without places, under a GIN index; they go in as they are, no dictionary reads them. */
export const textIndex: TextIndex = {
  async create(db) {
    await sql`alter table search_entry add column words tsvector not null`.execute(db);
    // How rare a token is decides the plan: with the usual hundred, most of them would be guessed too common.
    await sql`alter table search_entry alter column words set statistics 1000`.execute(db);
    await sql`create index search_entry_words on search_entry using gin (words)`.execute(db);
  },
  async put(db, entries) {
    for (const { place, tokens } of entries) {
      let { id } = place;
      while (!(await insertEntry(db, { ...place, id }, tokens))) id += 1;
    }
  },
  async find(db, { all, any, from = 0, before = Number.MAX_SAFE_INTEGER, limit }) {
    const wanted = all.map(quoted).join(' & ');
    const query = any.length > 0 ? `${wanted} & (${any.map(quoted).join(' | ')})` : wanted;
    const { rows } = await sql<{ id: number }>`select id from search_entry
      where words @@ ${query}::tsquery and id >= ${from} and id < ${before}
      order by id desc limit ${limit}`.execute(db);
    return rows.map(({ id }) => id);
  },
};

async function insertEntry(db: Kysely<Tables>, place: IndexedPlace, tokens: readonly string[]): Promise<boolean> {
  const { id, conversation_id, seq } = place;
  const { rows } = await sql`insert into search_entry (id, conversation_id, seq, words)
    values (${id}, ${conversation_id}, ${seq}, array_to_tsvector(${tokens}::text[]))
    on conflict (id) do nothing returning id`.execute(db);
  return rows.length > 0;
}

function quoted(token: string): string {
  return `'${token}'`;
}
