import { append } from '#records/activities.ts';
import { putOnAgenda } from '#records/agenda.ts';
import type { Clock } from '#records/clock.ts';
import type { HandoffRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** Kind of the agenda row that watches how long a chat waits for a clerk, and then for a first reply; `subject` is the handoff. */
export const HANDOFF_LIMIT = 'handoff-limit';

/** Name of the event, for staff, that a limit has passed. */
export const HANDOFF_OVERDUE = 'handoff.overdue';

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

/** Tells the manager, once for each limit, that a chat has waited too long: it stands out in every queue and in its log. */
export async function markOverdue(
  tx: Tx,
  handoff: HandoffRow,
  which: NonNullable<HandoffRow['overdue']>,
  now: number,
): Promise<void> {
  const marked = await tx.db
    .updateTable('handoff')
    .set({ overdue: which })
    .where('id', '=', handoff.id)
    .where('state', '=', handoff.state)
    .where((eb) => eb.or([eb('overdue', 'is', null), eb('overdue', '<>', which)]))
    .executeTakeFirst();
  if (marked.numUpdatedRows === 0n) return;
  const body = { name: HANDOFF_OVERDUE, value: { which } };
  const event = { type: 'event', role: 'system', fromId: 'office', visibility: 'staff', body } as const;
  await append(tx, handoff.conversation_id, [event], now);
  tx.announce({ about: 'queue', estateId: handoff.estate_id });
}
