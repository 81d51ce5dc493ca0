import { prepared } from '#storage/prepared.ts';
import type { NewActivityRow, OutboxRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';

/** Channels where what the office says has to be sent out. A web page fetches its messages from the log instead. */
const SENT_OUT: ReadonlySet<string> = new Set(['azure', 'wechat']);

/** Kind of the outbox rows that send a channel's messages; `body` is `{ seq }`. */
export function deliveryKind(channel: string): string {
  return `${channel}-send`;
}

/** Id of the outbox row that carries an activity. */
export function deliveryId(activityId: string): string {
  return `send|${activityId}`;
}

/** Puts what a resident should see into the outbox, one row each, where their channel needs that. */
export async function putDeliveries(tx: Tx, rows: readonly NewActivityRow[]): Promise<void> {
  const out = rows.filter(
    (row) => SENT_OUT.has(row.channel) && row.visibility === 'all' && row.type === 'message' && isFromOffice(row.role),
  );
  const [first] = out;
  if (!first) return;
  const from = first.channel === 'wechat' ? await answeredUntil(tx, first.conversation_id) : 0;
  await tx.db
    .insertInto('outbox')
    .values(out.map((row) => outboxRow(row, Math.max(row.at, from))))
    .execute();
}

function isFromOffice(role: string): boolean {
  return role === 'desk' || role === 'staff';
}

/** While a request of the platform waits, its answer may carry the messages, which costs nothing. */
async function answeredUntil(tx: Tx, conversationId: string): Promise<number> {
  const [row] = await selectWaitsUntil(tx.db, { conversationId });
  return row?.until ?? 0;
}

const selectWaitsUntil = prepared((db, { conversationId }: { conversationId: string }) =>
  db
    .selectFrom('wechat_inbound')
    .select((eb) => eb.fn.max<number | null>('waits_until').as('until'))
    .where('conversation_id', '=', conversationId)
    .where('reply', 'is', null),
);

function outboxRow(row: NewActivityRow, dueAt: number): OutboxRow {
  return {
    id: deliveryId(row.id),
    estate_id: row.estate_id,
    conversation_id: row.conversation_id,
    kind: deliveryKind(row.channel),
    body: JSON.stringify({ seq: row.seq }),
    state: 'pending',
    attempts: 0,
    due_at: dueAt,
    leased_until: null,
    leased_by: null,
    last_error: null,
    created_at: row.at,
    ended_at: null,
  };
}
