import type { OutboxRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import type { Clock } from './clock.ts';

/** Something to send to another system. `kind` names the sender that knows how. */
export interface NewOutboxRow {
  estateId: string;
  conversationId?: string;
  kind: string;
  body: Record<string, unknown>;
  dueAt?: number;
}

/** Puts a row into the outbox, in the transaction that causes it. */
export async function putInOutbox(tx: Tx, row: NewOutboxRow, clock: Clock): Promise<string> {
  const id = clock.id();
  const now = clock.now();
  const values: OutboxRow = {
    id,
    estate_id: row.estateId,
    conversation_id: row.conversationId ?? null,
    kind: row.kind,
    body: JSON.stringify(row.body),
    state: 'pending',
    attempts: 0,
    due_at: row.dueAt ?? now,
    leased_until: null,
    leased_by: null,
    last_error: null,
    created_at: now,
    ended_at: null,
  };
  await tx.db.insertInto('outbox').values(values).execute();
  return id;
}
