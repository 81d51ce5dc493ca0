import { contentDisposition } from '#src/files/file-names.ts';
import type { Call } from './call.ts';
import { DirectLineError, forbidden } from './errors.ts';

const SHOWN_IN_PLACE = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** GET conversations/:id/files/:fileId?t=: the link itself is the permission, since an <img> sends no token. */
export async function getFile({ service, res, params, query }: Call): Promise<void> {
  const { conversationId = '', fileId = '' } = params;
  const link = await service.tokens.verifyFileLink(query.get('t') ?? '');
  if (link.conversationId !== conversationId || link.fileId !== fileId)
    throw forbidden('The link is for another file.');
  const file = await service.log.file(conversationId, fileId);
  if (!file) throw new DirectLineError(404, 'FileNotFound', 'There is no such file.');
  const inPlace = SHOWN_IN_PLACE.has(file.contentType);
  res.writeHead(200, {
    'Content-Type': file.contentType || 'application/octet-stream',
    'Content-Length': file.bytes.byteLength,
    'Content-Disposition': contentDisposition(inPlace ? 'inline' : 'attachment', file.name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'private, max-age=3600',
  });
  res.end(file.bytes);
}
