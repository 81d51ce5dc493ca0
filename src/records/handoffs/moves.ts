import { append } from '#records/activities.ts';
import type { Clock } from '#records/clock.ts';
import { tellDesk } from '#records/desk-events.ts';
import type { Tx } from '#storage/storage.ts';
import { appendStatus, type Chat, type HandoffStatus, type Holder, newHandoff } from './handoffs.ts';
import { lookAtLimits, watchLimits } from './limits.ts';

/** Name of the event that a chat is back in the queue, by which the resident hears of it once. */
export const REQUEUED = 'handoff.requeued';

/** Takes a chat from the bot without waiting for the resident to ask; false when the bot does not have it. */
export async function pullChat(tx: Tx, chat: Chat, clerk: Holder, clock: Clock): Promise<boolean> {
  const moved = await tx.db
    .updateTable('conversation')
    .set({ owner: 'staff', owner_staff_id: clerk.id })
    .where('id', '=', chat.conversationId)
    .where('estate_id', '=', chat.estateId)
    .where('owner', '=', 'bot')
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  const now = clock.now();
  const id = clock.id();
  const row = newHandoff({ ...chat, reason: 'staff', level: 'ordinary' }, { id, now });
  await tx.db
    .insertInto('handoff')
    .values({ ...row, state: 'accepted', accepted_at: now, staff_id: clerk.id })
    .execute();
  await appendStatus(tx, chat.conversationId, clerk, { state: 'accepted', message: 'pulled' }, now);
  await watchLimits(tx, { estateId: chat.estateId, handoffId: id }, clock);
  tx.announce({ about: 'queue', estateId: chat.estateId });
  return true;
}

/** Gives a chat from the hands of one member of staff into those of another; false when `from` does not hold it. */
export async function passChat(
  tx: Tx,
  chat: Chat,
  { from, to, ...status }: { from: Holder; to: Holder } & Pick<HandoffStatus, 'message' | 'by' | 'note'>,
  now: number,
): Promise<boolean> {
  const moved = await tx.db
    .updateTable('conversation')
    .set({ owner_staff_id: to.id })
    .where('id', '=', chat.conversationId)
    .where('estate_id', '=', chat.estateId)
    .where('owner', '=', 'staff')
    .where('owner_staff_id', '=', from.id)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  await tx.db
    .updateTable('handoff')
    .set({ staff_id: to.id, first_reply_at: null, note: status.note ?? null })
    .where('conversation_id', '=', chat.conversationId)
    .where('state', '=', 'accepted')
    .execute();
  await appendStatus(tx, chat.conversationId, to, { state: 'accepted', ...status }, now);
  await lookAtLimits(tx, chat, now);
  tx.announce({ about: 'queue', estateId: chat.estateId });
  return true;
}

/** Why a chat goes back to the queue: its clerk has vanished, or has passed it on to a desk with a note. */
export type Requeue =
  | { why: 'vanished' }
  | { why: 'transferred'; desk: string; name: { zh: string; en: string }; note: string };

/**
 * Puts a chat back into the queue, where the resident keeps the place of when they began to wait; false when `from` does not
 * hold it, so that of many who try one does it and the resident hears of it once.
 */
export async function requeueChat(
  tx: Tx,
  chat: Chat,
  { from, ...requeue }: { from: Holder } & Requeue,
  now: number,
): Promise<boolean> {
  const moved = await tx.db
    .updateTable('conversation')
    .set({ owner: 'queue', owner_staff_id: null })
    .where('id', '=', chat.conversationId)
    .where('estate_id', '=', chat.estateId)
    .where('owner', '=', 'staff')
    .where('owner_staff_id', '=', from.id)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  await tx.db
    .updateTable('handoff')
    .set({
      state: 'waiting',
      staff_id: null,
      accepted_at: null,
      first_reply_at: null,
      told: null,
      ahead: null,
      ...(requeue.why === 'transferred' && { desk: requeue.desk, note: requeue.note }),
    })
    .where('conversation_id', '=', chat.conversationId)
    .where('state', '=', 'accepted')
    .execute();
  const value = { ...requeue, by: from.name };
  await tellDesk(tx, { conversationId: chat.conversationId, name: REQUEUED, value }, now);
  await lookAtLimits(tx, chat, now);
  tx.announce({ about: 'queue', estateId: chat.estateId });
  return true;
}

/** Name of the event by which a clerk answers a question of the form that is open with the bot; its text is the answer. */
export const FORM_ANSWER = 'form.answer';

/** Hands the bot an answer that a clerk learned: it is read in its turn, as the resident's own would be. */
export async function appendAnswer(
  tx: Tx,
  { conversationId }: Chat,
  { key, text, clerk }: { key: string; text: string; clerk: Holder },
  now: number,
): Promise<void> {
  const from = { role: 'system', fromId: clerk.id, fromName: clerk.name } as const;
  const body = { name: FORM_ANSWER, value: { key } };
  await append(tx, conversationId, [{ type: 'event', ...from, visibility: 'staff', text, body, inbound: true }], now);
}
