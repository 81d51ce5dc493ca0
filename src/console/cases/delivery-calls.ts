import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { count, readQuery } from '#console/list-query.ts';
import { type DeliveryState, deliveryStates } from '#records/delivery-states.ts';
import { findOfficeConversation } from '#records/transcripts/reading.ts';
import { demandReadable } from './confidential.ts';
import { DELIVERY_REASONS, type Deliveries, type Delivery, type DeliveryReason } from './delivery-api.ts';

const MOST = 200;
const range = z.object({ after: count(Number.MAX_SAFE_INTEGER, 0), limit: count(MOST, MOST) });

/** GET conversations/:id/deliveries: how far the office's messages that follow `after` have come. */
export async function showDeliveries({ desk, me, params, query }: StaffCall): Promise<Deliveries> {
  const { db } = desk.storage;
  const { id = '' } = params;
  const wish = readQuery(query, range);
  demandReadable(me.role, await findOfficeConversation(db, me.estates, id));
  return { deliveries: (await deliveryStates(db, { conversationId: id, ...wish })).map(toDelivery) };
}

function toDelivery({ seq, state, lastError }: DeliveryState): Delivery {
  const shown = state === 'pending' || state === 'leased' ? 'sending' : state;
  return { seq, state: shown, why: state === 'sent' || lastError === null ? null : reasonOf(lastError) };
}

/** A door's reason begins with one word, such as `quota (45047)`; what it says besides is for the log. */
function reasonOf(lastError: string): DeliveryReason {
  const [word] = lastError.split(' ');
  return DELIVERY_REASONS.find((one) => one === word) ?? 'other';
}
