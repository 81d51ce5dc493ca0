import type { IncomingMessage } from 'node:http';
import { AzureError, badRequest } from './errors.ts';

/** The longest activity taken, in bytes; the largest channels stop at 256 KB themselves. */
const MOST = 256 * 1024;

/** The JSON body of a call. @throws AzureError 413 beyond 256 KiB, 400 when it is not JSON */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const text = await readText(req);
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The body is not JSON.');
  }
}

function readText(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new AzureError(413, 'too-large', `The body may have at most ${MOST} bytes.`));
    if (Number(req.headers['content-length']) > MOST) return refuse();
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST) chunks.push(chunk);
      else refuse();
    });
    req.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    req.on('error', () => reject(badRequest('The body broke off.')));
    req.on('close', () => reject(badRequest('The body broke off.')));
  });
}
