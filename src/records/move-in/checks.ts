import { addTicketEvent } from '#records/cases/tickets.ts';
import type { MoveInCheckTable } from '#storage/schemas/move-in.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** A result at one point of the inspection; what was not looked at says why. */
export interface MoveInCheck {
  code: string;
  result: MoveInCheckTable['result'];
  reason?: string;
}

/** Letters of the parts that have to be inspected (RS-03). */
interface Minimum {
  minimum: readonly string[];
}

/** Keeps results of the inspection; a later result at the same point replaces the earlier one. */
export async function recordChecks(
  tx: Tx,
  which: { estateId: string; ticketId: string },
  { checks, actor }: { checks: readonly MoveInCheck[]; actor: string },
  now: number,
): Promise<void> {
  for (const { code, result, reason } of checks) {
    const kept = { result, reason: reason ?? null, actor, at: now };
    await tx.db
      .insertInto('move_in_check')
      .values({ ticket_id: which.ticketId, code, ...kept })
      .onConflict((oc) => oc.columns(['ticket_id', 'code']).doUpdateSet(kept))
      .execute();
  }
  const count = (wanted: MoveInCheck['result']) => checks.filter(({ result }) => result === wanted).length;
  const detail = { pass: count('pass'), defect: count('defect'), unchecked: count('unchecked') };
  await addTicketEvent(tx, which.ticketId, { actor, kind: 'move-in-checks', detail }, now);
  tx.announce({ about: 'ticket', estateId: which.estateId, id: which.ticketId });
}

/** The results of a case's inspection by point. */
export async function checksOf(db: Db, ticketId: string): Promise<Map<string, MoveInCheck>> {
  const rows = await db
    .selectFrom('move_in_check')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('code')
    .execute();
  return new Map(rows.map(({ code, result, reason }) => [code, { code, result, reason: reason ?? undefined }]));
}

/** The same of what is on record for a case. */
export async function isMinimumInspected(db: Db, ticketId: string, rules: Minimum): Promise<boolean> {
  return minimumDone((await checksOf(db, ticketId)).keys(), rules);
}

/** True when each part that has to be inspected has a result at one of its points at least. */
export function minimumDone(codes: Iterable<string>, { minimum }: Minimum): boolean {
  const letters = new Set([...codes].map((code) => code[0]));
  return minimum.every((letter) => letters.has(letter));
}
