import { putOnAgenda } from '#records/agenda.ts';
import type { Clock } from '#records/clock.ts';
import type { AgendaRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { deleteDue, RETENTION_KINDS, type RetentionKind } from './retention.ts';

/** Kind of the agenda rows that delete what a rule no longer keeps; `subject` is the estate. */
export const RETENTION = 'retention';

/** What a manager has agreed to: for each kind, before when. */
export interface RetentionRun {
  actor: string;
  before: Partial<Record<RetentionKind, number>>;
}

/** So much goes in one transaction; then everything else has its turn. */
const SLICE = 50;
const PAUSE_MS = 200;

/** Deletes a slice, and stands on the agenda again until nothing of it is left. */
export async function runRetention(tx: Tx, row: AgendaRow, clock: Clock): Promise<void> {
  const { actor, before } = JSON.parse(row.body) as RetentionRun;
  const { estate_id: estateId } = row;
  const now = clock.now();
  for (const kind of RETENTION_KINDS) {
    const limit = before[kind];
    if (limit === undefined) continue;
    const due = { estateId, before: limit };
    const count = await deleteDue(tx, kind, due, { actor, limit: SLICE, now, newId: clock.id });
    if (count === 0) continue;
    const body = { actor, before };
    await putOnAgenda(tx, { estateId, kind: RETENTION, subject: row.subject, body, dueAt: now + PAUSE_MS }, clock);
    return;
  }
}

/** Whether a deletion of an estate is under way. */
export async function isRetentionRunning(db: Db, estateId: string): Promise<boolean> {
  const row = await db
    .selectFrom('agenda')
    .select('id')
    .where('estate_id', '=', estateId)
    .where('kind', '=', RETENTION)
    .where('state', 'in', ['waiting', 'leased'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
