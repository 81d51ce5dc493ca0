import type { Selectable } from 'kysely';
import type { Clock } from '#records/clock.ts';
import { type Estates, within } from '#records/estates.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { KnowledgeDraftTable } from '#storage/schemas/office.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** A draft with the name of whoever wrote it and of whoever decided. */
export type KnowledgeDraft = Selectable<KnowledgeDraftTable> & {
  drafted_name: string | null;
  decided_name: string | null;
};

/** An answer offered as knowledge; `body` is the entry without its id. */
export interface NewDraft {
  estateId: string;
  ticketId: string;
  body: Record<string, unknown>;
  staffId: string;
}

/** Keeps a draft; what was still a draft for the same question is replaced. @returns its id */
export async function keepDraft(
  tx: Tx,
  { estateId, ticketId, body, staffId }: NewDraft,
  clock: Clock,
): Promise<string> {
  const now = clock.now();
  await tx.db.deleteFrom('knowledge_draft').where('ticket_id', '=', ticketId).where('state', '=', 'draft').execute();
  const row: Selectable<KnowledgeDraftTable> = {
    id: clock.id(),
    estate_id: estateId,
    ticket_id: ticketId,
    body: JSON.stringify(body),
    state: 'draft',
    drafted_by: staffId,
    drafted_at: now,
    decided_by: null,
    decided_at: null,
    why: null,
    entry_id: null,
  };
  await tx.db.insertInto('knowledge_draft').values(row).execute();
  const entry = { actor: `staff:${staffId}`, action: 'knowledge.draft', subject: `ticket:${ticketId}`, estateId };
  await writeAudit(tx, entry, now);
  tx.announce({ about: 'ticket', estateId, id: ticketId });
  return row.id;
}

/** The newest draft for a question, or undefined. */
export function draftOf(db: Db, ticketId: string): Promise<KnowledgeDraft | undefined> {
  return drafts(db).where('d.ticket_id', '=', ticketId).orderBy('d.drafted_at', 'desc').executeTakeFirst();
}

/** A draft of these estates, or undefined. */
export function findDraft(db: Db, estates: Estates, id: string): Promise<KnowledgeDraft | undefined> {
  return drafts(db).where('d.id', '=', id).where(within(estates, 'd.estate_id')).executeTakeFirst();
}

function drafts(db: Db) {
  return db
    .selectFrom('knowledge_draft as d')
    .leftJoin('staff as w', 'w.id', 'd.drafted_by')
    .leftJoin('staff as r', 'r.id', 'd.decided_by')
    .selectAll('d')
    .select(['w.display_name as drafted_name', 'r.display_name as decided_name']);
}

/** What became of a draft, and why. */
export interface DraftDecision {
  id: string;
  estateId: string;
  state: 'accepted' | 'declined';
  staffId: string;
  why: string;
  entryId?: string;
}

/** Settles a draft; false when somebody has done so already. */
export async function decideDraft(tx: Tx, decision: DraftDecision, now: number): Promise<boolean> {
  const { id, estateId, state, staffId, why, entryId = null } = decision;
  const decided = await tx.db
    .updateTable('knowledge_draft')
    .set({ state, decided_by: staffId, decided_at: now, why, entry_id: entryId })
    .where('id', '=', id)
    .where('estate_id', '=', estateId)
    .where('state', '=', 'draft')
    .returning('ticket_id')
    .executeTakeFirst();
  if (!decided) return false;
  const subject = `ticket:${decided.ticket_id}`;
  const detail = { why, ...(entryId && { entry: entryId }) };
  await writeAudit(tx, { actor: `staff:${staffId}`, action: `knowledge.${state}`, subject, estateId, detail }, now);
  tx.announce({ about: 'ticket', estateId, id: decided.ticket_id });
  return true;
}
