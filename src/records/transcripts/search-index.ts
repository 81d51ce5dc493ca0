import type { ScriptPhrases } from '#records/staff/steps.ts';
import { prepared } from '#storage/prepared.ts';
import type { ConversationRow } from '#storage/schema.ts';
import type { Db, Storage, Tx } from '#storage/storage.ts';
import type { IndexedPlace } from '#storage/text-index.ts';
import { scoreScripts } from './script-scores.ts';
import { estateToken, tokensOf } from './search-tokens.ts';

/** Ids of the index are times with room for so many messages in one millisecond; more take the next. */
const IDS_PER_MS = 16;
/** The most entries of one conversation that a slice takes up. */
const MOST_OF_ONE = 200;

/** The first id that a message of this time may have in the index. */
export function firstIdAt(at: number): number {
  return at * IDS_PER_MS;
}

type Unindexed = Pick<
  ConversationRow,
  'id' | 'estate_id' | 'user_name' | 'created_at' | 'last_at' | 'last_seq' | 'indexed_seq'
>;

/** A conversation with what the index does not hold of it yet. */
export interface Unread {
  conversation: Unindexed;
  entries: { seq: number; type: string; text: string | null; at: number }[];
}

/** Conversations whose newest entries the index does not hold yet, the oldest or the newest first. */
export async function readUnindexed(
  db: Db,
  wish: { limit: number; first: 'oldest' | 'newest' },
): Promise<{ conversations: Unindexed[] }> {
  const conversations = await db
    .selectFrom('conversation')
    .select(['id', 'estate_id', 'user_name', 'created_at', 'last_at', 'last_seq', 'indexed_seq'])
    .whereRef('indexed_seq', '<', 'last_seq')
    .orderBy('last_at', wish.first === 'newest' ? 'desc' : 'asc')
    .limit(wish.limit)
    .execute();
  return { conversations };
}

/** The entries of these conversations that the index does not hold yet. */
export async function readUnread(db: Db, conversations: readonly Unindexed[]): Promise<Unread[]> {
  if (conversations.length === 0) return [];
  const rows = await db
    .selectFrom('activity as a')
    .innerJoin('conversation as c', 'c.id', 'a.conversation_id')
    .select(['a.conversation_id', 'a.seq', 'a.type', 'a.text', 'a.at'])
    .where(
      'c.id',
      'in',
      conversations.map(({ id }) => id),
    )
    .whereRef('a.seq', '>', 'c.indexed_seq')
    .where((eb) => eb('a.seq', '<=', eb(eb.ref('c.indexed_seq'), '+', MOST_OF_ONE)))
    .orderBy('a.conversation_id')
    .orderBy('a.seq')
    .execute();
  const byId = Map.groupBy(rows, (row) => row.conversation_id);
  return conversations.map((conversation) => {
    const entries = (byId.get(conversation.id) ?? []).filter(({ seq }) => seq > conversation.indexed_seq);
    return { conversation, entries };
  });
}

/**
 * Takes some conversations that have grown into the index: their words and how they keep to the reception script. Apart from
 * turns, which wait for none of it. Answers how many there were.
 */
export async function indexSome(storage: Storage, phrases: ScriptPhrases, limit: number): Promise<number> {
  const { conversations } = await readUnindexed(storage.db, { limit, first: 'oldest' });
  const unread = await readUnread(storage.db, conversations);
  const ready = unread.map(prepare);
  if (ready.length === 0) return 0;
  await storage.transact(async (tx) => {
    const mine: Prepared[] = [];
    for (const one of ready) if (await takeUp(tx, one)) mine.push(one);
    await storage.textIndex.put(
      tx.db,
      mine.flatMap(({ entries }) => entries),
    );
    await scoreScripts(
      tx,
      mine.map(({ conversation }) => conversation),
      phrases,
    );
  });
  return ready.length;
}

/** What a slice writes of one conversation. */
interface Prepared {
  conversation: Unindexed;
  /** As far as it is read. */
  last: number;
  entries: { place: IndexedPlace; tokens: string[] }[];
}

/** The resident's name stands with the first entry, whatever that is. */
function prepare({ conversation, entries }: Unread): Prepared {
  const { id, estate_id, user_name, last_seq } = conversation;
  const indexed = entries.flatMap(({ seq, type, text, at }) => {
    const parts = [type === 'message' ? text : null, seq === 1 ? user_name : null];
    const tokens = new Set(parts.flatMap((part) => (part ? tokensOf(part) : [])));
    if (tokens.size === 0) return [];
    const place = { id: firstIdAt(at), conversation_id: id, seq };
    return [{ place, tokens: [...tokens, estateToken(estate_id)] }];
  });
  return { conversation, last: entries.at(-1)?.seq ?? last_seq, entries: indexed };
}

/** False when another node was quicker, or the conversation is gone. */
async function takeUp(tx: Tx, { conversation: { id, indexed_seq: before }, last }: Prepared): Promise<boolean> {
  return (await moveOn(tx.db, { id, before, last })).length > 0;
}

const moveOn = prepared((db, { id, before, last }: { id: string; before: number; last: number }) =>
  db
    .updateTable('conversation')
    .set({ indexed_seq: last })
    .where('id', '=', id)
    .where('indexed_seq', '=', before)
    .returning('id'),
);
