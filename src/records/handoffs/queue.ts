import type { Estates } from '#records/estates.ts';
import { type OfficeConversation, officeConversations } from '#records/transcripts/reading.ts';
import type { HandoffRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';
import { levelRank } from './handoffs.ts';

/** A chat that waits for a person or is with one. */
export interface QueuedChat
  extends OfficeConversation,
    Pick<
      HandoffRow,
      'reason' | 'level' | 'requested_at' | 'desk' | 'avoid' | 'offered_to' | 'offered_until' | 'overdue'
    > {
  handoff_id: string;
  /** The clerk who is asked first. */
  offered_name: string | null;
}

/** More than an office can look at; beyond it the list is cut, most urgent first. */
const MOST = 500;

/** Chats of these estates that wait for a person: the most urgent first, then those who have waited longest. */
export function readWaiting(db: Db, estates: Estates): Promise<QueuedChat[]> {
  return queued(db, estates)
    .where('h.state', '=', 'waiting')
    .where('c.owner', '=', 'queue')
    .orderBy(levelRank('h.level'))
    .orderBy('h.requested_at')
    .orderBy('h.id')
    .execute();
}

/** Chats this clerk holds, the one that moved last first. */
export function readMine(db: Db, estates: Estates, staffId: string): Promise<QueuedChat[]> {
  return queued(db, estates)
    .where('h.state', '=', 'accepted')
    .where('c.owner', '=', 'staff')
    .where('c.owner_staff_id', '=', staffId)
    .orderBy('c.last_at', 'desc')
    .orderBy('c.id')
    .execute();
}

function queued(db: Db, estates: Estates) {
  return officeConversations(db, estates)
    .innerJoin('handoff as h', 'h.conversation_id', 'c.id')
    .leftJoin('staff as o', 'o.id', 'h.offered_to')
    .select(['h.id as handoff_id', 'h.reason', 'h.level', 'h.requested_at', 'h.desk', 'h.avoid', 'h.overdue'])
    .select(['h.offered_to', 'h.offered_until', 'o.display_name as offered_name'])
    .limit(MOST);
}
