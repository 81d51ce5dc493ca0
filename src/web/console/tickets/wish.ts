import type { Filter } from '../api/calls.ts';
import { stretch } from '../transcripts/wish.ts';

/** Which cases somebody looks for; empty means all. The last four come with the address of a figure. */
export interface TicketWish {
  q: string;
  estate: string;
  service: string;
  state: string;
  alert: string;
  /** `me`, or everybody's. */
  for: string;
  /** Codes with commas between. */
  category: string;
  building: string;
  /** Days such as `2026-11-23`, both counted. */
  from: string;
  to: string;
}

/** Looking for everything. */
export const NO_WISH: TicketWish = {
  q: '',
  estate: '',
  service: '',
  state: '',
  alert: '',
  for: '',
  category: '',
  building: '',
  from: '',
  to: '',
};

/** The wish of an address. */
export function ticketWishOf(query: URLSearchParams): TicketWish {
  const linked = Object.keys(NO_WISH).map((key) => [key, query.get(key) ?? '']);
  return { ...NO_WISH, ...Object.fromEntries(linked) };
}

/** The wish as the desk is asked; days begin at midnight in `zone`. */
export function toTicketFilter({ q, from, to, ...rest }: TicketWish, zone: string): Filter {
  const days = from ? stretch({ period: 'own', from, to: to || from }, zone) : {};
  return { ...rest, q: q.trim(), ...days };
}
