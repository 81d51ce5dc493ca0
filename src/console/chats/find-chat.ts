import type { StaffCall } from '#console/call.ts';
import { demandReadable } from '#console/cases/confidential.ts';
import { notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { type Chat, findHolder, type Holder } from '#records/handoffs/handoffs.ts';
import { findOfficeConversation, type OfficeConversation } from '#records/transcripts/reading.ts';

/** The conversation that the call names, of an estate of mine. @throws Refusal 404 */
export async function findReadable({
  desk,
  me,
  params,
}: StaffCall): Promise<OfficeConversation & { state: string; resident_id: string | null }> {
  const row = await findOfficeConversation(desk.storage.db, me.estates, params.id ?? '');
  demandReadable(me.role, row);
  return row;
}

export type { Chat };

/** The chat that the call names. @throws Refusal 404 */
export async function findChat({ desk, me, params }: StaffCall): Promise<Chat> {
  const found = await findOfficeConversation(desk.storage.db, me.estates, params.id ?? '');
  if (!found) throw notFound();
  return { conversationId: found.id, estateId: found.estate_id };
}

/** The chat that the call names. @throws Refusal 404; 409 when the caller does not hold it */
export async function findOwnChat(call: StaffCall): Promise<Chat> {
  const chat = await findChat(call);
  const holder = await findHolder(call.desk.storage.db, chat);
  if (holder?.id !== call.me.id) throw await notYours(call, chat);
  return chat;
}

/** 409, with the name of whoever does hold the chat. */
export async function notYours({ desk }: StaffCall, chat: Chat): Promise<Refusal> {
  const holder = await findHolder(desk.storage.db, chat);
  return new Refusal(409, 'not-yours', 'You do not hold this chat.', holder ? { holder: holder.name } : {});
}

/** The caller as the log names them. */
export function clerkOf({ me }: StaffCall): Holder {
  return { id: me.id, name: me.displayName };
}

/** What the audit says of a call about a chat. */
export function about({ me }: StaffCall, chat: Chat): { actor: string; subject: string; estateId: string } {
  return { actor: actorOf(me), subject: `conversation:${chat.conversationId}`, estateId: chat.estateId };
}
