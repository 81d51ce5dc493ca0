import type { IncomingMessage } from 'node:http';
import type { ConversationLog } from './conversation-log.ts';
import type { Tokens } from './tokens.ts';

/** Every call of the protocol lives below this path. */
export const PREFIX = '/v3/directline';

/** Bounds on what one client may ask for. Sizes in bytes, times in milliseconds. */
export interface DirectLineLimits {
  json: number;
  /** One file. */
  file: number;
  /** All files of one request. */
  upload: number;
  filesPerUpload: number;
  imagePixels: number;
  socketsPerConversation: number;
  keepAliveMs: number;
  /** Log rows looked at for one answer or frame. */
  page: number;
  /** Token and start calls of one address; messages are never refused for load. */
  startsPerMinute: number;
}

/** The limits that hold where the owner says nothing. */
export const DEFAULT_LIMITS: DirectLineLimits = {
  json: 64 * 1024,
  file: 10 * 1024 * 1024,
  upload: 30 * 1024 * 1024,
  filesPerUpload: 10,
  imagePixels: 40_000_000,
  socketsPerConversation: 5,
  keepAliveMs: 15_000,
  page: 100,
  startsPerMinute: 120,
};

/** What the owner of the server hands in. */
export interface DirectLineOptions {
  log: ConversationLog;
  tokens: Tokens;
  /** The master secret for server-to-server calls; without one `tokens/generate` is refused. */
  secret?: string;
  /** Where clients reach this server, e.g. `https://desk.example.com`; else taken from each request. */
  publicUrl?: string;
  /** Pages of other origins that may call, e.g. `https://www.example.com`; any when absent. */
  allowedOrigins?: string[];
  limits?: Partial<DirectLineLimits>;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Told of faults that are not the client's. `code` is for a log; the error may be shown to nobody else. */
  onError?: (code: string, error: unknown) => void;
  /** Where a proxy stands in front: tells clients apart. */
  clientAddress?: (req: IncomingMessage) => string;
  /** For conformance suites: uploads pass unchecked and unchanged, and attachments by address are let through. */
  acceptAnyFile?: boolean;
}

/** The options with every gap filled: what all parts of the module work with. */
export interface Service extends DirectLineOptions {
  limits: DirectLineLimits;
  now: () => number;
  onError: (code: string, error: unknown) => void;
  clientAddress: (req: IncomingMessage) => string;
  /** Seconds an address must wait before it may ask for another token or conversation. */
  mustWait: (address: string) => number;
}

/** Whether a request path (query allowed) belongs to Direct Line, so that a server can leave its errors alone. */
export function isDirectLinePath(path: string): boolean {
  if (!path.startsWith(PREFIX)) return false;
  const next = path.charAt(PREFIX.length);
  return next === '' || next === '/' || next === '?';
}

/** Where the client reached us, without a slash at the end. */
export function baseUrl(service: Service, req: IncomingMessage): string {
  if (service.publicUrl) return service.publicUrl.replace(/\/+$/, '');
  const secure = 'encrypted' in req.socket || req.headers['x-forwarded-proto'] === 'https';
  return `${secure ? 'https' : 'http'}://${req.headers.host ?? 'localhost'}`;
}
