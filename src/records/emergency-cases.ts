import type { Tx } from '#storage/storage.ts';
import { addTicketEvent } from './tickets.ts';

/** What became known of a case after it was filed. */
export interface CaseCompletion {
  category?: string;
  summary?: string;
  place?: string;
  unitCode?: string;
  answers: Record<string, unknown>;
}

/** Completes a case that was filed before everything was known, with who, what and when in its history. */
export async function completeCase(
  tx: Tx,
  { ticketId, estateId }: { ticketId: string; estateId: string },
  { known, event }: { known: CaseCompletion; event: { kind: string; detail: Record<string, unknown> } },
  now: number,
): Promise<void> {
  const { category, summary, place, unitCode, answers } = known;
  await tx.db
    .updateTable('ticket')
    .set({
      answers: JSON.stringify(answers),
      ...(category !== undefined && { category }),
      ...(summary !== undefined && { summary }),
      ...(place !== undefined && { place }),
      ...(unitCode !== undefined && { unit_code: unitCode }),
    })
    .where('id', '=', ticketId)
    .execute();
  await addTicketEvent(tx, ticketId, { actor: 'resident', ...event }, now);
  tx.announce({ about: 'ticket', estateId, id: ticketId });
}
