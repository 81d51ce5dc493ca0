import { putOnAgenda } from '#records/agenda.ts';
import { fileTicket, type NewTicket } from '#records/cases/tickets.ts';
import type { Clock } from '#records/clock.ts';
import { tellDesk } from '#records/desk-events.ts';
import type { AgendaRow, TicketRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';

/** The first letter of the number of a message that was left (留言). */
const LETTER = 'L';

/** Names of what these records put on the agenda, and of what they tell the desk. */
export const MESSAGES = {
  /** Somebody has waited for a person as long as the office lets them wait untold. */
  waited: 'handoff-waited',
  /** The event in the conversation of whoever has waited. */
  stillWaiting: 'handoff.stillWaiting',
} as const;

/** A message left for the office, with how and when to call back. */
export interface NewMessage
  extends Pick<
    NewTicket,
    'estateId' | 'conversationId' | 'date' | 'summary' | 'answers' | 'contactName' | 'contactPhone'
  > {
  /** When the office can call: its next opening, or the time wished within its hours. */
  dueAt?: number;
}

/** Files a message for people as a case that is owed an answer when it is due. */
export function fileMessage(tx: Tx, message: NewMessage, clock: Clock): Promise<TicketRow> {
  const wish = { ...message, service: 'handoff', letter: LETTER, level: 'ordinary', actor: 'desk' } as const;
  return fileTicket(tx, wish, clock);
}

/** Notes when somebody who begins to wait is to hear that nobody is free yet. */
export async function limitWaiting(
  tx: Tx,
  chat: { estateId: string; conversationId: string; dueAt: number },
  clock: Clock,
): Promise<void> {
  const { estateId, conversationId: subject, dueAt } = chat;
  const handoff = await waitingHandoff(tx, { estate_id: estateId, subject });
  if (!handoff) return;
  const body = { handoff: handoff.id };
  await putOnAgenda(tx, { estateId, kind: MESSAGES.waited, subject, body, dueAt }, clock);
}

/** Tells whoever still waits, in the queue they were put into then, that nobody is free yet; once. */
export async function tellStillWaiting(tx: Tx, row: AgendaRow, now: number): Promise<void> {
  const { handoff } = JSON.parse(row.body) as { handoff: string };
  const waiting = await waitingHandoff(tx, row);
  if (waiting?.id !== handoff) return;
  await tellDesk(tx, { conversationId: row.subject, name: MESSAGES.stillWaiting, value: {} }, now);
}

function waitingHandoff(tx: Tx, { estate_id, subject }: Pick<AgendaRow, 'estate_id' | 'subject'>) {
  return tx.db
    .selectFrom('handoff')
    .select('id')
    .where('conversation_id', '=', subject)
    .where('estate_id', '=', estate_id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
}
