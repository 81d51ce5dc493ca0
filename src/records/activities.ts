import type { ActivityRow, NewActivityRow } from '#storage/schema.ts';
import type { Db, Storage, Tx } from '#storage/storage.ts';

import { putDeliveries } from './deliveries.ts';

/** Something said or done, before the log gives it its place. `body` is the Bot Framework activity without id and times. */
export interface NewActivity {
  type: string;
  role: 'resident' | 'desk' | 'staff' | 'system';
  fromId: string;
  fromName?: string;
  /** `staff` keeps it inside the office. Default `all`. */
  visibility?: 'all' | 'staff';
  text?: string;
  body?: Record<string, unknown>;
  /** The channel's own id of this message: seen twice in its conversation, it is kept once. */
  externalId?: string;
  /** True when the bot owes it a turn. */
  inbound?: boolean;
}

/** Where in the log an activity stands. */
export interface Placed {
  id: string;
  seq: number;
}

/** The public id of an activity, as Direct Line writes it. */
export function activityId(conversationId: string, seq: number): string {
  return `${conversationId}|${String(seq).padStart(7, '0')}`;
}

/**
 * Appends to one conversation's log; `seq` stays dense because it is given under that conversation's row.
 * @throws when the conversation does not exist
 */
export async function append(
  tx: Tx,
  conversationId: string,
  activities: NewActivity[],
  now: number,
): Promise<Placed[]> {
  if (activities.length === 0) return [];
  const lastInbound = activities.findLastIndex((one) => one.inbound);
  const count = activities.length;
  const row = await tx.db
    .updateTable('conversation')
    .set((eb) => ({
      last_seq: eb('last_seq', '+', count),
      last_at: now,
      ...(lastInbound < 0 ? {} : { inbound_seq: eb('last_seq', '+', lastInbound + 1) }),
    }))
    .where('id', '=', conversationId)
    .returning(['last_seq', 'estate_id', 'channel'])
    .executeTakeFirstOrThrow();
  const rows = activityRows({ id: conversationId, ...row, last_seq: row.last_seq - count }, activities, now);
  await tx.db.insertInto('activity').values(rows).execute();
  await putDeliveries(tx, rows);
  tx.announce({
    about: 'conversation',
    id: conversationId,
    estateId: row.estate_id,
    seq: row.last_seq,
    inbound: lastInbound >= 0,
  });
  return rows.map(({ id, seq }) => ({ id, seq }));
}

/** The rows of activities that follow `last_seq`. */
export function activityRows(
  conversation: { id: string; estate_id: string; channel: string; last_seq: number },
  activities: NewActivity[],
  now: number,
): NewActivityRow[] {
  return activities.map((one, index) => {
    const seq = conversation.last_seq + index + 1;
    return {
      conversation_id: conversation.id,
      seq,
      id: activityId(conversation.id, seq),
      estate_id: conversation.estate_id,
      channel: conversation.channel,
      external_id: one.externalId ?? null,
      type: one.type,
      role: one.role,
      from_id: one.fromId,
      from_name: one.fromName ?? null,
      visibility: one.visibility ?? 'all',
      text: one.text ?? null,
      body: JSON.stringify(one.body ?? {}),
      at: now,
    };
  });
}

/**
 * Takes in what a resident sent: durable when this resolves. A second copy of one external id is told apart and answered
 * with the place of the first.
 */
export async function takeIn(
  storage: Storage,
  conversationId: string,
  activity: NewActivity & { channel: string },
  options: { now: number; also?(tx: Tx): Promise<void> },
): Promise<Placed & { duplicate: boolean }> {
  const known = () => findByExternalId(storage.db, conversationId, activity.externalId);
  const earlier = activity.externalId ? await known() : undefined;
  if (earlier) return { ...earlier, duplicate: true };
  try {
    return await storage.transact(async (tx) => {
      await options.also?.(tx);
      const [placed] = await append(tx, conversationId, [{ ...activity, inbound: true }], options.now);
      return { ...(placed as Placed), duplicate: false };
    });
  } catch (error) {
    // Two copies at once: the unique index let one through, and the other finds it here.
    const first = activity.externalId ? await known().catch(() => undefined) : undefined;
    if (first) return { ...first, duplicate: true };
    throw error;
  }
}

/** Looked for in its own conversation only: an id made up by somebody else's page must neither hide a message nor be told. */
function findByExternalId(db: Db, conversationId: string, externalId: string | undefined): Promise<Placed | undefined> {
  if (!externalId) return Promise.resolve(undefined);
  return db
    .selectFrom('activity')
    .select(['id', 'seq'])
    .where('conversation_id', '=', conversationId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
}

/** The log after `after`, oldest first, at most `limit` rows. */
export function readLog(
  db: Db,
  query: { conversationId: string; after?: number; limit: number },
): Promise<ActivityRow[]> {
  return db
    .selectFrom('activity')
    .selectAll()
    .where('conversation_id', '=', query.conversationId)
    .where('seq', '>', query.after ?? 0)
    .orderBy('seq')
    .limit(query.limit)
    .execute();
}
