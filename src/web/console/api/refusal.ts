import type { ApiError, ErrorCode } from '#console/api.ts';

/** Why a call was not done: the desk's own code, or that the desk could not be reached or did not answer in time. */
export type RefusalCode = ErrorCode | 'offline' | 'too-slow';

/** A call that was refused. What to say to the clerk is chosen by `code` (`text/refusals.ts`). */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly field: string | undefined;
  readonly holder: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: RefusalCode, detail: Partial<ApiError['error']> = {}) {
    super(code);
    this.code = code;
    this.field = detail.field;
    this.holder = detail.holder;
    this.retryAfterSeconds = detail.retryAfterSeconds;
  }
}

/** Turns whatever was thrown by a call into a refusal; a fault of the page itself is thrown on. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

/** Reads the desk's error answer; an answer that is not in its shape, such as a proxy's page, is judged by its status. */
export async function readRefusal(answer: Response): Promise<Refusal> {
  const body: unknown = await answer.json().catch(() => undefined);
  if (isApiError(body)) return new Refusal(body.error.code, body.error);
  if (answer.status === 401) return new Refusal('signed-out');
  return new Refusal(answer.status >= 500 ? 'unavailable' : 'bad-request');
}

function isApiError(body: unknown): body is ApiError {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}
