import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { count, readQuery } from '#console/list-query.ts';
import { deliveryStates } from '#records/delivery-states.ts';
import { findOfficeConversation } from '#records/transcripts/reading.ts';
import { demandReadable } from './confidential.ts';
import type { Deliveries } from './delivery-api.ts';
import { toDelivery } from './show-delivery.ts';

const MOST = 200;
const range = z.object({ after: count(Number.MAX_SAFE_INTEGER, 0), limit: count(MOST, MOST) });

/** GET conversations/:id/deliveries: how far the office's messages that follow `after` have come. */
export async function showDeliveries({ desk, me, params, query }: StaffCall): Promise<Deliveries> {
  const { db } = desk.storage;
  const wish = readQuery(query, range);
  const row = await findOfficeConversation(db, me.estates, params.id ?? '');
  demandReadable(me.role, row);
  const stretch = { conversationId: row.id, channel: row.channel, ...wish };
  return { deliveries: (await deliveryStates(db, stretch)).map(toDelivery) };
}
