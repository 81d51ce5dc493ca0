/** An answer as far as it matters here; `json` is empty for anything that is no JSON object. */
export interface PostAnswer {
  status: number;
  json: Record<string, unknown>;
}

/** For one try (milliseconds). */
const TIME_LIMIT = 8000;
/** Longer answers are no robot's. */
const MOST_BYTES = 64 * 1024;

/** Nobody knows whether the message arrived, or it surely did not. Says nothing of the address. */
export class NotPosted extends Error {}

/**
 * Posts JSON once and reads the answer. Redirects are not followed: the message and the key in the address are for one receiver.
 * @throws NotPosted when there was no whole answer in time
 */
export async function postOnce(
  { url, body, headers = {} }: { url: string; body: string; headers?: Record<string, string> },
  { signal, timeLimit = TIME_LIMIT }: { signal: AbortSignal; timeLimit?: number },
): Promise<PostAnswer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeLimit)]),
    });
    return { status: answer.status, json: parse(await readSome(answer)) };
  } catch {
    throw new NotPosted('No answer.');
  }
}

async function readSome(answer: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.length;
    if (size > MOST_BYTES) return '';
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
