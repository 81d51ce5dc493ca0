import { readSeen } from '#records/office/delivery.ts';
import type { OutboxRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';
import { activityId } from './activities.ts';
import { deliveryId } from './deliveries.ts';

/** How far a message of the office has come on its way to the resident; `delivered` where their own page has shown it. */
export interface DeliveryState {
  seq: number;
  state: 'sending' | 'sent' | 'delivered' | 'held' | 'unknown' | 'undelivered';
  lastError: string | null;
}

/** A stretch of a log. */
export interface Stretch {
  conversationId: string;
  channel: string;
  after: number;
  limit: number;
}

/** The channel whose page fetches what is said from the log, and says how far it has shown it. */
const FETCHED = 'webchat';

const SENT_OUT: Readonly<Record<OutboxRow['state'], DeliveryState['state']>> = {
  pending: 'sending',
  leased: 'sending',
  sent: 'sent',
  held: 'held',
  unknown: 'unknown',
  dead: 'undelivered',
};

/** How the messages of the office in a stretch of a log fare, oldest first; none where only a call reaches the resident. */
export function deliveryStates(db: Db, stretch: Stretch): Promise<DeliveryState[]> {
  return stretch.channel === FETCHED ? statesOnPage(db, stretch) : statesOnTheWay(db, stretch);
}

async function statesOnPage(db: Db, { conversationId, after, limit }: Stretch): Promise<DeliveryState[]> {
  const rows = await db
    .selectFrom('activity')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .where('seq', '<=', after + limit)
    .where('type', '=', 'message')
    .where('visibility', '=', 'all')
    .where('role', 'in', ['desk', 'staff'])
    .orderBy('seq')
    .execute();
  const seen = await readSeen(db, conversationId);
  return rows.map(({ seq }) => ({ seq, state: seq <= seen ? 'delivered' : 'sent', lastError: null }));
}

async function statesOnTheWay(db: Db, { conversationId, after, limit }: Stretch): Promise<DeliveryState[]> {
  const places = Array.from({ length: limit }, (_, n) => after + n + 1);
  const seqOf = new Map(places.map((seq) => [deliveryId(activityId(conversationId, seq)), seq]));
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'state', 'last_error'])
    .where('id', 'in', [...seqOf.keys()])
    .execute();
  return rows
    .map(({ id, state, last_error }) => ({ seq: seqOf.get(id) ?? 0, state: SENT_OUT[state], lastError: last_error }))
    .sort((a, b) => a.seq - b.seq);
}
