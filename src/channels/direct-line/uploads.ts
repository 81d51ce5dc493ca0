import { randomUUID } from 'node:crypto';
import { type CheckedFile, checkFile, FileRefusal } from '#src/files/check-file.ts';
import { cleanFileName } from '#src/files/file-names.ts';
import { authorize, openConversation } from './authorize.ts';
import { answer, type Call } from './call.ts';
import { FILE_SCHEME, type StoredFile } from './conversation-log.ts';
import { DirectLineError } from './errors.ts';
import { readUpload, type SentFile } from './read-upload.ts';
import { receive } from './receive.ts';
import type { Service } from './service.ts';

/** POST conversations/:id/upload: files, and perhaps words, as one message. All files are kept or none. */
export async function upload({ service, req, res, params, query }: Call): Promise<void> {
  const caller = await authorize(service, req);
  const conversationId = params.conversationId ?? '';
  await openConversation(service, caller, conversationId);
  const sent = await readUpload(req, service.limits);
  const files: StoredFile[] = [];
  for (const file of sent.files) files.push(await keep(service, file));
  const body = { type: 'message', ...sent.activity, attachments: files.map(toAttachment) };
  const userId = query.get('userId');
  answer(res, 200, { id: await receive(service, { caller, conversationId, body, files, userId }) });
}

async function keep(service: Service, sent: SentFile): Promise<StoredFile> {
  const id = randomUUID();
  if (service.acceptAnyFile) return { ...sent, id, name: cleanFileName(sent.name, '') };
  const { extension, ...checked } = await check(sent.bytes, service.limits.imagePixels);
  return { ...checked, id, name: cleanFileName(sent.name, extension) };
}

/** Rejects with 415, 413 (more pixels than allowed) or 400 (damaged). */
async function check(bytes: Uint8Array, mostPixels: number): Promise<CheckedFile> {
  try {
    return await checkFile(bytes, mostPixels);
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    if (error.fault === 'damaged') throw new DirectLineError(400, 'FileDamaged', 'The image cannot be read.');
    if (error.fault === 'pixels') throw new DirectLineError(413, 'ImageTooLarge', `At most ${mostPixels} pixels.`);
    const heic = error.fault === 'heic';
    const code = heic ? 'HeicNotSupported' : 'FileTypeNotSupported';
    const words = heic
      ? 'HEIC photos cannot be read here. Please send the photo as JPEG.'
      : 'Only JPEG, PNG, WebP and GIF images and PDF are accepted.';
    throw new DirectLineError(415, code, words);
  }
}

function toAttachment({ id, name, contentType }: StoredFile) {
  return { contentType, contentUrl: FILE_SCHEME + id, name };
}
