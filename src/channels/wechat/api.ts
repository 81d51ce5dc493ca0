import { type ApiAnswer, type ApiRequest, callOnce } from './call-once.ts';
import { ApiRefusal, NoAnswer, NotReached } from './error-codes.ts';

const MOST_JSON = 1024 * 1024;
/** The front of the platform turned the request away before anything was done. */
const TURNED_AWAY = new Set([429, 503]);

/** Posts JSON to the API and reads its answer. `path` has no token in it. @throws ApiRefusal, NotReached, NoAnswer */
export function postJson(
  base: string,
  path: string,
  { token, body, signal }: { token?: string; body: object; signal?: AbortSignal },
): Promise<Record<string, unknown>> {
  const request = {
    url: urlOf(base, path, token),
    method: 'POST' as const,
    body: JSON.stringify(body),
    contentType: 'application/json',
  };
  return callJson(request, signal);
}

/** Gets JSON from the API. @throws ApiRefusal, NotReached, NoAnswer */
export function getJson(base: string, path: string, token: string): Promise<Record<string, unknown>> {
  return callJson({ url: urlOf(base, path, token), method: 'GET' });
}

/** Makes one call whose answer is JSON. @throws ApiRefusal, NotReached, NoAnswer */
export async function callJson(request: ApiRequest, signal?: AbortSignal): Promise<Record<string, unknown>> {
  return readAnswer(await callOnce(request, { mostBytes: MOST_JSON, signal }));
}

/** An answer as JSON; errors come with status 200 and a code. @throws ApiRefusal, NotReached, NoAnswer */
export function readAnswer({ status, body }: ApiAnswer): Record<string, unknown> {
  if (TURNED_AWAY.has(status)) throw new NotReached(`The platform answered ${status}.`);
  const answer = parse(body);
  if (status !== 200 || !answer) throw new NoAnswer('The answer cannot be read.');
  const { errcode, errmsg } = answer;
  if (typeof errcode === 'number' && errcode !== 0) throw new ApiRefusal(errcode, String(errmsg ?? ''));
  return answer;
}

/** The address of a call. */
export function urlOf(base: string, path: string, token?: string): string {
  if (token === undefined) return base + path;
  return `${base}${path}${path.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(token)}`;
}

/** The platform lets control characters into its JSON now and then. */
function parse(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8').replace(/[\u0000-\u001f]/g, ' '));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
