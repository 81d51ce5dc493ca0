import { sql } from 'kysely';
import { prepared } from '../prepared.ts';
import type { IndexedPlace, TextIndex } from '../text-index.ts';

/**
 * FTS5 without the text, without places in it and without lengths: only which entry has which token. Its tokenizer takes
 * everything beyond ASCII as a letter, so the tokens go in as they are.
 */
export const textIndex: TextIndex = {
  async create(db) {
    await sql`create virtual table search_words using fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii')`.execute(
      db,
    );
    await sql`create trigger search_entry_gone after delete on search_entry begin
      delete from search_words where rowid = old.id; end`.execute(db);
  },
  async put(db, place, tokens) {
    const placed = await insertEntry(db, place);
    if (placed.length === 0) return false;
    await insertWords(db, { id: place.id, words: tokens.join(' ') });
    return true;
  },
  async find(db, { all, any, from = 0, before = Number.MAX_SAFE_INTEGER, limit }) {
    const wanted = all.map(quoted).join(' AND ');
    const match = any.length > 0 ? `${wanted} AND (${any.map(quoted).join(' OR ')})` : wanted;
    const { rows } = await sql<{ id: number }>`select rowid as id from search_words
      where search_words match ${match} and rowid >= ${from} and rowid < ${before}
      order by rowid desc limit ${limit}`.execute(db);
    return rows.map(({ id }) => id);
  },
};

const insertEntry = prepared((db, { id, conversation_id, seq }: IndexedPlace) =>
  db
    .insertInto('search_entry')
    .values({ id, conversation_id, seq })
    .onConflict((oc) => oc.column('id').doNothing())
    .returning('id'),
);

/** The virtual table is no table of the schema that both engines share; Kysely is told of another. */
const insertWords = prepared((db, { id, words }: { id: number; words: string }) =>
  db.insertInto('search_words' as 'search_entry').values({ rowid: id, words } as never),
);

function quoted(token: string): string {
  return `"${token}"`;
}
