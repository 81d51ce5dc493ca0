import type { TicketRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { addTicketEvent } from './tickets.ts';

/** What a resident adds to a case after it was filed. */
export interface CaseAddition {
  words: string;
  /** Where it was said. */
  conversationId: string;
  /** Files of the conversation, as their message named them. */
  files: { id: string; name: string; contentType: string }[];
}

/** Adds words and files to a case: named on the case with its answers, and an event of its own in its history. */
export async function addToCase(tx: Tx, ticket: TicketRow, addition: CaseAddition, now: number): Promise<void> {
  const answers = JSON.parse(ticket.answers) as Record<string, unknown>;
  const earlier = (answers.added as { value?: CaseAddition[] } | undefined)?.value ?? [];
  const value = [...earlier, addition];
  const told = value
    .map(({ words, files }) => [words, ...files.map(({ name }) => name)].filter((one) => one !== '').join(' '))
    .join('\n');
  await tx.db
    .updateTable('ticket')
    .set({ answers: JSON.stringify({ ...answers, added: { value, told } }) })
    .where('id', '=', ticket.id)
    .execute();
  const detail = { words: addition.words, files: addition.files.length || null };
  await addTicketEvent(tx, ticket.id, { actor: 'resident', kind: 'added', detail }, now);
  tx.announce({ about: 'ticket', estateId: ticket.estate_id, id: ticket.id });
}

/** Notes that the resident presses; an ordinary case becomes urgent, so that staff see it. Returns how often that was, and when last. */
export async function hurryCase(
  tx: Tx,
  ticket: TicketRow,
  now: number,
): Promise<{ before: number; lastAt: number | undefined }> {
  const earlier = await hurries(tx.db, ticket.id);
  const raised = ticket.level === 'ordinary';
  if (raised) await tx.db.updateTable('ticket').set({ level: 'urgent' }).where('id', '=', ticket.id).execute();
  const detail = raised ? { from: 'ordinary', to: 'urgent' } : {};
  await addTicketEvent(tx, ticket.id, { actor: 'resident', kind: 'hurried', detail }, now);
  tx.announce({ about: 'ticket', estateId: ticket.estate_id, id: ticket.id });
  return { before: earlier.length, lastAt: earlier.at(-1) };
}

async function hurries(db: Db, ticketId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('ticket_event')
    .select('at')
    .where('ticket_id', '=', ticketId)
    .where('kind', '=', 'hurried')
    .orderBy('seq')
    .execute();
  return rows.map(({ at }) => at);
}

/** Since when a case is in its state: its last change, else its filing. */
export async function stateSince(db: Db, ticket: TicketRow): Promise<number> {
  const row = await db
    .selectFrom('ticket_event')
    .select((eb) => eb.fn.max<number | null>('at').as('at'))
    .where('ticket_id', '=', ticket.id)
    .where('kind', '=', 'state')
    .executeTakeFirst();
  return row?.at ?? ticket.created_at;
}
