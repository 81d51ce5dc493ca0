import type { StaffCall } from '#console/call.ts';
import { readLateChats, type WaitingTooLong } from '#records/handoffs/late-chats.ts';
import { isAboutClerk, readAvoid } from '#records/handoffs/rules.ts';
import { readPost } from '#records/staff/posts.ts';
import type { LateChat, LateChats } from './handoff-api.ts';

/** GET queue/late */
export async function showLateChats({ desk, me }: StaffCall): Promise<LateChats> {
  const { reader } = desk.storage;
  const clerk = { id: me.id, post: await readPost(reader, me.id) };
  const rows = await readLateChats(reader, me.estates);
  return { chats: rows.filter(({ avoid }) => !isAboutClerk({ avoid: readAvoid(avoid) }, clerk)).map(toLateChat) };
}

function toLateChat({
  conversation_id,
  estate_id,
  which,
  requested_at,
  accepted_at,
  holder,
}: WaitingTooLong): LateChat {
  const since = which === 'claim' ? requested_at : (accepted_at ?? requested_at);
  return {
    conversationId: conversation_id,
    estateId: estate_id,
    which,
    since,
    holder: which === 'reply' ? holder : null,
  };
}
