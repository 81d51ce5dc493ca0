import { hasOwnDesk, isOver } from '#records/cases/case-states.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Tx } from '#storage/storage.ts';

/** Stands for the conversation of a case whose reporter was erased from their channel. */
const ERASED_HOLDER = 'erased|';
/** Answers that say who reports and how to reach them. */
const WHO = ['contact', 'name', 'phone'];
const HIDDEN = '***';

/** A name for the place of a conversation that is gone; `id` makes it one of its own. */
export function erasedHolder(id: string): string {
  return ERASED_HOLDER + id;
}

/**
 * Takes name and telephone out of a case that is over, if its reporter was erased: out of its fields, its answers, its summary and
 * its history. What was wrong, where, and what was done about it stays. See `../wechat/why-cases-outlive-a-follower.md`.
 */
export async function forgetReporter(tx: Tx, ticket: TicketRow): Promise<void> {
  const { id, service, state, contact_name: name, contact_phone: phone } = ticket;
  const keeps = !ticket.conversation_id.startsWith(ERASED_HOLDER) || !isOver(service, state) || hasOwnDesk(service);
  if (keeps) return;
  const answers = JSON.parse(ticket.answers) as Record<string, unknown>;
  const left = Object.fromEntries(Object.entries(answers).filter(([key]) => !WHO.includes(key)));
  const hide = (words: string) => withoutWords(words, [phone, name]);
  await tx.db
    .updateTable('ticket')
    .set({
      contact_name: null,
      contact_phone: null,
      answers: hide(JSON.stringify(left)),
      summary: hide(ticket.summary),
    })
    .where('id', '=', id)
    .execute();
  const events = await tx.db.selectFrom('ticket_event').select(['seq', 'detail']).where('ticket_id', '=', id).execute();
  for (const { seq, detail } of events) {
    const hidden = hide(detail);
    if (hidden === detail) continue;
    await tx.db
      .updateTable('ticket_event')
      .set({ detail: hidden })
      .where('ticket_id', '=', id)
      .where('seq', '=', seq)
      .execute();
  }
}

/** A name of one character is a word of the language and stays where it stands. */
function withoutWords(text: string, words: (string | null)[]): string {
  return words.reduce<string>((left, one) => (one && one.length > 1 ? left.replaceAll(one, HIDDEN) : left), text);
}
