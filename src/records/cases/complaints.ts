import type { TicketRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';
import { addressCase } from './case-watch.ts';
import { addTicketEvent } from './tickets.ts';

/** Who deals with a complaint from now on, and in words for staff. */
export interface Escalation {
  to: string;
  told: string;
  /** True when an ordinary complaint becomes urgent with it. */
  urgent: boolean;
}

/** Passes a complaint to somebody higher: kept with what it weighs (`answers.weight`), with an event in its history. */
export async function escalateComplaint(
  tx: Tx,
  ticketId: string,
  { to, told, urgent }: Escalation,
  now: number,
): Promise<void> {
  const row = await tx.db.selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow();
  const answers = JSON.parse(row.answers) as Record<string, unknown>;
  const { value } = (answers.weight ?? {}) as { value?: Record<string, unknown> };
  const from = goesTo(row);
  const weight = { value: { ...value, goesTo: to }, told };
  await tx.db
    .updateTable('ticket')
    .set({
      answers: JSON.stringify({ ...answers, weight }),
      ...(urgent && row.level === 'ordinary' && { level: 'urgent' }),
    })
    .where('id', '=', ticketId)
    .execute();
  await addressCase(tx, row, to, now);
  await addTicketEvent(tx, ticketId, { actor: 'resident', kind: 'escalated', detail: { from, to } }, now);
  tx.announce({ about: 'ticket', estateId: row.estate_id, id: ticketId });
}

/** Who deals with a complaint as it is kept, or undefined. */
export function goesTo({ answers }: Pick<TicketRow, 'answers'>): string | undefined {
  const { weight } = JSON.parse(answers) as { weight?: { value?: { goesTo?: string } } };
  return weight?.value?.goesTo;
}
