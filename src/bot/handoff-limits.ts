import type { Estate } from '#handbook/documents.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { isOpen, nextOpening } from '#handbook/hours.ts';
import { meansOfPost } from '#handbook/posts.ts';
import type { Clock } from '#records/clock.ts';
import { type Late, markOverdue } from '#records/handoffs/late-chats.ts';
import { findHandoff, watchLimits } from '#records/handoffs/limits.ts';
import type { HandoffRow } from '#storage/schema.ts';
import type { AgendaHandler } from './agenda-worker.ts';

const MINUTE = 60_000;

/**
 * Looks whether a chat has waited too long for a clerk, or for that clerk's first words, counted in office time: the manager
 * is told once for each. As long as it is open, it is looked at again when its next limit passes.
 */
export function watchHandoff({ handbook, clock }: { handbook: Handbook; clock: Clock }): AgendaHandler {
  return async (tx, row) => {
    const handoff = await findHandoff(tx.db, row.subject);
    const estate = handbook.estate(row.estate_id);
    if (!handoff || !estate) return;
    const limit = limitOf(handoff, estate);
    if (!limit) return;
    const now = clock.now();
    const open = (at: number) => openAt(estate, handbook, at);
    const dueAt = Math.max(open(limit.from) + limit.minutes * MINUTE, open(now));
    if (dueAt <= now && limit.which)
      await markOverdue(
        tx,
        handoff,
        { which: limit.which, since: limit.from, means: meansOfPost(estate, estate.posts.lateChats) },
        clock,
      );
    const again = dueAt > now ? dueAt : now + limit.minutes * MINUTE;
    await watchLimits(tx, { estateId: row.estate_id, handoffId: handoff.id, dueAt: again }, clock);
  };
}

interface Limit {
  /** Absent where only what comes after is limited. */
  which?: Late;
  from: number;
  minutes: number;
}

/** What is owed in a handoff as it stands; undefined when nothing is, or the office has set no limit. */
function limitOf(handoff: HandoffRow, { desks }: Estate): Limit | undefined {
  const { state, requested_at: from, accepted_at, first_reply_at } = handoff;
  if (state === 'waiting' && desks.claimMin === null) return withMinutes({ from }, desks.firstReplyMin);
  if (state === 'waiting') return withMinutes({ which: 'claim', from }, desks.claimMin);
  if (state !== 'accepted' || accepted_at === null || first_reply_at !== null) return undefined;
  return withMinutes({ which: 'reply', from: accepted_at }, desks.firstReplyMin);
}

function withMinutes(limit: Omit<Limit, 'minutes'>, minutes: number | null): Limit | undefined {
  return minutes === null ? undefined : { ...limit, minutes };
}

/** A moment, or the next one at which the office is open. */
function openAt(estate: Estate, handbook: Handbook, at: number): number {
  const common = handbook.common();
  return isOpen(estate, common, at) ? at : (nextOpening(estate, common, at)?.getTime() ?? at);
}
