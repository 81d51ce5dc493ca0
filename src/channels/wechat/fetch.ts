import { append } from '#records/activities.ts';
import { keepAttachments, type NewAttachment } from '#records/attachments.ts';
import { findConversation } from '#records/conversations.ts';
import { FILE_LINK } from '#records/transcripts/transcript.ts';
import { checkPhoto, soundTypeOf } from '#src/files/photo.ts';
import type { OutboxRow } from '#storage/schema.ts';
import type { AccessToken } from './access-token.ts';
import { declined } from './declined.ts';
import type { WechatDoor } from './door.ts';
import { ApiRefusal } from './error-codes.ts';
import type { Decline } from './meaning.ts';
import { fetchMedia, type MediaSource } from './media.ts';

/** A resident waits for their answer meanwhile, so a file that does not come at once (milliseconds) is fetched afterwards. */
const AT_ONCE = 1500;

/** A file to be fetched later under an id that the log knows already: body of outbox rows `wechat-fetch`. */
export interface FetchLater extends MediaSource {
  fileId: string;
  kind: 'photo' | 'voice';
}

/** What became of a resident's photo or voice message. */
export interface Fetched {
  /** As it stands in the log. */
  attachment: { contentType: string; name: string; contentUrl?: string };
  file?: NewAttachment;
  later?: FetchLater;
  decline?: Decline;
}

/** Fetches a photo or voice message if it comes quickly; otherwise it is noted for later. */
export async function fetchFor(
  door: WechatDoor,
  tokens: AccessToken,
  { kind, media }: { kind: 'photo' | 'voice'; media: MediaSource },
): Promise<Fetched> {
  const fileId = door.clock.id();
  const decline = kind === 'voice' ? 'wechat:voiceNotHeard' : undefined;
  try {
    const bytes = await fetchMedia(door, tokens, media, AbortSignal.timeout(AT_ONCE));
    const file = await checked(kind, fileId, bytes);
    if (!file) return { attachment: nameless(kind), decline: decline ?? 'wechat:photoNotRead' };
    return { attachment: linkTo(file), file, decline };
  } catch {
    return { attachment: linkTo(assumed(kind, fileId)), later: { ...media, fileId, kind }, decline };
  }
}

/** Sends nothing: fetches what could not be fetched at once. Throwing means: try again later. */
export function createFetchHandler(door: WechatDoor, tokens: AccessToken) {
  return async (row: OutboxRow, { signal }: { signal: AbortSignal }): Promise<'sent' | { dead: string }> => {
    const { conversationId, fileId, kind, ...media } = JSON.parse(row.body) as FetchLater & { conversationId: string };
    let file: NewAttachment | undefined;
    try {
      file = await checked(kind, fileId, await fetchMedia(door, tokens, media, signal));
    } catch (error) {
      const passed = error instanceof ApiRefusal && error.remedy === 'media';
      if (!passed) throw error;
    }
    await door.storage.transact(async (tx) => {
      const conversation = await findConversation(tx.db, conversationId);
      if (!conversation) return;
      const now = door.clock.now();
      if (file) return keepAttachments(tx, { id: conversationId, estateId: conversation.estate_id }, [file], now);
      const locale = conversation.locale === 'en' ? 'en' : 'zh-CN';
      const text = declined(door, 'wechat:photoNotRead', { locale, estateId: conversation.estate_id });
      if (kind === 'photo')
        await append(tx, conversationId, [{ type: 'message', role: 'desk', fromId: 'desk', text }], now);
    });
    return 'sent';
  };
}

async function checked(kind: 'photo' | 'voice', id: string, bytes: Uint8Array): Promise<NewAttachment | undefined> {
  if (kind === 'photo') {
    const photo = await checkPhoto(bytes);
    return photo && { id, name: `photo.${photo.extension}`, contentType: photo.contentType, bytes: photo.bytes };
  }
  const contentType = await soundTypeOf(bytes);
  return contentType && { id, name: `voice.${contentType.slice(6)}`, contentType, bytes };
}

function assumed(kind: 'photo' | 'voice', id: string) {
  const [contentType, name] = kind === 'photo' ? ['image/jpeg', 'photo.jpg'] : ['audio/amr', 'voice.amr'];
  return { id, contentType: contentType ?? '', name: name ?? '' };
}

function linkTo({ id, contentType, name }: Pick<NewAttachment, 'id' | 'contentType' | 'name'>): Fetched['attachment'] {
  return { contentType, name, contentUrl: FILE_LINK + id };
}

function nameless(kind: 'photo' | 'voice'): Fetched['attachment'] {
  return { contentType: 'application/octet-stream', name: kind };
}
