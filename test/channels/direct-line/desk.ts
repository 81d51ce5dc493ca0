import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import restify from 'restify';
import { mountDirectLine } from '#channels/direct-line/mount-direct-line.ts';
import type { DirectLineOptions } from '#channels/direct-line/service.ts';
import { createTokens, type Tokens } from '#channels/direct-line/tokens.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';

export const SECRET = 'the-master-secret';

/** An answer, with its JSON where it has some. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { error?: { code: string; message: string }; activities?: Activity[] };
}

export interface Ask {
  token?: string;
  /** An object is sent as JSON, bytes and forms as they are. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A Direct Line service with a memory log and a clock that stands still until it is set. */
export interface Desk {
  url: string;
  log: MemoryLog;
  tokens: Tokens;
  clock: { ms: number };
  errors: string[];
  ask(method: string, path: string, ask?: Ask): Promise<Answer>;
  /** A conversation that `user` has started, with everything the start answered. */
  enter(user?: string): Promise<{ id: string; token: string; streamUrl: string }>;
  close(): Promise<void>;
}

type Settings = Partial<Omit<DirectLineOptions, 'log'>> & {
  log?: MemoryLog;
  key?: Uint8Array;
  onReceive?: (activity: Activity, log: MemoryLog) => Promise<void>;
};

export async function openDesk({ key = randomBytes(32), onReceive, ...options }: Settings = {}): Promise<Desk> {
  const clock = { ms: Date.parse('2026-11-23T02:00:00Z') };
  const now = () => clock.ms;
  const log: MemoryLog = options.log ?? createMemoryLog(async (activity) => onReceive?.(activity, log));
  const tokens = createTokens({ key, now });
  const errors: string[] = [];
  const server = restify.createServer({ name: '' });
  const settings = { secret: SECRET, onError: (code: string) => errors.push(code), ...options, log, tokens, now };
  const directLine = mountDirectLine(server, settings);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (method: string, path: string, asked: Ask = {}) => request(`${url}/v3/directline${path}`, method, asked);
  const enter = async (user = 'dl_lin') => {
    const id = `conv-${randomBytes(16).toString('hex')}`;
    const token = await tokens.issue({ conversationId: id, userId: user });
    const { body } = await ask('POST', '/conversations', { token });
    return { id, token, streamUrl: String(body.streamUrl) };
  };
  const close = async () => {
    await directLine.close();
    server.server.closeAllConnections();
    await new Promise((resolve) => server.close(() => resolve(undefined)));
  };
  return { url, log, tokens, clock, errors, ask, enter, close };
}

async function request(url: string, method: string, { token, body, headers }: Ask): Promise<Answer> {
  const raw = body === undefined || typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    body: (raw ? body : JSON.stringify(body)) as BodyInit | undefined,
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : {} };
}

/** A message as Web Chat sends it. */
export function aMessage(text: string, clientActivityID?: string) {
  const channelData = clientActivityID ? { clientActivityID } : undefined;
  return { type: 'message', text, from: { id: 'dl_lin' }, channelData };
}
