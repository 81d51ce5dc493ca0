import { takeOffAgenda } from '#records/agenda.ts';
import { changeCase } from '#records/cases/change-case.ts';
import type { Tx } from '#storage/storage.ts';
import { callOnAgenda, findPage, notePage, tellOfPage, URGENT_REPAIR } from './pages.ts';

/** Who accepts a page and how; `staffId` when they are signed in. */
export interface Acceptor {
  name: string;
  staffId?: string;
  via: 'console' | 'chat' | 'link';
}

/** Whether this one accepted, or who was first; undefined when there is no such page. */
export type AcceptResult = { accepted: true } | { accepted: false; by: { name: string; staffId: string | null } };

/** Somebody takes a page: one of any number who try. Calling ends, the case is attended, the resident hears of it. */
export async function acceptPage(tx: Tx, id: string, by: Acceptor, now: number): Promise<AcceptResult | undefined> {
  const page = await tx.db
    .updateTable('duty_page')
    .set({
      state: 'accepted',
      accepted_at: now,
      accepted_by: by.staffId ?? null,
      accepted_name: by.name,
      updated_at: now,
    })
    .where('id', '=', id)
    .where('state', '<>', 'accepted')
    .returningAll()
    .executeTakeFirst();
  if (!page) {
    const first = await findPage(tx.db, id);
    return first && { accepted: false, by: { name: first.accepted_name ?? '', staffId: first.accepted_by } };
  }
  await takeOffAgenda(tx, callOnAgenda(page), now);
  const actor = by.staffId ? `staff:${by.staffId}` : by.name;
  await notePage(tx, page, { kind: 'page-accepted', detail: { by: by.name, via: by.via }, actor }, now);
  const state = page.kind === URGENT_REPAIR ? 'dispatched' : 'attended';
  await changeCase(tx, { ticketId: page.ticket_id, state, actor, why: 'page-accepted' }, now);
  await tellOfPage(tx, page, 'page.accepted', {}, now);
  return { accepted: true };
}

/** Whoever takes a chat has taken the pages of its emergencies with it. */
export async function acceptPagesOfChat(
  tx: Tx,
  conversationId: string,
  clerk: { id: string; name: string },
  now: number,
): Promise<void> {
  const open = await tx.db
    .selectFrom('duty_page')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('state', '<>', 'accepted')
    .execute();
  for (const { id } of open) await acceptPage(tx, id, { name: clerk.name, staffId: clerk.id, via: 'chat' }, now);
}
