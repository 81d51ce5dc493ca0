import { type Expression, type SqlBool, sql } from 'kysely';
import { type Estates, within } from '#records/estates.ts';
import { cutPage, type Page, type PageEnd } from '#records/paging/page.ts';
import type { Db } from '#storage/storage.ts';
import { type ConversationFilter, conditionsOf } from './conversation-filter.ts';
import { findWords, type Searched } from './find-words.ts';
import { type OfficeConversation, officeConversations } from './reading.ts';
import { searchTerms } from './search-tokens.ts';

/** A conversation found, with the newest place where the words were said, if they were. */
export interface FoundConversation extends OfficeConversation {
  hit?: { seq: number; text: string } | undefined;
}

/** One page of conversations; `complete` is false while older words still have to be taken into the index. */
export interface FoundPage extends Page<FoundConversation> {
  complete: boolean;
}

/** What a list of conversations is asked for. */
export interface ListWish {
  filter: ConversationFilter;
  before?: PageEnd | undefined;
  limit: number;
  now: number;
}

/** One page of conversations: the youngest first, or those where words were said newest first. */
export async function listConversations(store: Searched, estates: Estates, wish: ListWish): Promise<FoundPage> {
  const { words } = wish.filter;
  if (words === undefined || searchTerms(words).length === 0) return listYoungest(store.reader, estates, wish);
  const { places, more, complete } = await findWords(store, { ...wish, filter: { ...wish.filter, words }, estates });
  const dressed = await dress(
    store.reader,
    places.map(({ conversationId }) => conversationId),
  );
  const last = places.at(-1);
  return {
    rows: places.flatMap(({ conversationId, hit }) => {
      const row = dressed.get(conversationId);
      return row ? [hit ? { ...row, hit } : row] : [];
    }),
    end: more && last ? { at: last.place, id: last.conversationId } : undefined,
    complete,
  };
}

async function listYoungest(db: Db, estates: Estates, wish: ListWish): Promise<FoundPage> {
  // Picked first, dressed after: the columns that look into other tables are worked out for one page only. The ids are of
  // these estates; naming the estates again would make SQLite walk through all of them instead of taking the ids.
  const picked = await pickYoungest(db, estates, wish).execute();
  const ids = picked.map((row) => row.id);
  const dressed = await dress(db, ids);
  const rows = ids.flatMap((id) => dressed.get(id) ?? []);
  return { ...cutPage(rows, wish.limit), complete: true };
}

async function dress(db: Db, ids: string[]): Promise<Map<string, OfficeConversation>> {
  if (ids.length === 0) return new Map();
  const rows = await officeConversations(db, '*').where('c.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Ids of conversations, the youngest first, one more than asked for. */
function pickYoungest(db: Db, estates: Estates, { filter, before, limit, now }: ListWish) {
  const query = filter.score === undefined ? byBeginning(db, estates) : byScore(db, estates, filter.score);
  return query
    .where((eb) => eb.and(conditionsOf(eb as never, filter, now)))
    .$if(before !== undefined, (page) => page.where(isBelow(before as PageEnd, filter.score === undefined)))
    .limit(limit + 1);
}

function byBeginning(db: Db, estates: Estates) {
  return db
    .selectFrom('conversation as p')
    .select('p.id')
    .where(within(estates, 'p.estate_id'))
    .orderBy('p.created_at', 'desc')
    .orderBy('p.id', 'desc');
}

/** Few of a million conversations may have a score: they are read off the index of scores, which has the same order. */
function byScore(db: Db, estates: Estates, score: number) {
  return db
    .selectFrom('script_score as r')
    .innerJoin('conversation as p', 'p.id', 'r.conversation_id')
    .select('p.id')
    .where(within(estates, 'r.estate_id'))
    .where('r.who', '=', '')
    .where('r.score', '=', score)
    .orderBy('r.at', 'desc')
    .orderBy('r.conversation_id', 'desc') as unknown as ReturnType<typeof byBeginning>;
}

function isBelow({ at, id }: PageEnd, byBeginning: boolean): Expression<SqlBool> {
  const [time, name] = (byBeginning ? ['p.created_at', 'p.id'] : ['r.at', 'r.conversation_id']).map((one) =>
    sql.ref(one),
  );
  return sql<SqlBool>`(${time} < ${at} or (${time} = ${at} and ${name} < ${id}))`;
}
