import type { NewActivityRow, OutboxRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';

/** Channels where what the office says has to be sent out. A web page fetches its messages from the log instead. */
const SENT_OUT: ReadonlySet<string> = new Set(['azure']);

/** Kind of the outbox rows that send a channel's messages; `body` is `{ seq }`. */
export function deliveryKind(channel: string): string {
  return `${channel}-send`;
}

/** Puts what a resident should see into the outbox, one row each, where their channel needs that. */
export async function putDeliveries(tx: Tx, rows: readonly NewActivityRow[]): Promise<void> {
  const out = rows.filter(
    (row) => SENT_OUT.has(row.channel) && row.visibility === 'all' && row.type === 'message' && isFromOffice(row.role),
  );
  if (out.length === 0) return;
  await tx.db.insertInto('outbox').values(out.map(outboxRow)).execute();
}

function isFromOffice(role: string): boolean {
  return role === 'desk' || role === 'staff';
}

function outboxRow(row: NewActivityRow): OutboxRow {
  return {
    id: `send|${row.id}`,
    estate_id: row.estate_id,
    conversation_id: row.conversation_id,
    kind: deliveryKind(row.channel),
    body: JSON.stringify({ seq: row.seq }),
    state: 'pending',
    attempts: 0,
    due_at: row.at,
    leased_until: null,
    leased_by: null,
    last_error: null,
    created_at: row.at,
    ended_at: null,
  };
}
