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
  async put(db, entries) {
    const words: { id: number; words: string }[] = [];
    // Messages of one commit are of one time: each begins where the last of that time was put.
    const next = new Map<number, number>();
    for (const { place, tokens } of entries) {
      let id = next.get(place.id) ?? place.id;
      while ((await insertEntry(db, { ...place, id })).length === 0) id += 1;
      next.set(place.id, id + 1);
      words.push({ id, words: tokens.join(' ') });
    }
    // One after the other and nothing between them: what SQLite guards by a savepoint of its own makes FTS5 write out all it
    // has gathered, which costs a hundred times the insert.
    for (const one of words) await insertWords(db, one);
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
