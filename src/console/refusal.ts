import type { ApiError, ErrorCode } from './api.ts';

/** What a refusal adds to its code. */
export type RefusalExtra = Pick<ApiError['error'], 'field' | 'holder' | 'retryAfterSeconds' | 'faults'>;

/** A call that is refused: the HTTP status, the code the page translates, and English words that quote nothing sent. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly extra: RefusalExtra;

  constructor(status: number, code: ErrorCode, message: string, extra: RefusalExtra = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

/** 404, also for what exists in an estate the account does not have: its existence is nobody else's business. */
export const notFound = () => new Refusal(404, 'not-found', 'There is nothing here, or it is not yours to see.');

/** 400, naming the field where one is at fault. */
export const badRequest = (message: string, field?: string) =>
  new Refusal(400, 'bad-request', message, field ? { field } : {});

/** 401 */
export const signedOut = () => new Refusal(401, 'signed-out', 'Please sign in.');

/** 403 */
export const forbidden = (message: string) => new Refusal(403, 'forbidden', message);

/** 429 with the time to wait. */
export const slowDown = (seconds: number) =>
  new Refusal(429, 'slow-down', 'Too many tries. Please wait a moment.', { retryAfterSeconds: seconds });

/** 403 before a second factor that the role asks for is set up; 409 for turning it off. */
export const secondFactorNeeded = (status: 403 | 409) =>
  new Refusal(status, 'second-factor-needed', 'Your role asks for a second factor.');
