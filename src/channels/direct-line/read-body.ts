import type { IncomingMessage } from 'node:http';
import { badArgument, tooLarge } from './errors.ts';

/**
 * The whole body, or 413 as soon as it is known to be longer than `most` bytes. The rest of a refused body is thrown
 * away by Node after the answer, so that the client reads the 413 and not a broken connection.
 */
export function readBody(req: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(tooLarge(`The body may have at most ${most} bytes.`));
    if (Number(req.headers['content-length']) > most) return refuse();
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else refuse();
    });
    req.on('end', () => resolve(Buffer.concat(chunks, size <= most ? size : 0)));
    req.on('close', () => {
      if (!req.complete) reject(badArgument('The body broke off.'));
    });
    // The close that follows tells; without a listener the error itself would end the process.
    req.on('error', () => {});
  });
}

/** A JSON object; an empty body is an empty object where that is allowed. */
export async function readJson(
  req: IncomingMessage,
  most: number,
  rule: { optional?: boolean } = {},
): Promise<Record<string, unknown>> {
  const body = await readBody(req, most);
  if (rule.optional && body.length === 0) return {};
  return parseObject(body.toString('utf8'));
}

/** Rejects what is not JSON, and JSON that is not an object, without quoting it. */
export function parseObject(text: string): Record<string, unknown> {
  const value = parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw badArgument('The body must be a JSON object.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badArgument('The body is not valid JSON.');
  }
}
