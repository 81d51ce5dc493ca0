import { says } from '#handbook/wording.ts';
import type { DeskTurn } from '../desk-turn.ts';
import type { Guarded } from '../service.ts';

/** Whoever orders the program about gets a friendly word; nothing else of the message is acted upon. */
export function refuseOrders({ incoming, owner, say, common }: DeskTurn): Guarded | undefined {
  return owner === 'bot' && says(incoming.text, common.wordings.enquiry.orders)
    ? { words: say('enquiry:noOrders') }
    : undefined;
}
