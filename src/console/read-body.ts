import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { badRequest, Refusal } from './refusal.ts';

/** The longest body the console sends, in bytes. */
const MOST = 64 * 1024;

/** Whether anything is sent along with the head of a request. */
export function hasBody(req: IncomingMessage): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a JSON body and checks its shape.
 * @throws Refusal 413 beyond 64 KiB; 400 when it is not JSON or not of that shape, with the field
 */
export async function readJson<T>(req: IncomingMessage, shape: z.ZodType<T>): Promise<T> {
  return check(parse((await readBytes(req, MOST)).toString('utf8')), shape);
}

/** Checks a value from outside. @throws Refusal 400 with the field */
export function check<T>(value: unknown, shape: z.ZodType<T>): T {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.');
  throw badRequest(field ? `"${field}" is missing or cannot be used.` : 'This cannot be used.', field);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The body is not JSON.');
  }
}

/** Reads a body as it is. @throws Refusal 413 beyond `most` bytes; 400 when it breaks off */
export async function readBytes(req: IncomingMessage, most: number): Promise<Buffer> {
  const tooLong = () => new Refusal(413, 'bad-request', `The body may have at most ${most} bytes.`);
  if (Number(req.headers['content-length'] ?? 0) > most) throw tooLong();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else reject(tooLong());
    });
    req.on('end', () => resolve(Buffer.concat(chunks)));
    req.on('error', () => reject(badRequest('The body broke off.')));
    req.on('close', () => reject(badRequest('The body broke off.')));
  });
}
