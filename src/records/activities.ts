import { prepared, preparedWithLimit } from '#storage/prepared.ts';
import type { ActivityRow, NewActivityRow } from '#storage/schema.ts';
import type { Db, Storage, Tx } from '#storage/storage.ts';
import { UnknownConversation } from './conversations.ts';
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
 * @throws UnknownConversation
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
  const grown = { id: conversationId, count, now };
  const [row] =
    lastInbound < 0 ? await growLog(tx.db, grown) : await growInbound(tx.db, { ...grown, upTo: lastInbound + 1 });
  if (!row) throw new UnknownConversation();
  const rows = activityRows({ id: conversationId, ...row, last_seq: row.last_seq - count }, activities, now);
  await insertActivities(tx, rows);
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

type Growth = { id: string; count: number; now: number };

const growing = (db: Db, { id, count, now }: Growth) =>
  db
    .updateTable('conversation')
    .set((eb) => ({ last_seq: eb('last_seq', '+', count), last_at: now }))
    .where('id', '=', id)
    .returning(['last_seq', 'estate_id', 'channel']);

const growLog = prepared(growing);
const growInbound = prepared((db, grown: Growth & { upTo: number }) =>
  growing(db, grown).set((eb) => ({ inbound_seq: eb('last_seq', '+', grown.upTo) })),
);

/** Writes rows that have their places, in the transaction that gave them. */
export async function insertActivities(tx: Tx, rows: readonly NewActivityRow[]): Promise<void> {
  for (const row of rows) await insertActivity(tx.db, row);
}

const insertActivity = prepared((db, row: NewActivityRow) =>
  db.insertInto('activity').values({
    conversation_id: row.conversation_id,
    seq: row.seq,
    id: row.id,
    estate_id: row.estate_id,
    channel: row.channel,
    external_id: row.external_id,
    type: row.type,
    role: row.role,
    from_id: row.from_id,
    from_name: row.from_name,
    visibility: row.visibility,
    text: row.text,
    body: row.body,
    at: row.at,
    inbound: row.inbound,
  }),
);

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
      inbound: one.inbound ? 1 : 0,
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
  try {
    return await storage.transact(async (tx) => {
      await options.also?.(tx);
      const [placed] = await append(tx, conversationId, [{ ...activity, inbound: true }], options.now);
      return { ...(placed as Placed), duplicate: false };
    });
  } catch (error) {
    // The unique index refused a second copy: where the first one stands is looked up only now, since copies are rare.
    const first = await findByExternalId(storage.db, conversationId, activity.externalId).catch(() => undefined);
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
  { conversationId, after = 0, limit }: { conversationId: string; after?: number; limit: number },
): Promise<ActivityRow[]> {
  return selectLog(db, { conversationId, after, limit });
}

const selectLog = preparedWithLimit((db, query: { conversationId: string; after: number }, limit) =>
  db
    .selectFrom('activity')
    .selectAll()
    .where('conversation_id', '=', query.conversationId)
    .where('seq', '>', query.after)
    .orderBy('seq')
    .limit(limit),
);
