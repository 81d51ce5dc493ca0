import type { ServerResponse } from 'node:http';
import type { ApiError } from './api.ts';
import type { Refusal } from './refusal.ts';

/** Answers are private and are data, whatever they hold: never kept, never guessed to be a page. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Answers with JSON. */
export function answerJson(res: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.writeHead(status, {
    ...HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
  });
  res.end(bytes);
}

/** Answers that it is done. */
export function answerDone(res: ServerResponse): void {
  res.writeHead(204, HEADERS);
  res.end();
}

/** Answers with an `ApiError`. */
export function answerRefusal(res: ServerResponse, refusal: Refusal): void {
  const body: ApiError = { error: { code: refusal.code, message: refusal.message, ...refusal.extra } };
  if (refusal.extra.retryAfterSeconds) res.setHeader('Retry-After', refusal.extra.retryAfterSeconds);
  // What is left of a body that was too long is not read: the connection ends with the answer.
  if (refusal.status === 413) res.setHeader('Connection', 'close');
  answerJson(res, refusal.status, body);
}
