import { findAttachment } from '#records/attachments.ts';
import { findConversation } from '#records/conversations.ts';
import { photoWithin } from '#src/files/photo.ts';
import { withToken } from './access-token.ts';
import { postJson } from './api.ts';
import { ApiRefusal, NoAnswer, NotReached } from './error-codes.ts';
import type { PhotoLink } from './letters.ts';
import { uploadPhoto } from './media.ts';
import type { Sender } from './sender.ts';

/** The platform takes photos of 2 MB. */
const TAKEN = { longestSide: 2000, mostBytes: 2_000_000 };

/** What stands in one bubble. */
export type Bubble =
  | { kind: 'words'; words: string; byDesk: boolean }
  | { kind: 'photo'; photo: PhotoLink; mediaId?: string };

/** There is nobody, or nothing, to send any more. */
export class NothingToSend extends Error {}

/** Sends one bubble by itself. @throws ApiRefusal, NotReached (surely not sent), NoAnswer (nobody knows), NothingToSend */
export async function postBubble(
  sender: Sender,
  { conversationId, bubble, signal }: { conversationId: string; bubble: Bubble; signal: AbortSignal },
): Promise<void> {
  const { door, tokens } = sender;
  const conversation = await findConversation(door.storage.db, conversationId);
  if (!conversation) throw new NothingToSend('There is nobody to send to.');
  const message = await before(() =>
    bubble.kind === 'words' ? words(sender, bubble) : photo(sender, { conversationId, bubble, signal }),
  );
  const body = { touser: conversation.user_id, ...message };
  const token = await before(() => tokens.get());
  const send = (current: string) =>
    postJson(door.settings.apiBase, '/cgi-bin/message/custom/send', { token: current, body, signal });
  try {
    await send(token);
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.remedy !== 'token') throw error;
    const other = await before(() => tokens.insteadOf(token));
    await send(other);
  }
}

/** Until the message itself is on its way, a missing answer loses nothing. */
async function before<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoAnswer) throw new NotReached(error.message);
    throw error;
  }
}

function words({ door }: Sender, { words: content, byDesk }: Extract<Bubble, { kind: 'words' }>): object {
  const label = door.settings.aiLabel && byDesk ? { aimsgcontext: { is_ai_msg: 1 } } : {};
  return { msgtype: 'text', text: { content }, ...label };
}

async function photo(
  { door, tokens }: Sender,
  {
    conversationId,
    bubble,
    signal,
  }: { conversationId: string; bubble: Extract<Bubble, { kind: 'photo' }>; signal: AbortSignal },
): Promise<object> {
  const file = await findAttachment(door.storage.db, conversationId, bubble.photo.fileId);
  const ready = file && (await photoWithin(file.bytes, TAKEN));
  if (!ready) throw new NothingToSend('The photo cannot be read.');
  const mediaId = await withToken(tokens, (token) => uploadPhoto(door, token, ready, signal));
  return { msgtype: 'image', image: { media_id: mediaId } };
}
