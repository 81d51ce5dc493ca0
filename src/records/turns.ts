import { StorageError } from '#storage/errors.ts';
import type { ActivityRow, ConversationRow } from '#storage/schema.ts';
import type { Db, Storage, Tx } from '#storage/storage.ts';
import { activityRows, type NewActivity, type Placed } from './activities.ts';
import { putDeliveries } from './deliveries.ts';

/** What a turn writes at its end. */
export interface TurnOutcome {
  state: string;
  locale: string;
  service: string | null;
  replies: NewActivity[];
}

/** Messages of one conversation that wait for a turn, oldest first. */
export async function waitingMessages(db: Db, conversation: ConversationRow, limit: number): Promise<ActivityRow[]> {
  return db
    .selectFrom('activity')
    .selectAll()
    .where('conversation_id', '=', conversation.id)
    .where('seq', '>', conversation.turned_seq)
    .where('seq', '<=', conversation.inbound_seq)
    .where('role', 'in', ['resident', 'system'])
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Reads the conversation inside a turn's transaction and holds it; undefined when somebody else moved it on meanwhile. */
export async function holdConversation(
  storage: Storage,
  tx: Tx,
  read: ConversationRow,
): Promise<ConversationRow | undefined> {
  const query = tx.db.selectFrom('conversation').selectAll().where('id', '=', read.id);
  const row = (await storage.locking(query as never).executeTakeFirst()) as ConversationRow | undefined;
  return row && row.state_version === read.state_version && row.turned_seq === read.turned_seq ? row : undefined;
}

/**
 * Ends a turn: replies appended, dialog state written against the version that was read, the messages up to `turnedSeq` done.
 * @throws StorageError `stale` when the state was written by another turn meanwhile
 */
export async function finishTurn(
  tx: Tx,
  held: ConversationRow,
  outcome: TurnOutcome & { turnedSeq: number },
  now: number,
): Promise<Placed[]> {
  const count = outcome.replies.length;
  const row = await tx.db
    .updateTable('conversation')
    .set((eb) => ({
      state: outcome.state,
      state_version: held.state_version + 1,
      locale: outcome.locale,
      service: outcome.service,
      turned_seq: outcome.turnedSeq,
      attempts: 0,
      last_seq: eb('last_seq', '+', count),
      last_at: now,
    }))
    .where('id', '=', held.id)
    .where('state_version', '=', held.state_version)
    .returning('last_seq')
    .executeTakeFirst();
  if (!row) throw new StorageError('stale', 'The dialog state was written by another turn.');
  if (count === 0) return [];
  const rows = activityRows({ ...held, last_seq: row.last_seq - count }, outcome.replies, now);
  await tx.db.insertInto('activity').values(rows).execute();
  await putDeliveries(tx, rows);
  tx.announce({ about: 'conversation', id: held.id, estateId: held.estate_id, seq: row.last_seq, inbound: false });
  return rows.map(({ id, seq }) => ({ id, seq }));
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
