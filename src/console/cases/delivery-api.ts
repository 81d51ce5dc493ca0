/** Why a message has not arrived, as far as the office can do something with it. */
export const DELIVERY_REASONS = [
  'quota',
  'window',
  'answers-only',
  'no-permission',
  'unreachable',
  'daily-limit',
  'too-fast',
  'busy',
  'not-reached',
  'address',
  'settings',
  'token',
  'account-paused',
  'media',
  'shorter',
  'no-answer',
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number] | 'other';

/**
 * How far a message of the office has come: `sending` goes on by itself, `delivered` was shown by the resident's page, `held`
 * waits for the resident's next message, `unknown` may or may not have arrived and is not repeated, `undelivered` will not arrive.
 */
export interface DeliveryAside {
  state: 'sending' | 'sent' | 'delivered' | 'held' | 'unknown' | 'undelivered';
  why: DeliveryReason | null;
}

/** The state of one message. */
export interface Delivery extends DeliveryAside {
  seq: number;
}

/** GET conversations/:id/deliveries */
export interface Deliveries {
  deliveries: Delivery[];
}
