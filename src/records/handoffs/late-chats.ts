import { append } from '#records/activities.ts';
import type { Clock } from '#records/clock.ts';
import { type Estates, within } from '#records/estates.ts';
import { putInOutbox } from '#records/outbox.ts';
import type { HandoffRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** Name of the event, for staff, that a limit has passed. */
export const HANDOFF_OVERDUE = 'handoff.overdue';

/** Kind of the outbox rows that tell a means of a chat that waits too long; `body` is a `LateChat`. */
export const SEND_LATE_CHAT = 'late-chat';

/** What nobody did in time: take the chat, or write to the resident. */
export type Late = NonNullable<HandoffRow['overdue']>;

/** What a means outside the desk is told: which chat, never whose and about what. */
export interface LateChat {
  handoffId: string;
  conversationId: string;
  which: Late;
  /** Since when the resident waits for it. */
  since: number;
  means: string;
}

const TOLD_AT = { claim: 'claim_late_at', reply: 'reply_late_at' } as const;

/**
 * Marks that a limit has passed, in every queue and in the log, and tells whoever is to hear of it; these hear of each limit
 * of a chat once, however often it comes back to the queue.
 */
export async function markOverdue(
  tx: Tx,
  handoff: HandoffRow,
  { which, since, means }: { which: Late; since: number; means: readonly string[] },
  clock: Clock,
): Promise<void> {
  const now = clock.now();
  const marked = await tx.db
    .updateTable('handoff')
    .set({ overdue: which, [TOLD_AT[which]]: handoff[TOLD_AT[which]] ?? now })
    .where('id', '=', handoff.id)
    .where('state', '=', handoff.state)
    .where((eb) => eb.or([eb('overdue', 'is', null), eb('overdue', '<>', which)]))
    .executeTakeFirst();
  if (marked.numUpdatedRows === 0n) return;
  const { id: handoffId, conversation_id: conversationId, estate_id: estateId } = handoff;
  const body = { name: HANDOFF_OVERDUE, value: { which } };
  const event = { type: 'event', role: 'system', fromId: 'office', visibility: 'staff', body } as const;
  await append(tx, conversationId, [event], now);
  tx.announce({ about: 'queue', estateId });
  if (handoff[TOLD_AT[which]] !== null) return;
  for (const one of new Set(means)) {
    const late: LateChat = { handoffId, conversationId, which, since, means: one };
    await putInOutbox(tx, { estateId, kind: SEND_LATE_CHAT, body: { ...late } }, clock);
  }
}

/** Whether a chat still waits for what it is late with, when somebody is about to be told. */
export async function isStillWaiting(db: Db, { handoffId, which, since }: LateChat): Promise<boolean> {
  const row = await db
    .selectFrom('handoff')
    .select(['state', 'requested_at', 'accepted_at', 'first_reply_at'])
    .where('id', '=', handoffId)
    .executeTakeFirst();
  if (which === 'claim') return row?.state === 'waiting';
  return row?.state === 'accepted' && row.accepted_at === since && row.first_reply_at === null;
}

/** A chat that waits too long, for the managers' screens. */
export interface WaitingTooLong extends Pick<HandoffRow, 'conversation_id' | 'estate_id' | 'requested_at' | 'avoid'> {
  which: Late;
  accepted_at: number | null;
  holder: string | null;
}

/** More than anybody looks at; the longest wait is the first. */
const MOST = 50;

/** Chats of these estates that nobody has taken, or written in, within the time, as they stand now. */
export async function readLateChats(db: Db, estates: Estates): Promise<WaitingTooLong[]> {
  const rows = await db
    .selectFrom('handoff as h')
    .leftJoin('staff as s', 's.id', 'h.staff_id')
    .select(['h.conversation_id', 'h.estate_id', 'h.requested_at', 'h.accepted_at', 'h.avoid', 'h.overdue'])
    .select('s.display_name as holder')
    .where(within(estates, 'h.estate_id'))
    .where('h.overdue', 'is not', null)
    .where('h.ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('h.state', '=', 'waiting'), eb('h.overdue', '=', 'claim')]),
        eb.and([eb('h.state', '=', 'accepted'), eb('h.overdue', '=', 'reply'), eb('h.first_reply_at', 'is', null)]),
      ]),
    )
    .orderBy('h.requested_at')
    .limit(MOST)
    .execute();
  return rows.map(({ overdue, ...row }) => ({ ...row, which: overdue ?? 'claim' }));
}
