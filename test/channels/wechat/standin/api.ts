import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answer, type Request, ROUTES } from './api-routes.ts';
import { refusal } from './errors.ts';
import type { Fault } from './faults.ts';
import type { Call, Platform } from './platform.ts';

/** Nothing the desk sends is larger (10 MB films with their form around them). */
const BODY_LIMIT = 12 * 1024 * 1024;

/** The platform's API as an HTTP server, not yet listening. Status 200 and `errcode` in the body, as there. */
export function createApi(platform: Platform): Server {
  return createServer((req, res) => {
    const end = platform.bustle.begin();
    serve(platform, req, res, end)
      .catch((error) => {
        platform.complaints.push(
          `the stand-in failed on a call: ${error instanceof Error ? error.message : 'unknown'}`,
        );
        res.destroy();
      })
      .finally(end);
  });
}

/** `idle` says that from now on only the clock is waited for. */
async function serve(platform: Platform, req: IncomingMessage, res: ServerResponse, idle: () => void): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://api.weixin.qq.com');
  const body = await readBody(req);
  const fault = platform.faults.take(url.pathname);
  const request: Request = { platform, method: req.method ?? '', url, headers: req.headers, body };
  const call: Call = {
    path: url.pathname,
    at: platform.clock.now(),
    query: {},
    body: undefined,
    answer: undefined,
    fault,
  };
  call.query = Object.fromEntries(
    [...url.searchParams].filter(([name]) => name !== 'access_token' && name !== 'secret'),
  );
  call.body = loggable(request);
  platform.calls.push(call);
  if (fault && 'errcode' in fault) {
    call.answer = refusal(fault.errcode, fault.errmsg);
    return send(res, { json: refusal(fault.errcode, fault.errmsg) });
  }
  if (fault?.kind === 'reset') return void res.destroy();
  if (fault?.kind === 'http')
    return void res.writeHead(fault.status, { 'content-type': 'text/html' }).end('<html></html>');
  if (fault?.kind === 'slow') await wait(platform, fault.ms, idle);
  const answer = await answerTo(request);
  call.answer = 'json' in answer ? loggableAnswer(answer.json) : { bytes: answer.bytes.length };
  if (fault?.kind === 'slow-answer') await wait(platform, fault.ms, idle);
  spoil(res, answer, fault);
}

/** How the answer arrives after the call was taken. */
function spoil(res: ServerResponse, answer: Answer, fault: Fault | undefined): void {
  const kind = fault && 'kind' in fault ? fault.kind : undefined;
  const text = 'json' in answer ? JSON.stringify(answer.json) : '';
  if (kind === 'silence-after') return;
  if (kind === 'reset-after') return void res.destroy();
  if (kind === 'html') return void res.writeHead(200, { 'content-type': 'text/html' }).end('<html>系统繁忙</html>');
  if (kind === 'truncated') return void res.end(text.slice(0, -5));
  if (kind === 'control-character') return void res.end(text.replace('{', '{\u0006'));
  send(res, answer);
}

function send(res: ServerResponse, answer: Answer): void {
  if ('json' in answer)
    res.writeHead(200, { 'content-type': 'application/json; encoding=utf-8' }).end(JSON.stringify(answer.json));
  else
    res.writeHead(200, { 'content-type': answer.contentType, 'content-disposition': 'attachment' }).end(answer.bytes);
}

function wait(platform: Platform, ms: number, idle: () => void): Promise<void> {
  idle();
  return new Promise((resolve) => platform.clock.after(ms, resolve));
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answerTo(request: Request): Promise<Answer> {
  const { platform, url, method } = request;
  const route = ROUTES[url.pathname];
  if (!route) return { json: refusal(40066, 'invalid url') };
  if (!route.methods.includes(method)) return { json: refusal(43002, `require ${route.methods[0]} method`) };
  const refused = route.open ? 0 : platform.tokens.check(url.searchParams.get('access_token'));
  if (refused) return { json: refusal(refused) };
  if (route.verified && !platform.account.verified) return { json: refusal(48001) };
  return route.answer(request);
}

function loggable({ method, headers, body }: Request): unknown {
  if (method === 'GET') return undefined;
  if (headers['content-type']?.startsWith('multipart/')) return { bytes: body.length };
  try {
    const { secret: _, ...rest } = JSON.parse(body.toString('utf8'));
    return rest;
  } catch {
    return { bytes: body.length };
  }
}

function loggableAnswer({ access_token: _, ...rest }: Record<string, unknown>): unknown {
  return rest;
}
