import type { StaffCall } from '#console/call.ts';
import { forbidden, notFound } from '#console/refusal.ts';
import { findOfficeConversation, findOfficeFile } from '#records/transcripts/reading.ts';
import { demandReadable } from './confidential.ts';
import { maySeeFile } from './may-see-file.ts';

/** Pictures of dots only: shown in place. Everything else, SVG first of all, can carry script and is saved instead. */
const SHOWN_IN_PLACE = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** GET conversations/:id/files/:file: the browser asks again each time, so that a signed-out machine shows nothing. */
export async function sendFile(call: StaffCall): Promise<void> {
  const { desk, me, params, req, res } = call;
  const { id = '', file = '' } = params;
  const conversation = await findOfficeConversation(desk.storage.db, me.estates, id);
  demandReadable(me.role, conversation);
  const found = await findOfficeFile(desk.storage.db, me.estates, { conversationId: id, id: file });
  if (!found) throw notFound();
  if (!(await maySeeFile(call, conversation, file))) throw forbidden('Files are hidden here as names and phones are.');
  const etag = `"${encodeURIComponent(found.id)}"`;
  const inPlace = SHOWN_IN_PLACE.has(found.contentType);
  const headers = {
    'Cache-Control': 'private, no-cache',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Disposition': `${inPlace ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(found.name)}`,
  };
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304, headers);
    res.end();
    return;
  }
  const contentType =
    inPlace || found.contentType === 'application/pdf' ? found.contentType : 'application/octet-stream';
  res.writeHead(200, { ...headers, 'Content-Type': contentType, 'Content-Length': found.bytes.byteLength });
  res.end(found.bytes);
}

/** As RFC 8187 wants it: everything but plain letters and digits in percent signs. */
function encodeName(name: string): string {
  const signs = name.toWellFormed().replace(/\p{C}/gu, '');
  return encodeURIComponent(signs).replace(/['()*!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
