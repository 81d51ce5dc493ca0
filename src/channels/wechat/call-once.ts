import http from 'node:http';
import https from 'node:https';
import { NoAnswer, NotReached } from './error-codes.ts';

/** An answer of the platform's API. */
export interface ApiAnswer {
  status: number;
  contentType: string;
  body: Buffer;
}

/** One request to the API. `url` may carry a token and must not be told to anybody. */
export interface ApiRequest {
  url: string;
  method: 'GET' | 'POST';
  body?: Uint8Array | string;
  contentType?: string;
}

/** For one call (milliseconds). */
const TIME_LIMIT = 8000;

/**
 * Makes one request, once, on a connection of its own: on a kept one that is just being closed nobody could tell whether it
 * arrived. No redirects.
 * @throws NotReached before a connection stood, NoAnswer after
 */
export function callOnce(request: ApiRequest, limits: { mostBytes: number; signal?: AbortSignal }): Promise<ApiAnswer> {
  const { url, method, body, contentType } = request;
  const signals = [AbortSignal.timeout(TIME_LIMIT), ...(limits.signal ? [limits.signal] : [])];
  return new Promise((resolve, reject) => {
    let connected = false;
    const fail = () => reject(connected ? new NoAnswer('No answer.') : new NotReached('Not reached.'));
    const secure = url.startsWith('https:');
    const headers =
      body === undefined ? {} : { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) };
    const options = { method, headers, agent: false, signal: AbortSignal.any(signals) };
    const req = secure ? https.request(url, options) : http.request(url, options);
    req.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    req.on('error', fail);
    req.on('response', (res) => {
      collect(res, limits.mostBytes).then(
        (bytes) =>
          resolve({ status: res.statusCode ?? 0, contentType: res.headers['content-type'] ?? '', body: bytes }),
        fail,
      );
    });
    req.end(body);
  });
}

async function collect(res: http.IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of res as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) {
      res.destroy();
      throw new Error('too large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
