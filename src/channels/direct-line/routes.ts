import { getActivities, postActivity } from './activities.ts';
import type { Call } from './call.ts';
import { generateToken, getSessionId, reconnect, refreshToken, startConversation } from './conversations.ts';
import { DirectLineError } from './errors.ts';
import { getFile } from './files.ts';
import { PREFIX } from './service.ts';
import { upload } from './uploads.ts';

type Handler = (call: Call) => Promise<void>;
type Path = { path: string; query: URLSearchParams };

const ROUTES: { pattern: string[]; methods: Record<string, Handler> }[] = [
  route('conversations/:conversationId/activities', { GET: getActivities, POST: postActivity }),
  route('conversations/:conversationId', { GET: reconnect }),
  route('conversations', { POST: startConversation }),
  route('conversations/:conversationId/files/:fileId', { GET: getFile }),
  route('conversations/:conversationId/upload', { POST: upload }),
  route('conversations/:conversationId/stream', { GET: refuseWithoutUpgrade }),
  route('tokens/generate', { POST: generateToken }),
  route('tokens/refresh', { POST: refreshToken }),
  route('session/getsessionid', { GET: getSessionId }),
];

/** What answers this request; rejects with 404 for an unknown path, 405 for a known one asked in the wrong way. */
export function findRoute(method: string, url: string): Pick<Call, 'params' | 'query'> & { handler: Handler } {
  const { path, query } = splitUrl(url);
  const segments = path.slice(PREFIX.length + 1).split('/');
  for (const { pattern, methods } of ROUTES) {
    const params = match(pattern, segments);
    if (!params) continue;
    const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (handler) return { handler, params, query };
    throw new DirectLineError(405, 'MethodNotAllowed', 'The method is not allowed here.', {
      Allow: [...Object.keys(methods), 'OPTIONS'].join(', '),
    });
  }
  throw notFound();
}

/** The conversation whose stream an upgrade asks for. */
export function streamTarget(url: string): { conversationId: string; query: URLSearchParams } {
  const { path, query } = splitUrl(url);
  const segments = path.slice(PREFIX.length + 1).split('/');
  const params = match(['conversations', ':conversationId', 'stream'], segments);
  if (!params?.conversationId) throw notFound();
  return { conversationId: params.conversationId, query };
}

const notFound = () => new DirectLineError(404, 'NotFound', 'There is nothing at this address.');

function route(path: string, methods: Record<string, Handler>) {
  return { pattern: path.split('/'), methods };
}

function splitUrl(url: string): Path {
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

function match(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decode(segment);
    else if (part !== segment) return undefined;
  }
  return Object.values(params).includes('') ? undefined : params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

async function refuseWithoutUpgrade(): Promise<void> {
  throw new DirectLineError(426, 'UpgradeRequired', 'The stream is a WebSocket.', { Upgrade: 'websocket' });
}
