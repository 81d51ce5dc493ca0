import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { opensUpTo } from '#console/cases/confidential.ts';
import { demandOwnEstate, paging, readQuery, time, wholeNumber, word } from '#console/list-query.ts';
import { type Offset, stretchOf } from '#handbook/local-stretch.ts';
import { localTime } from '#handbook/local-time.ts';
import { type ConversationFilter, LEVELS, OUTCOMES } from '#records/transcripts/conversation-filter.ts';
import { SCRIPT_STEPS } from '#records/transcripts/script-steps.ts';

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
  puzzled: z.literal('1').optional(),
  /** On the clock of the estate asked for. */
  hour: wholeNumber.refine((hour) => hour < 24).optional(),
  from: time,
  to: time,
});

const MINUTE = 60_000;

/** Reads which conversations are asked for. @throws Refusal 400 with the field, 404 for an estate that is not one's own */
export function readConversationQuery(
  query: URLSearchParams,
  { me, desk }: Pick<StaffCall, 'me' | 'desk'>,
): { filter: ConversationFilter; before: z.output<typeof shape>['before']; limit: number } {
  const { before, limit, estate, q, owner, waited, puzzled, hour, ...rest } = readQuery(query, shape);
  demandOwnEstate(me, estate);
  const filter: ConversationFilter = {
    ...rest,
    estateId: estate,
    words: q,
    opens: opensUpTo(me.role),
    puzzled: puzzled === '1',
    hour: hour === undefined ? undefined : { hour, offsets: offsetsOf(desk, { estate, from: rest.from, to: rest.to }) },
    waited: waited === undefined ? undefined : waited * MINUTE,
    owner: owner === 'mine' ? { kind: 'staff-member', id: me.id } : owner && { kind: owner },
  };
  return { filter, before, limit };
}

/** How the estate's clock stands over the time asked for; without an estate, the first one's. */
function offsetsOf(
  desk: StaffCall['desk'],
  { estate, from, to }: { estate: string | undefined; from: number | undefined; to: number | undefined },
): readonly Offset[] {
  const estates = desk.handbook.estates();
  const { timeZone } = (estates.find(({ id }) => id === estate) ?? estates[0])?.office ?? { timeZone: 'Asia/Shanghai' };
  const now = desk.clock.now();
  const last = localTime(timeZone, Math.min(to ?? now, now)).date;
  const first = localTime(timeZone, from ?? now).date;
  return stretchOf(timeZone, first < last ? first : last, last).offsets;
}
