import type { IncomingMessage, ServerResponse } from 'node:http';
import { forbidden } from './errors.ts';
import { baseUrl, type Service } from './service.ts';

const ALLOWED_HEADERS = 'authorization, content-type, x-ms-bot-agent, x-requested-with';

/** Rejects a page of an origin that is not allowed. Callers that are no page send no origin and pass. */
export function checkOrigin(service: Service, req: IncomingMessage): void {
  if (!isAllowed(service, req)) throw forbidden('This origin is not allowed.');
}

function isAllowed(service: Service, req: IncomingMessage): boolean {
  const { origin, host } = req.headers;
  if (!origin || !service.allowedOrigins || service.allowedOrigins.includes(origin)) return true;
  return origin === baseUrl(service, req) || origin === `https://${host}` || origin === `http://${host}`;
}

/** Credentials are allowed because DirectLineJS asks for its session id with them; nothing here is read from cookies. */
export function setCrossOriginHeaders(service: Service, req: IncomingMessage, res: ServerResponse): void {
  res.setHeader('Vary', 'Origin');
  const { origin } = req.headers;
  if (!origin || !isAllowed(service, req)) return;
  res.setHeader('Access-Control-Allow-Origin', origin);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.setHeader('Access-Control-Expose-Headers', 'Retry-After, Content-Disposition');
  if (req.method !== 'OPTIONS') return;
  res.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
  res.setHeader('Access-Control-Allow-Headers', ALLOWED_HEADERS);
  res.setHeader('Access-Control-Max-Age', '7200');
}
