import type { DeliveryState } from '#records/delivery-states.ts';
import { DELIVERY_REASONS, type Delivery, type DeliveryReason } from './delivery-api.ts';

/** How far a message has come, and of a failure its kind alone. */
export function toDelivery({ seq, state, lastError }: DeliveryState): Delivery {
  return { seq, state, why: whyOf(state, lastError) };
}

/** What will not arrive always has a reason, be it that the platform did not say. */
function whyOf(state: DeliveryState['state'], lastError: string | null): DeliveryReason | null {
  if (state === 'sent' || state === 'delivered') return null;
  const reason = reasonOf(lastError);
  return reason ?? (state === 'undelivered' ? 'other' : null);
}

/** A door's reason begins with one word, such as `quota (45047)`; what it says besides is for the log. */
function reasonOf(lastError: string | null): DeliveryReason | undefined {
  const [word] = (lastError ?? '').split(' ');
  return DELIVERY_REASONS.find((one) => one === word);
}
