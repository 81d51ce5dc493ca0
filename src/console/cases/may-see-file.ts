import type { StaffCall } from '#console/call.ts';
import { may } from '#console/policy.ts';
import { maskFor } from '#console/transcripts/masking.ts';
import { confidenceOfFile, isOfficeFile } from '#records/transcripts/file-place.ts';
import type { findOfficeConversation } from '#records/transcripts/reading.ts';
import { mayOpen } from './confidential.ts';

/**
 * Whether this reader sees a file of a conversation. What the office sent, they do; what the resident sent, only where names and phones
 * are open to them, or as part of a case or letter that they work on.
 */
export async function maySeeFile(
  call: StaffCall,
  conversation: NonNullable<Awaited<ReturnType<typeof findOfficeConversation>>>,
  fileId: string,
): Promise<boolean> {
  const { role } = call.me;
  if (!(await maskFor(call, conversation)).hides) return true;
  const { reader } = call.desk.storage;
  const place = { conversationId: conversation.id, estateId: conversation.estate_id, fileId };
  const sentBy = await isOfficeFile(reader, place);
  if (sentBy === 'staff' || (sentBy === 'entry' && may(role, 'take-calls'))) return true;
  if (!may(role, 'read-tickets')) return false;
  const cases = await confidenceOfFile(reader, place);
  return cases.some((confidential) => mayOpen(role, confidential));
}
