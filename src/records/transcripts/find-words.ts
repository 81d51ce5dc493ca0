import { type Estates, within } from '#records/estates.ts';
import type { PageEnd } from '#records/paging/page.ts';
import type { Storage } from '#storage/storage.ts';
import { type ConversationFilter, conditionsOf } from './conversation-filter.ts';
import { firstIdAt, readUnindexed, readUnread } from './search-index.ts';
import { estateToken, holdsTerms, searchTerms, tokensToFind } from './search-tokens.ts';

/** A conversation found, by the newest message with the words; `hit` is null when only the name has them. */
export interface FoundPlace {
  conversationId: string;
  /** Orders what is found: the newer, the higher. */
  place: number;
  hit: { seq: number; text: string } | null;
}

/** Where to look, and for what. */
export interface WordsWish {
  filter: ConversationFilter & { words: string };
  estates: Estates;
  before?: PageEnd | undefined;
  limit: number;
  now: number;
}

/** The parts of the store that searching needs. */
export type Searched = Pick<Storage, 'reader' | 'textIndex'>;

interface Candidate {
  place: number;
  conversation_id: string;
  seq: number;
  type: string;
  text: string | null;
  at: number;
  user_name: string | null;
}

/** So many conversations that the index does not hold yet are read through by each search; more, and it says so. */
const MOST_UNINDEXED = 2000;
const MOST_AT_ONCE = 5000;

/**
 * Conversations in which all the words were said in one message, newest message first. The index names candidates; each is
 * checked against its text. `complete` is false while the index still has to be filled.
 */
export async function findWords(
  store: Searched,
  wish: WordsWish,
): Promise<{ places: FoundPlace[]; more: boolean; complete: boolean }> {
  const terms = searchTerms(wish.filter.words);
  const tail = await unindexedCandidates(store, wish);
  const found = new Map<string, FoundPlace>();
  let left = tail.candidates;
  let bound = wish.before?.at;
  for (let limit = wish.limit * 2; found.size <= wish.limit; limit = Math.min(limit * 4, MOST_AT_ONCE)) {
    const ids = await store.textIndex.find(store.reader, { ...boundsOf(wish, terms), before: bound, limit });
    const last = ids.length < limit ? 0 : (ids.at(-1) ?? 0);
    const indexed = await candidatesOf(store, wish, ids);
    const newest = [...indexed, ...left.filter(({ place }) => place >= last)].sort(
      (a, b) => b.place - a.place || b.seq - a.seq,
    );
    left = left.filter(({ place }) => place < last);
    const matching = newest.flatMap((one) => matchOf(one, terms, found));
    for (const one of await withoutShown(store, wish, matching, terms)) {
      if (!found.has(one.conversationId)) found.set(one.conversationId, one);
    }
    if (last === 0) break;
    bound = last;
  }
  return { ...firstOf([...found.values()], wish.limit), complete: tail.complete };
}

/** A page; what stands at one place is not torn apart, since the next page begins below it. */
function firstOf(all: FoundPlace[], limit: number): { places: FoundPlace[]; more: boolean } {
  const last = all[limit - 1]?.place;
  const places = all.filter(({ place }, rank) => rank < limit || place === last);
  return { places, more: places.length < all.length };
}

function boundsOf({ filter, estates }: WordsWish, terms: readonly string[]) {
  const only = filter.estateId === undefined ? estates : [filter.estateId];
  return {
    all: tokensToFind(terms),
    any: only === '*' ? [] : only.map(estateToken),
    // Nothing is said in a conversation before it begins.
    from: filter.from === undefined ? undefined : firstIdAt(filter.from),
  };
}

function matchOf(one: Candidate, terms: readonly string[], found: ReadonlyMap<string, unknown>): Match[] {
  if (found.has(one.conversation_id)) return [];
  const said = one.type === 'message' ? (one.text ?? '') : '';
  const { conversation_id: conversationId, place, seq, at } = one;
  if (holdsTerms(said, terms)) return [{ conversationId, place, at, seq, hit: { seq, text: said } }];
  const named = seq === 1 && one.user_name !== null && holdsTerms(`${one.user_name} ${said}`, terms);
  return named ? [{ conversationId, place, at, seq, hit: null }] : [];
}

type Match = FoundPlace & { at: number; seq: number };

async function candidatesOf({ reader }: Searched, wish: WordsWish, ids: number[]): Promise<Candidate[]> {
  if (ids.length === 0) return [];
  return reader
    .selectFrom('search_entry as e')
    .innerJoin('activity as a', (join) =>
      join.onRef('a.conversation_id', '=', 'e.conversation_id').onRef('a.seq', '=', 'e.seq'),
    )
    .innerJoin('conversation as p', 'p.id', 'e.conversation_id')
    .select(['e.id as place', 'a.conversation_id', 'a.seq', 'a.type', 'a.text', 'a.at', 'p.user_name'])
    .where('e.id', 'in', ids)
    .where(within(wish.estates, 'p.estate_id'))
    .where((eb) => eb.and(conditionsOf(eb as never, wish.filter, wish.now)))
    .execute();
}

async function unindexedCandidates(
  { reader }: Searched,
  wish: WordsWish,
): Promise<{ candidates: Candidate[]; complete: boolean }> {
  const { conversations } = await readUnindexed(reader, { limit: MOST_UNINDEXED, first: 'newest' });
  const ids = conversations.map(({ id }) => id);
  if (ids.length === 0) return { candidates: [], complete: true };
  const wanted = await reader
    .selectFrom('conversation as p')
    .select('p.id')
    .where('p.id', 'in', ids)
    .where(within(wish.estates, 'p.estate_id'))
    .where((eb) => eb.and(conditionsOf(eb as never, wish.filter, wish.now)))
    .execute();
  const mine = new Set(wanted.map(({ id }) => id));
  const unread = await readUnread(
    reader,
    conversations.filter(({ id }) => mine.has(id)),
  );
  const candidates = unread.flatMap(({ conversation: { id, user_name }, entries }) =>
    entries.map((one) => ({ ...one, place: firstIdAt(one.at), conversation_id: id, user_name })),
  );
  const before = wish.before?.at ?? Number.POSITIVE_INFINITY;
  return {
    candidates: candidates.filter(({ place }) => place < before),
    complete: conversations.length < MOST_UNINDEXED,
  };
}

/** On later pages: without conversations that an earlier page has shown, where the words were said again later. */
async function withoutShown(
  { reader }: Searched,
  wish: WordsWish,
  matches: Match[],
  terms: readonly string[],
): Promise<FoundPlace[]> {
  if (!wish.before || matches.length === 0) return matches;
  const rows = await reader
    .selectFrom('activity')
    .select(['conversation_id', 'seq', 'text', 'at'])
    .where('conversation_id', 'in', [...new Set(matches.map(({ conversationId }) => conversationId))])
    .where('type', '=', 'message')
    .where('at', '>=', Math.min(...matches.map(({ at }) => at)))
    .execute();
  const said = rows.filter(({ text }) => text !== null && holdsTerms(text, terms));
  return matches.filter(
    (match) =>
      !said.some(
        (one) =>
          one.conversation_id === match.conversationId &&
          (one.at > match.at || (one.at === match.at && one.seq > match.seq)),
      ),
  );
}
