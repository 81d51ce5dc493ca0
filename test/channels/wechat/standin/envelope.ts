import { randomInt } from 'node:crypto';
import { request } from 'node:http';
import { seal, sign } from './crypto.ts';
import type { Account, Mode } from './platform.ts';
import { readXml, writeXml } from './xml.ts';

/** A push before it is sent: the parameters of the URL and the body. */
export interface Envelope {
  query: Record<string, string>;
  body: string;
}

/** What an envelope is made with; all but `timestamp` default to the account's and to chance. `timestamp` is in seconds. */
export interface EnvelopeOptions {
  timestamp: number;
  token?: string;
  aesKey?: string;
  appId?: string;
  nonce?: string;
  mode?: Mode;
  openid?: string;
}

/** Puts a message into an envelope the way the platform does for the account's mode. */
export function envelope(account: Account, xml: string, options: EnvelopeOptions): Envelope {
  const { token, aesKey, appId, mode, nonce, openid } = {
    ...account,
    nonce: `${randomInt(1e9, 4e9)}`,
    openid: '',
    ...options,
  };
  const timestamp = String(options.timestamp);
  const query = { signature: sign(token, timestamp, nonce), timestamp, nonce, openid };
  if (mode === 'plain') return { query, body: xml };
  const encrypted = seal({ token, aesKey, appId }, xml);
  const msg_signature = sign(token, timestamp, nonce, encrypted);
  const sealed = `<Encrypt><![CDATA[${encrypted}]]></Encrypt>\n`;
  const body =
    mode === 'secure'
      ? writeXml({ ToUserName: account.ghId }).replace('</xml>', `${sealed}</xml>`)
      : xml.replace(/<\/xml>\s*$/, `${sealed}</xml>`);
  return { query: { ...query, encrypt_type: 'aes', msg_signature }, body };
}

/** Who a message is from, for the `openid` of the URL; '' when it cannot be told. */
export function senderOf(xml: string): string {
  try {
    const from = readXml(xml.trim()).FromUserName;
    return typeof from === 'string' ? from : '';
  } catch {
    return '';
  }
}

/** What the desk's server answered. */
export interface DeskAnswer {
  status: number;
  type: string;
  body: string;
}

/** A request on its way: `written` when all of it was handed to the network, `answer` rejects when the connection breaks. */
export interface Exchange {
  written: Promise<void>;
  answer: Promise<DeskAnswer>;
  drop(): void;
}

/** Sends a request to the desk on a connection of its own. Without `body` it is a GET. */
export function exchange(url: string, query: Record<string, string>, body?: string): Exchange {
  const target = new URL(url);
  for (const [name, value] of Object.entries(query)) target.searchParams.append(name, value);
  const headers = { 'user-agent': 'Mozilla/4.0', accept: '*/*', pragma: 'no-cache', 'content-type': 'text/xml' };
  const req = request(target, { method: body === undefined ? 'GET' : 'POST', headers, agent: false });
  const answer = new Promise<DeskAnswer>((resolve, reject) => {
    req.on('error', reject);
    req.on('close', () => reject(new Error('connection closed')));
    req.on('response', (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('aborted', () => reject(new Error('connection reset')));
      res.on('end', () =>
        resolve({
          status: res.statusCode ?? 0,
          type: res.headers['content-type'] ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
  });
  // Whoever drops the exchange no longer cares how it ends.
  answer.catch(() => {});
  const written = new Promise<void>((resolve) => {
    req.on('finish', resolve);
    req.on('close', () => resolve());
  });
  req.end(body);
  return { written, answer, drop: () => req.destroy() };
}
