import { sql } from 'kysely';
import type { AgendaRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import type { Clock } from './clock.ts';

/** What names a thing on the agenda. */
export interface AgendaName {
  estateId: string;
  kind: string;
  subject: string;
}

/** Something due later; put twice under one name, it stands once. */
export interface NewAgendaRow extends AgendaName {
  body: Record<string, unknown>;
  dueAt: number;
}

/**
 * Notes something to be done at a time, in the transaction that causes it. What stands under its name already is replaced;
 * what is just being done is done, and this stands for the next time.
 */
export async function putOnAgenda(tx: Tx, row: NewAgendaRow, clock: Clock): Promise<void> {
  const fresh = {
    body: JSON.stringify(row.body),
    state: 'waiting' as const,
    attempts: 0,
    due_at: row.dueAt,
    leased_until: null,
    leased_by: null,
    last_error: null,
    created_at: clock.now(),
    ended_at: null,
  } satisfies Partial<AgendaRow>;
  await tx.db
    .insertInto('agenda')
    .values({ id: clock.id(), estate_id: row.estateId, kind: row.kind, subject: row.subject, ...fresh })
    .onConflict((oc) =>
      oc
        .columns(['estate_id', 'kind', 'subject'])
        // The words of the index `agenda_once`, by which the engines know it.
        .where(sql<boolean>`state in ('waiting', 'leased')`)
        .doUpdateSet(fresh),
    )
    .execute();
}

/** Strikes what is no longer needed; nothing happens when it is not there. */
export async function takeOffAgenda(tx: Tx, name: AgendaName, now: number): Promise<void> {
  await tx.db
    .updateTable('agenda')
    .set({ state: 'done', ended_at: now, leased_until: null, leased_by: null })
    .where('estate_id', '=', name.estateId)
    .where('kind', '=', name.kind)
    .where('subject', '=', name.subject)
    .where('state', 'in', ['waiting', 'leased'])
    .execute();
}
