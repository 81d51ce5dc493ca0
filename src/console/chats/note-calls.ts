import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { mayRead } from '#console/cases/confidential.ts';
import { may } from '#console/policy.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { addChatNote, colleaguesAt, seeMentions, unseenMentions } from '#records/handoffs/chat-notes.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { OfficeConversation } from '#records/transcripts/reading.ts';
import type { Colleagues, Mentions } from './clerk-api.ts';
import { findReadable } from './find-chat.ts';

const MOST_MENTIONS = 10;

const noteRequest = z.object({
  text: z.string().trim().min(1).max(2000),
  mentions: z.array(z.string().max(100)).max(MOST_MENTIONS),
  clientId: z.string().min(1).max(100),
});

/** POST conversations/:id/notes: for the office alone, whoever holds the chat. */
export async function addNote(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const chat = await findReadable(call);
  const note = await readJson(call.req, noteRequest);
  const named = await whoCanRead(call, chat);
  if (note.mentions.some((id) => !named.some((one) => one.id === id)))
    throw badRequest('Somebody named may not read this conversation.', 'mentions');
  await desk.storage.transact(async (tx) => {
    const wish = { ...note, conversationId: chat.id, estateId: chat.estate_id };
    const placed = await addChatNote(tx, wish, { id: me.id, name: me.displayName }, desk.clock);
    if (!placed) return;
    const entry = { actor: actorOf(me), subject: `conversation:${chat.id}`, estateId: chat.estate_id };
    const detail = { seq: placed.seq, named: note.mentions.length };
    await writeAudit(tx, { ...entry, action: 'chat.note', detail }, desk.clock.now());
  });
}

/** GET conversations/:id/colleagues */
export async function showColleagues(call: StaffCall): Promise<Colleagues> {
  const chat = await findReadable(call);
  const all = await whoCanRead(call, chat);
  return { colleagues: all.filter(({ id }) => id !== call.me.id).map(({ id, name }) => ({ id, name })) };
}

async function whoCanRead({ desk }: StaffCall, chat: OfficeConversation) {
  const all = await colleaguesAt(desk.storage.db, chat.estate_id);
  return all.filter(({ role }) => may(role, 'read-chats') && mayRead(role, chat));
}

/** GET mentions */
export async function showMentions({ desk, me }: StaffCall): Promise<Mentions> {
  const rows = await unseenMentions(desk.storage.db, me.estates, me.id);
  return {
    mentions: rows.map((row) => ({
      conversationId: row.conversation_id,
      seq: row.seq,
      at: row.at,
      by: row.by_name,
      text: row.text ?? '',
      residentName: row.resident_name,
    })),
  };
}

/** POST conversations/:id/mentions-seen */
export async function markMentionsSeen(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const chat = await findReadable(call);
  const seen = { conversationId: chat.id, estateId: chat.estate_id, staffId: me.id };
  await desk.storage.transact((tx) => seeMentions(tx, seen, desk.clock.now()));
}
