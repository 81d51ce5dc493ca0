import { type AccessToken, withToken } from './access-token.ts';
import { callJson, readAnswer, urlOf } from './api.ts';
import { callOnce } from './call-once.ts';
import type { WechatDoor } from './door.ts';

/** Most bytes of a photo or voice message. */
const MOST = 10 * 1024 * 1024;
/** Where the platform keeps residents' photos; nothing is ever fetched from another host. */
const PHOTO_HOST = /^([a-z0-9-]+\.)*qpic\.cn$/;

/** A file that a resident sent: its id at the platform, and for photos also an address. */
export interface MediaSource {
  mediaId: string;
  picUrl?: string;
}

/** Fetches a resident's file from the platform; photos from its photo host when the API cannot be used. */
export async function fetchMedia(
  { settings }: Pick<WechatDoor, 'settings'>,
  tokens: AccessToken,
  { mediaId, picUrl }: MediaSource,
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    return await withToken(tokens, async (token) => {
      const path = `/cgi-bin/media/get?media_id=${encodeURIComponent(mediaId)}`;
      const answer = await callOnce(
        { url: urlOf(settings.apiBase, path, token), method: 'GET' },
        { mostBytes: MOST, signal },
      );
      if (answer.status !== 200 || /json|text\/plain/.test(answer.contentType)) readAnswer(answer);
      return answer.body;
    });
  } catch (error) {
    const url = picUrl === undefined ? undefined : photoAddress(picUrl);
    if (!url || signal.aborted) throw error;
    const answer = await callOnce({ url, method: 'GET' }, { mostBytes: MOST, signal });
    if (answer.status !== 200) throw error;
    return answer.body;
  }
}

/** Uploads a photo for three days; its id there. */
export async function uploadPhoto(
  { settings }: Pick<WechatDoor, 'settings'>,
  token: string,
  photo: { bytes: Uint8Array; contentType: string },
  signal: AbortSignal,
): Promise<string> {
  const form = new FormData();
  const name = photo.contentType === 'image/png' ? 'photo.png' : 'photo.jpg';
  form.append('media', new Blob([new Uint8Array(photo.bytes)], { type: photo.contentType }), name);
  const wrapped = new Response(form);
  const url = urlOf(settings.apiBase, '/cgi-bin/media/upload?type=image', token);
  const body = new Uint8Array(await wrapped.arrayBuffer());
  const contentType = wrapped.headers.get('content-type') ?? '';
  const { media_id: mediaId } = await callJson({ url, method: 'POST', body, contentType }, signal);
  if (typeof mediaId !== 'string') throw new Error('The platform gave no media id.');
  return mediaId;
}

/** The address of a photo, over TLS; undefined for any other host. */
function photoAddress(picUrl: string): string | undefined {
  const url = URL.parse(picUrl);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.port || !PHOTO_HOST.test(url.hostname))
    return undefined;
  url.protocol = 'https:';
  return url.href;
}
