import type { IncomingMessage, ServerResponse } from 'node:http';
import type restify from 'restify';
import { toLocale } from './chat/words.ts';
import { CHAT_COOKIE, readCookie, setCookie } from './cookies.ts';
import type { PagesDeps } from './pages-deps.ts';
import { createVisitLimit } from './visit-limit.ts';

const BODY_BYTES = 2048;
const COOKIE_DAYS = 90;
/** A whole estate may sit behind one address, and comes back at once after a restart. */
const PER_ADDRESS = 600;
/** New conversations of one address. */
const NEW_PER_ADDRESS = 60;

/**
 * `POST /chat/session` with `{ estate, locale }` answers a token of the visitor's conversation and sets the cookie by
 * which it is found again. 403 from another site, 429 for a flood, 503 when the desk cannot say.
 */
export function mountChatSession(server: restify.Server, deps: PagesDeps): void {
  const withinLimit = createVisitLimit(PER_ADDRESS);
  const newWithinLimit = createVisitLimit(NEW_PER_ADDRESS);
  const { secureCookies: secure, clientAddress = (req: IncomingMessage) => req.socket.remoteAddress ?? '' } = deps;
  server.post('/chat/session', async (req: IncomingMessage, res: ServerResponse) => {
    if (!isSameOrigin(req)) return refuse(res, 403, 'forbidden');
    const cookie = readCookie(req, CHAT_COOKIE);
    const address = clientAddress(req);
    if (!withinLimit(address) || (!cookie && !newWithinLimit(address))) return refuse(res, 429, 'slow-down');
    const asked = await readAsked(req);
    if (!asked) return refuse(res, 400, 'bad-request');
    if (!deps.facts(asked.estateId, asked.locale)) return refuse(res, 404, 'not-found');
    try {
      const { cookie: kept, ...session } = await deps.session({ ...asked, cookie });
      const embedded = (deps.frameAncestors ?? []).length > 0;
      answerJson(res, 200, session, {
        'set-cookie': setCookie(CHAT_COOKIE, kept, { days: COOKIE_DAYS, secure, embedded }),
      });
    } catch (error) {
      deps.onError?.('session-failed', error);
      refuse(res, 503, 'unavailable');
    }
  });
}

/** Browsers say where a call comes from; older ones name at least the origin of a POST. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  if (headers.origin === undefined) return true;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}

async function readAsked(req: IncomingMessage): Promise<{ estateId?: string; locale: string } | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    const { estate, locale } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    if (estate !== undefined && typeof estate !== 'string') return undefined;
    return { estateId: estate || undefined, locale: toLocale(String(locale ?? '')) ?? 'zh-CN' };
  } catch {
    return undefined;
  }
}

function refuse(res: ServerResponse, status: number, code: string): void {
  const retry: Record<string, string> = status === 429 ? { 'retry-after': '10' } : {};
  answerJson(res, status, { error: { code, message: 'No session for this request.' } }, retry);
}

function answerJson(res: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers });
  res.end(JSON.stringify(body));
}
