import type { IncomingMessage } from 'node:http';
import { sameToken } from '#console/accounts/tokens.ts';
import { hasBody } from './read-body.ts';
import { badRequest, forbidden } from './refusal.ts';

/**
 * Refuses what another site's page made the browser send. Browsers say so themselves (`Sec-Fetch-Site`); older ones send
 * `Origin`; a program without a browser sends neither and has no cookie that it did not fetch itself.
 * @throws Refusal 403
 */
export function refuseForeignPages(req: IncomingMessage, publicUrl: string | undefined): void {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw forbidden('Calls from other sites are refused.');
  }
  const { origin } = req.headers;
  if (origin === undefined || isOurs(origin, req.headers.host, publicUrl)) return;
  throw forbidden('Calls from other sites are refused.');
}

function isOurs(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const ours = publicUrl ? new URL(publicUrl).host : host;
  return new URL(origin).host === ours;
}

/** A form on another site can post anything but JSON. @throws Refusal 400 */
export function demandJson(req: IncomingMessage): void {
  const type = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (hasBody(req) && type !== 'application/json') throw badRequest('The body must be application/json.');
}

/** Demands the session's own token in the header `x-lobby-csrf`. @throws Refusal 403 */
export function demandToken(req: IncomingMessage, expected: string): void {
  const given = req.headers['x-lobby-csrf'];
  if (typeof given === 'string' && sameToken(given, expected)) return;
  throw forbidden('The header x-lobby-csrf is missing or wrong. Reload the page.');
}
