import { sql } from 'kysely';
import type { HandoffRow } from '#storage/schema.ts';
import type { Db } from '#storage/storage.ts';
import type { Estates } from './estates.ts';
import { type OfficeConversation, officeConversations } from './reading.ts';

/** A chat that waits for a person or is with one. */
export interface QueuedChat extends OfficeConversation, Pick<HandoffRow, 'reason' | 'level' | 'requested_at'> {
  handoff_id: string;
}

/** More than an office can look at; beyond it the list is cut, most urgent first. */
const MOST = 500;

/** Chats of these estates that wait for a person: the most urgent first, then those who have waited longest. */
export function readWaiting(db: Db, estates: Estates): Promise<QueuedChat[]> {
  return queued(db, estates)
    .where('h.state', '=', 'waiting')
    .where('c.owner', '=', 'queue')
    .orderBy(sql`case h.level when 'critical' then 0 when 'urgent' then 1 else 2 end`)
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
    .select(['h.id as handoff_id', 'h.reason', 'h.level', 'h.requested_at'])
    .limit(MOST);
}
