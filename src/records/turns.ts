import { StorageError } from '#storage/errors.ts';
import { prepared, preparedWithLimit } from '#storage/prepared.ts';
import type { ActivityRow, ConversationRow } from '#storage/schema.ts';
import type { Db, Storage, Tx } from '#storage/storage.ts';
import { activityRows, insertActivities, type NewActivity } from './activities.ts';
import { putDeliveries } from './deliveries.ts';

/** What a turn writes at its end. */
export interface TurnOutcome {
  state: string;
  locale: string;
  service: string | null;
  replies: NewActivity[];
}

/** Messages of one conversation that wait for a turn, oldest first. */
export function waitingMessages(
  db: Db,
  { id, turned_seq, inbound_seq }: Pick<ConversationRow, 'id' | 'turned_seq' | 'inbound_seq'>,
  limit: number,
): Promise<ActivityRow[]> {
  return selectWaiting(db, { id, turned_seq, inbound_seq, limit });
}

type Stretch = Pick<ConversationRow, 'id' | 'turned_seq' | 'inbound_seq'>;

const selectWaiting = preparedWithLimit((db, { id, turned_seq, inbound_seq }: Stretch, limit) =>
  db
    .selectFrom('activity')
    .selectAll()
    .where('conversation_id', '=', id)
    .where('seq', '>', turned_seq)
    .where('seq', '<=', inbound_seq)
    .where((eb) => eb.or([eb('role', '=', 'resident'), eb('role', '=', 'system')]))
    // A voice message that somebody listens to later may lie between two that are owed a turn.
    .where((eb) => eb.or([eb('inbound', '=', 1), eb('inbound', 'is', null)]))
    .orderBy('seq')
    .limit(limit),
);

/** Reads the conversation inside a turn's transaction and holds it; undefined when somebody else moved it on meanwhile. */
export async function holdConversation(
  storage: Storage,
  tx: Tx,
  read: ConversationRow,
): Promise<ConversationRow | undefined> {
  const [row] = await holding(storage)(tx.db, { id: read.id });
  return row && row.state_version === read.state_version && row.turned_seq === read.turned_seq ? row : undefined;
}

type Hold = (db: Db, conversation: { id: string }) => Promise<ConversationRow[]>;
const holds = new WeakMap<Storage, Hold>();

/** The way to hold a row is the engine's own. */
function holding(storage: Storage): Hold {
  const known = holds.get(storage);
  if (known) return known;
  const hold = prepared((db, { id }: { id: string }) =>
    storage.locking(db.selectFrom('conversation').selectAll().where('id', '=', id) as never),
  ) as Hold;
  holds.set(storage, hold);
  return hold;
}

/**
 * Ends a turn: replies appended, dialog state written against the version that was read, the messages up to `turnedSeq` done.
 * Answers whether more messages wait for theirs.
 * @throws StorageError `stale` when the state was written by another turn meanwhile
 */
export async function finishTurn(
  tx: Tx,
  held: ConversationRow,
  { replies, ...outcome }: TurnOutcome & { turnedSeq: number },
  now: number,
): Promise<boolean> {
  const { id, state_version, estate_id } = held;
  const [row] = await endTurn(tx.db, { ...outcome, id, state_version, count: replies.length, now });
  if (!row) throw new StorageError('stale', 'The dialog state was written by another turn.');
  const more = outcome.turnedSeq < row.inbound_seq;
  if (replies.length === 0) return more;
  const rows = activityRows({ ...held, last_seq: row.last_seq - replies.length }, replies, now);
  await insertActivities(tx, rows);
  await putDeliveries(tx, rows);
  tx.announce({ about: 'conversation', id, estateId: estate_id, seq: row.last_seq, inbound: false });
  return more;
}

type TurnEnd = Omit<TurnOutcome, 'replies'> &
  Pick<ConversationRow, 'id' | 'state_version'> & { turnedSeq: number; count: number; now: number };

const endTurn = prepared((db, { id, state, state_version, locale, service, turnedSeq, count, now }: TurnEnd) =>
  db
    .updateTable('conversation')
    .set((eb) => ({
      state,
      state_version: eb('state_version', '+', 1),
      locale,
      service,
      turned_seq: turnedSeq,
      attempts: 0,
      last_seq: eb('last_seq', '+', count),
      last_at: now,
    }))
    .where('id', '=', id)
    .where('state_version', '=', state_version)
    .returning(['last_seq', 'inbound_seq']),
);

/**
 * Writes the dialog state of a conversation without its draft, in no turn.
 * @throws StorageError `stale` when a turn wrote it meanwhile
 */
export async function forgetDraft(
  tx: Tx,
  { id, state_version }: Pick<ConversationRow, 'id' | 'state_version'>,
  state: string,
): Promise<void> {
  const row = await tx.db
    .updateTable('conversation')
    .set((eb) => ({ state, state_version: eb('state_version', '+', 1) }))
    .where('id', '=', id)
    .where('state_version', '=', state_version)
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new StorageError('stale', 'The dialog state was written by another turn.');
}

/** Counts one failed (or crashed) try of the turn that is due. Returns the number of tries so far; 0 when none is due. */
export async function countAttempt(db: Db, conversationId: string): Promise<number> {
  const row = await db
    .updateTable('conversation')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', conversationId)
    .whereRef('turned_seq', '<', 'inbound_seq')
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? 0;
}

/** Conversations that were accepted before `before` and still wait for their turn. */
export async function dueConversations(db: Db, before: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .whereRef('turned_seq', '<', 'inbound_seq')
    .where('last_at', '<=', before)
    .orderBy('last_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
