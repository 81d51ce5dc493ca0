/** Why a message has not arrived, as far as the office can do something with it. */
export const DELIVERY_REASONS = [
  'quota',
  'window',
  'answers-only',
  'no-permission',
  'unreachable',
  'daily-limit',
  'not-reached',
  'address',
  'settings',
  'media',
  'no-answer',
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number] | 'other';

/**
 * One message of the office on its way: `sending` goes on by itself, `held` waits for the resident's next message, `unknown` may
 * or may not have arrived and is not repeated, `dead` will not arrive.
 */
export interface Delivery {
  seq: number;
  state: 'sending' | 'sent' | 'held' | 'unknown' | 'dead';
  why: DeliveryReason | null;
}

/** GET conversations/:id/deliveries */
export interface Deliveries {
  deliveries: Delivery[];
}
