import { generateKeyPairSync } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { SignJWT } from 'jose';

/** The hosts of Microsoft that the stand-in plays. */
const KEYS = 'login.botframework.com';
const LOGIN = 'login.microsoftonline.com';
const CONNECTOR = 'smba.trafficmanager.net';

/** Where the stand-in's connector takes replies. */
export const SERVICE_URL = `https://${CONNECTOR}/amer/`;

// The SDK keeps keys for a day in a place of its own, so there is one pair for the whole test run.
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What the connector was sent. */
export interface Post {
  path: string;
  authorization: string | undefined;
  activity: Record<string, unknown>;
}

/** How the connector answers the next post; `silence` takes it and never answers. */
export type Answer = { status: number; headers?: Record<string, string> } | 'silence';

/** Microsoft's side of the wire, on this machine. */
export interface Microsoft {
  /** Hosts that anybody tried to reach, in order. */
  readonly visited: string[];
  readonly posts: Post[];
  /** Resolves when the connector has received the next post. */
  nextPost(): Promise<void>;
  /** Answers to the next posts; 201 when there are none. */
  readonly answers: Answer[];
  /** Hosts that cannot be reached at present. */
  readonly away: Set<string>;
  /** The header of a call that Bot Framework signs for `audience`. */
  sign(audience: string, claims?: { serviceUrl?: string; expires?: string; byStranger?: boolean }): Promise<string>;
  close(): Promise<void>;
}

/**
 * Plays Bot Framework's keys, Microsoft's login and a connector. TLS connections of this process end here, so that the SDK
 * runs with the addresses of production (its login takes no others); any other host is unknown.
 */
export async function playMicrosoft(): Promise<Microsoft> {
  const visited: string[] = [];
  const posts: Post[] = [];
  const arrivals = new EventEmitter();
  const answers: Answer[] = [];
  const away = new Set<string>();
  const server = createServer((req, res) => void serve({ posts, answers, arrivals }, req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const restore = takeOverTls((host) => {
    visited.push(host);
    return [KEYS, LOGIN, CONNECTOR].includes(host) && !away.has(host) ? port : undefined;
  });
  const close = async () => {
    restore();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const nextPost = async () => {
    await once(arrivals, 'post');
  };
  return { visited, posts, nextPost, answers, away, sign, close };
}

/** Leads what would be a TLS connection to a plain one on this machine; without a port it is refused. */
function takeOverTls(portOf: (host: string) => number | undefined): () => void {
  const original = tls.connect;
  tls.connect = ((options: tls.ConnectionOptions) => {
    const port = portOf(options.host ?? '');
    const socket = new net.Socket();
    if (port === undefined) {
      const error = Object.assign(new Error('There is no such host.'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
      return socket.destroy(error);
    }
    socket.once('connect', () => socket.emit('secureConnect'));
    return socket.connect(port, '127.0.0.1');
  }) as typeof tls.connect;
  return () => {
    tls.connect = original;
  };
}

async function serve(
  state: { posts: Post[]; answers: Answer[]; arrivals: EventEmitter },
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const host = req.headers.host ?? '';
  if (host === KEYS) return answer(res, 200, keys(req.url ?? ''));
  if (host === LOGIN) return answer(res, 200, { token_type: 'Bearer', expires_in: 3600, access_token: 'a-bot-token' });
  const { authorization } = req.headers;
  state.posts.push({ path: req.url ?? '', authorization, activity: JSON.parse(body) });
  state.arrivals.emit('post');
  const next = state.answers.shift() ?? { status: 201 };
  if (next === 'silence') return;
  answer(res, next.status, { id: 'at-the-channel' }, next.headers);
}

function keys(path: string): unknown {
  if (path.endsWith('/.well-known/openidconfiguration')) {
    return { issuer: 'https://api.botframework.com', jwks_uri: `https://${KEYS}/v1/.well-known/keys` };
  }
  const { n, e } = publicKey.export({ format: 'jwk' });
  return { keys: [{ kty: 'RSA', use: 'sig', kid: 'key-1', n, e, endorsements: ['msteams'] }] };
}

function answer(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}

const sign: Microsoft['sign'] = async (audience, claims = {}) => {
  const { serviceUrl = SERVICE_URL, expires = '5m', byStranger = false } = claims;
  const token = await new SignJWT({ serviceurl: serviceUrl })
    .setProtectedHeader({ alg: 'RS256', kid: 'key-1', typ: 'JWT' })
    .setIssuer('https://api.botframework.com')
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(byStranger ? stranger.privateKey : privateKey);
  return `Bearer ${token}`;
};
