import type { Selectable } from 'kysely';
import { addTicketEvent } from '#records/cases/tickets.ts';
import type { Clock } from '#records/clock.ts';
import type { MoveInKeyTable } from '#storage/schemas/move-in.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { holdMoveIn, type MoveInCase } from './case.ts';

/** A line for the key ledger. */
export interface NewKeyLine {
  kind: string;
  count: number;
  event: MoveInKeyTable['event'];
  /** Who signed. Keys move only against a signature. */
  signer: string;
  idChecked: boolean;
  /** Of keys kept for rectification: the written consent, until when, who may enter; of their use: who and why. */
  note?: string;
}

/** A line as it stands in the ledger. */
export type KeyLine = Selectable<MoveInKeyTable>;

/** Why a line cannot be written. */
export type KeyRefusal = 'no-such-case' | 'signer-first' | 'identity-first' | 'note-first';

/**
 * Adds a line to a home's key ledger. Keys that go out want a signature and a checked identity; keys that the office keeps or
 * uses want the owner's consent in writing.
 */
export async function addKeyLine(
  tx: Tx,
  { estateId, ticketId }: { estateId: string; ticketId: string },
  { line, actor }: { line: NewKeyLine; actor: string },
  clock: Clock,
): Promise<{ id: string } | { refused: KeyRefusal }> {
  const one = await holdMoveIn(tx, estateId, ticketId);
  if (!one) return { refused: 'no-such-case' };
  const refused = keyRefusal(one, line);
  if (refused) return { refused };
  const id = clock.id();
  const now = clock.now();
  await tx.db
    .insertInto('move_in_key')
    .values({
      id,
      ticket_id: ticketId,
      estate_id: estateId,
      unit_code: one.unitCode,
      kind: line.kind,
      count: line.count,
      event: line.event,
      signer: line.signer.trim(),
      id_checked: line.idChecked ? 1 : 0,
      note: line.note?.trim() || null,
      actor,
      at: now,
    })
    .execute();
  const detail = { key: line.kind, count: line.count, event: line.event };
  await addTicketEvent(tx, ticketId, { actor, kind: 'key-line', detail }, now);
  tx.announce({ about: 'ticket', estateId, id: ticketId });
  return { id };
}

function keyRefusal({ facts }: MoveInCase, line: NewKeyLine): KeyRefusal | undefined {
  if (line.signer.trim() === '') return 'signer-first';
  const goesOut = line.event === 'issued' || line.event === 'replaced';
  if (goesOut && (!line.idChecked || facts.identity !== 'checked')) return 'identity-first';
  const isKept = line.event === 'kept' || line.event === 'used';
  return isKept && !line.note?.trim() ? 'note-first' : undefined;
}

/** The ledger of a case, oldest first. */
export function keyLedger(db: Db, ticketId: string): Promise<KeyLine[]> {
  return db
    .selectFrom('move_in_key')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** True when a key of the case went out against a signature and a checked identity (RS-01). */
export function isLedgerSigned(lines: readonly KeyLine[]): boolean {
  return lines.some(({ event, signer, id_checked }) => event === 'issued' && signer !== '' && id_checked === 1);
}
