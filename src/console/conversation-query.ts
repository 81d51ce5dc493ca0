import { z } from 'zod';
import { type ConversationFilter, LEVELS, OUTCOMES } from '#records/conversation-filter.ts';
import { SCRIPT_STEPS } from '#records/script-steps.ts';
import type { SignedIn } from '#records/staff-sessions.ts';
import { opensUpTo } from './confidential.ts';
import { demandOwnEstate, paging, readQuery, time, wholeNumber, word } from './list-query.ts';

const shape = z.object({
  ...paging,
  estate: word,
  q: word,
  channel: word,
  service: word,
  owner: z.enum(['bot', 'queue', 'staff', 'mine']).optional(),
  clerk: word,
  outcome: z.enum(OUTCOMES).optional(),
  level: z.enum(LEVELS).optional(),
  /** In minutes. */
  waited: wholeNumber.optional(),
  score: wholeNumber.optional(),
  lacks: z.enum(SCRIPT_STEPS).optional(),
  from: time,
  to: time,
});

const MINUTE = 60_000;

/** Reads which conversations are asked for. @throws Refusal 400 with the field, 404 for an estate that is not one's own */
export function readConversationQuery(
  query: URLSearchParams,
  me: SignedIn,
): { filter: ConversationFilter; before: z.output<typeof shape>['before']; limit: number } {
  const { before, limit, estate, q, owner, waited, ...rest } = readQuery(query, shape);
  demandOwnEstate(me, estate);
  const filter: ConversationFilter = {
    ...rest,
    estateId: estate,
    words: q,
    opens: opensUpTo(me.role),
    waited: waited === undefined ? undefined : waited * MINUTE,
    owner: owner === 'mine' ? { kind: 'staff-member', id: me.id } : owner && { kind: owner },
  };
  return { filter, before, limit };
}
