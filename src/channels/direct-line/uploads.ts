import { randomUUID } from 'node:crypto';
import { authorize, openConversation } from './authorize.ts';
import { answer, type Call } from './call.ts';
import { checkFile } from './check-file.ts';
import { FILE_SCHEME, type StoredFile } from './conversation-log.ts';
import { cleanFileName } from './file-names.ts';
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
  const { extension, ...checked } = await checkFile(sent.bytes, service.limits.imagePixels);
  return { ...checked, id, name: cleanFileName(sent.name, extension) };
}

function toAttachment({ id, name, contentType }: StoredFile) {
  return { contentType, contentUrl: FILE_SCHEME + id, name };
}
