import type { StaffCall } from '#console/call.ts';
import { readBytes } from '#console/read-body.ts';
import { badRequest, Refusal } from '#console/refusal.ts';
import type { NewAttachment } from '#records/attachments.ts';
import { type CheckedFile, checkFile, FileRefusal } from '#src/files/check-file.ts';
import { cleanFileName, fileNameOf } from '#src/files/file-names.ts';
import { sendToChat } from './chat-calls.ts';
import { findOwnChat } from './find-chat.ts';

/** Bytes and pixels of a photo: as much as residents may send. */
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_PIXELS = 40_000_000;

/** POST conversations/:id/files?clientId=: the body is one photo, its name in `content-disposition`. */
export async function sendPhoto(call: StaffCall): Promise<{ seq: number }> {
  // Before ten megabytes are read.
  await findOwnChat(call);
  const clientId = call.query.get('clientId') ?? '';
  if (!/^.{1,100}$/su.test(clientId)) throw badRequest('"clientId" is missing or cannot be used.', 'clientId');
  const bytes = await readBytes(call.req, MOST_BYTES);
  const { extension, ...photo } = await check(bytes);
  const name = cleanFileName(fileNameOf(call.req.headers['content-disposition'] ?? ''), extension);
  const file: NewAttachment = { ...photo, id: call.desk.clock.id(), name };
  return sendToChat(call, { clientId, files: [file] });
}

/** Photos only: not every channel of a resident shows anything else. */
async function check(bytes: Uint8Array): Promise<CheckedFile> {
  const notTaken = new Refusal(415, 'file-refused', 'Only JPEG, PNG, WebP and GIF images that can be read are taken.');
  try {
    const file = await checkFile(bytes, MOST_PIXELS);
    if (!file.contentType.startsWith('image/')) throw notTaken;
    return file;
  } catch (error) {
    throw error instanceof FileRefusal ? notTaken : error;
  }
}
