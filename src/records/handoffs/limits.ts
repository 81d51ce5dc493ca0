import { putOnAgenda } from '#records/agenda.ts';
import type { Clock } from '#records/clock.ts';
import type { HandoffRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** Kind of the agenda row that watches how long a chat waits for a clerk, and then for a first reply; `subject` is the handoff. */
export const HANDOFF_LIMIT = 'handoff-limit';

/** Begins to watch a chat. How long it may take the handbook says, once the row comes due: at once, and again then. */
export async function watchLimits(
  tx: Tx,
  { estateId, handoffId, dueAt }: { estateId: string; handoffId: string; dueAt?: number },
  clock: Clock,
): Promise<void> {
  const row = { estateId, kind: HANDOFF_LIMIT, subject: handoffId, body: {}, dueAt: dueAt ?? clock.now() };
  await putOnAgenda(tx, row, clock);
}

/** Something has changed for the handoff that is open in a chat: its limits are looked at anew. */
export async function lookAtLimits(
  tx: Tx,
  { conversationId, estateId }: { conversationId: string; estateId: string },
  now: number,
): Promise<void> {
  await tx.db
    .updateTable('agenda')
    .set({ due_at: now })
    .where('estate_id', '=', estateId)
    .where('kind', '=', HANDOFF_LIMIT)
    .where('state', '=', 'waiting')
    .where('subject', 'in', (eb) =>
      eb
        .selectFrom('handoff')
        .select('id')
        .where('conversation_id', '=', conversationId)
        .where('state', 'in', ['waiting', 'accepted']),
    )
    .execute();
}

/** A handoff by its id. */
export function findHandoff(db: Db, id: string): Promise<HandoffRow | undefined> {
  return db.selectFrom('handoff').selectAll().where('id', '=', id).executeTakeFirst();
}
