import type { Db } from '#storage/storage.ts';
import { activityId } from './activities.ts';
import { deliveryId } from './deliveries.ts';

/** How far a message of the office has come on its way to the resident. */
export interface DeliveryState {
  seq: number;
  state: 'pending' | 'leased' | 'sent' | 'held' | 'unknown' | 'dead';
  lastError: string | null;
}

/** The deliveries of a stretch of a log, oldest first; none where the resident's channel fetches its messages itself. */
export async function deliveryStates(
  db: Db,
  { conversationId, after, limit }: { conversationId: string; after: number; limit: number },
): Promise<DeliveryState[]> {
  const places = Array.from({ length: limit }, (_, n) => after + n + 1);
  const seqOf = new Map(places.map((seq) => [deliveryId(activityId(conversationId, seq)), seq]));
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'state', 'last_error'])
    .where('id', 'in', [...seqOf.keys()])
    .execute();
  return rows
    .map(({ id, state, last_error }) => ({ seq: seqOf.get(id) ?? 0, state, lastError: last_error }))
    .sort((a, b) => a.seq - b.seq);
}
