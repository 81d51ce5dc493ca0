import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Service } from './service.ts';

/** One request on its way through the module; `params` are the named parts of its path, decoded. */
export interface Call {
  service: Service;
  req: IncomingMessage;
  res: ServerResponse;
  params: Record<string, string>;
  query: URLSearchParams;
}

/** Conversations are private, so no answer may be kept by anything between us and the client. */
export function answer(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  res.end(bytes);
}
