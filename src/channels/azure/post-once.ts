import https from 'node:https';
import type { HttpClient } from './adapter.ts';

type SdkRequest = Parameters<HttpClient['sendRequest']>[0];
type SdkResponse = Awaited<ReturnType<HttpClient['sendRequest']>>;

/** The connector answered, and not with yes. */
export class ConnectorRefusal extends Error {
  readonly status: number;
  /** What it asked for in `Retry-After`: seconds or a date. */
  readonly retryAfter?: string;

  constructor(status: number, retryAfter?: string) {
    super(`The connector answered ${status}.`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/**
 * Sends one request of the SDK once: no repeats, no redirects, which the SDK's own client would make. `onConnected` is called
 * before the first byte of the request can leave. Each has a connection of its own: on a kept one that the other side is just
 * closing, nobody could tell whether the message arrived.
 * @throws ConnectorRefusal for any answer but 2xx; the network's errors
 */
export function postOnce(
  request: SdkRequest,
  { signal, onConnected }: { signal: AbortSignal; onConnected(): void },
): Promise<SdkResponse> {
  return new Promise((resolve, reject) => {
    const { url, method } = request;
    const req = https.request(url, { method, headers: headersOf(request), agent: false, signal });
    req.on('socket', (socket) => socket.once('secureConnect', onConnected));
    req.on('error', reject);
    req.on('response', (res) => {
      const { statusCode = 0 } = res;
      // The status says it all: what a connector writes about a message it has taken must not make it count as lost.
      res.destroy();
      if (statusCode >= 200 && statusCode < 300) return resolve(taken(request));
      reject(new ConnectorRefusal(statusCode, res.headers['retry-after']));
    });
    req.end(request.body);
  });
}

/** The SDK repeats the conversation's id in a header, where Node takes no Chinese; the path says the same, escaped. */
function headersOf(request: SdkRequest): Record<string, string> {
  const headers = Object.entries(request.headers.toJson({ preserveCase: true }));
  return Object.fromEntries(headers.filter(([, value]) => /^[\x20-\x7e]*$/.test(value)));
}

function taken(request: SdkRequest): SdkResponse {
  const headers = request.headers.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  return { request, status: 200, headers, bodyAsText: '{}' };
}
