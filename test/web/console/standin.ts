import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import type { ApiError, ConsoleNews, ErrorCode, SendRequest, SetupRequest, SignInRequest } from '#console/api.ts';
import { consoleHeaders, createNonce } from '#web/content-security.ts';
import { type BuiltConsole, serveFile } from './built-console.ts';
import { listEntry, logEntry, me, PASSWORD, type SampleChat, sampleChats, sampleTickets } from './sample.ts';

/** A desk to try the page against: it keeps everything in memory and does what the tests tell it. */
export interface Standin {
  address: string;
  chats: SampleChat[];
  tickets: ReturnType<typeof sampleTickets>;
  /** Answers every call under this path (without `/console/api/`) with a refusal; `undefined` takes it back. */
  refuse(path: string, error: ApiError['error'] & { status: number } | undefined): void;
  /** The resident writes. */
  residentSays(id: string, text: string): void;
  tell(news: ConsoleNews): void;
  /** Cuts every event stream and opens no new one until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

interface Desk {
  chats: SampleChat[];
  tickets: ReturnType<typeof sampleTickets>;
  streams: Set<ServerResponse>;
  refused: Map<string, ApiError['error'] & { status: number }>;
  sent: Map<string, number>;
  signedIn: boolean;
  isCut: boolean;
  photo: Buffer;
  tell(news: ConsoleNews): void;
}

const PHOTO = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700"><rect width="900" height="700" fill="#cfd8d6"/>
<rect y="470" width="900" height="230" fill="#8d9c98"/><path d="M360 470V250a90 90 0 0 1 180 0v60h-50v-60a40 40 0 0 0-80 0v220z"
fill="#5d6f6b"/><circle cx="515" cy="370" r="12" fill="#4aa3df"/><circle cx="515" cy="430" r="16" fill="#4aa3df"/></svg>`;

/** Starts the stand-in on a free port of this machine. */
export async function startStandin(built: BuiltConsole): Promise<Standin> {
  const photo = await sharp(Buffer.from(PHOTO)).jpeg().toBuffer();
  const streams = new Set<ServerResponse>();
  const desk: Desk = {
    chats: sampleChats(),
    tickets: sampleTickets(),
    streams,
    refused: new Map(),
    sent: new Map(),
    signedIn: false,
    isCut: false,
    photo,
    tell: (news) => {
      for (const stream of streams) stream.write(`data: ${JSON.stringify(news)}\n\n`);
    },
  };
  const server = createServer((req, res) => {
    answer(desk, built, req, res).catch((error: unknown) => {
      refuse(res, 500, 'internal', String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    chats: desk.chats,
    tickets: desk.tickets,
    refuse: (path, error) => {
      if (error) desk.refused.set(path, error);
      else desk.refused.delete(path);
    },
    residentSays: (id, text) => append(desk, id, { role: 'resident', text }),
    tell: desk.tell,
    cut: () => {
      desk.isCut = true;
      for (const stream of streams) stream.destroy();
      streams.clear();
    },
    mend: () => {
      desk.isCut = false;
    },
    close: async () => {
      for (const stream of streams) stream.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(desk: Desk, built: BuiltConsole, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://desk');
  if (!url.pathname.startsWith('/console/api/')) {
    const nonce = createNonce();
    return serveFile(built, url.pathname, res, { nonce, headers: consoleHeaders(nonce) });
  }
  const path = url.pathname.slice('/console/api/'.length);
  const refusal = desk.refused.get(path);
  if (refusal) return refuse(res, refusal.status, refusal.code, refusal.message, refusal);
  const body = req.method === 'POST' ? await readBody(req) : undefined;
  const open = ['setup', 'sign-in'].includes(path);
  if (!open && !desk.signedIn) return refuse(res, 401, 'signed-out', 'Sign in.');
  if (body !== undefined && !open && req.headers['x-lobby-csrf'] !== me.csrf) return refuse(res, 403, 'forbidden', 'csrf');
  if (body !== undefined) return post(desk, path, body, res);
  return get(desk, path, url.searchParams, res);
}

function get(desk: Desk, path: string, query: URLSearchParams, res: ServerResponse): void {
  const [kind, id = '', part, file] = path.split('/').map(decodeURIComponent);
  if (path === 'setup') return json(res, { valid: query.get('token') === 'good' });
  if (path === 'me') return json(res, me);
  if (path === 'events') return openStream(desk, res);
  if (path === 'queue') return json(res, queueOf(desk));
  if (path === 'conversations') return json(res, listConversations(desk, query));
  if (path === 'tickets') return json(res, listTickets(desk, query));
  if (kind === 'tickets') {
    const ticket = desk.tickets.find((one) => one.ticket.id === id);
    return ticket ? json(res, ticket) : refuse(res, 404, 'not-found', 'none');
  }
  const chat = desk.chats.find((one) => one.entry.id === id);
  if (!chat) return refuse(res, 404, 'not-found', 'none');
  if (part === 'files' && file) {
    res.writeHead(200, { 'content-type': 'image/jpeg' }).end(desk.photo);
    return;
  }
  if (part === 'log') {
    const after = Number(query.get('after') ?? 0);
    const activities = chat.log.filter((line) => line.seq > after).slice(0, Number(query.get('limit')));
    return json(res, { activities, lastSeq: chat.log.length });
  }
  const tickets = desk.tickets.map((one) => one.ticket).filter((one) => one.conversationId === id);
  const { told, asking, handoffs } = chat;
  return json(res, { conversation: listEntry(chat, '', []), tickets: tickets.slice(0, 2), handoffs, told, asking });
}

function queueOf({ chats }: Desk) {
  const entries = chats.map((one) => one.entry);
  const weight = { critical: 0, urgent: 1, ordinary: 2 };
  return {
    waiting: entries
      .filter((one) => one.id !== 'chat-mine' && one.owner.kind === 'queue')
      .sort((a, b) => weight[a.level] - weight[b.level] || a.requestedAt - b.requestedAt),
    mine: entries.filter((one) => one.owner.kind === 'staff' && one.owner.id === me.id),
  };
}

function listConversations({ chats }: Desk, query: URLSearchParams) {
  const q = query.get('q') ?? '';
  const found = chats
    .filter(({ entry, log }) => !q || entry.residentName?.includes(q) || log.some((line) => line.text?.includes(q)))
    .filter(({ entry }) => !query.get('owner') || entry.owner.kind === query.get('owner'))
    .filter(({ entry }) => !query.get('from') || entry.lastAt >= Number(query.get('from')))
    .sort((a, b) => b.entry.lastAt - a.entry.lastAt);
  return paged(
    found.map((one) => listEntry(one, q, one.log)),
    query,
    (conversations, next) => ({ conversations, next }),
  );
}

function listTickets({ tickets }: Desk, query: URLSearchParams) {
  const q = query.get('q') ?? '';
  const found = tickets
    .map((one) => one.ticket)
    .filter((one) => !q || one.number.includes(q) || one.summary.includes(q))
    .filter((one) => !query.get('state') || one.state === query.get('state'));
  return paged(found, query, (page, next) => ({ tickets: page, next }));
}

function paged<T, R>(rows: T[], query: URLSearchParams, shape: (page: T[], next: string | null) => R): R {
  const from = Number(query.get('before') ?? 0);
  const to = from + Number(query.get('limit') ?? 50);
  return shape(rows.slice(from, to), to < rows.length ? String(to) : null);
}

function post(desk: Desk, path: string, body: unknown, res: ServerResponse): void {
  const [, id = '', act] = path.split('/').map(decodeURIComponent);
  if (path === 'sign-in') {
    const { name, password } = body as SignInRequest;
    if (name !== me.name || password !== PASSWORD) return refuse(res, 401, 'wrong-credentials', 'wrong');
    desk.signedIn = true;
    return json(res, me);
  }
  if (path === 'setup') {
    const { name } = body as SetupRequest;
    if (name === 'taken') return refuse(res, 409, 'name-taken', 'taken', { field: 'name' });
    desk.signedIn = true;
    return json(res, me);
  }
  if (path === 'sign-out') {
    desk.signedIn = false;
    return done(res);
  }
  const chat = desk.chats.find((one) => one.entry.id === id);
  if (!chat) return refuse(res, 404, 'not-found', 'none');
  const { owner } = chat.entry;
  const mine = owner.kind === 'staff' && owner.id === me.id;
  if (act === 'claim') return claim(desk, chat, res);
  if (!mine) return refuse(res, 409, 'not-yours', 'not yours');
  if (act === 'typing') return done(res);
  if (act === 'messages') {
    const { text, clientId } = body as SendRequest;
    const seq = desk.sent.get(clientId) ?? append(desk, id, { role: 'staff', text, fromName: me.displayName });
    desk.sent.set(clientId, seq);
    return json(res, { seq });
  }
  chat.entry.owner = { kind: 'bot' };
  const how = act === 'return' ? 'returned' : 'closed';
  append(desk, id, { role: 'system', name: 'handoff.status', value: { state: 'completed', message: how }, fromName: me.displayName });
  desk.tell({ kind: 'queue', estateId: 'qinghu' });
  return done(res);
}

/** The chat `chat-race` is always taken by 老吴 a moment earlier. */
function claim(desk: Desk, chat: SampleChat, res: ServerResponse): void {
  if (chat.entry.id === 'chat-race') chat.entry.owner = { kind: 'staff', id: 'staff-wu', name: '老吴' };
  const { owner, id } = chat.entry;
  if (owner.kind !== 'queue') {
    const holder = owner.kind === 'staff' ? { holder: owner.name } : {};
    return refuse(res, 409, 'already-claimed', 'taken', holder);
  }
  chat.entry.owner = { kind: 'staff', id: me.id, name: me.displayName };
  append(desk, id, { role: 'system', name: 'handoff.status', value: { state: 'accepted' }, fromName: me.displayName });
  desk.tell({ kind: 'queue', estateId: 'qinghu' });
  done(res);
}

function append(desk: Desk, id: string, line: Omit<Parameters<typeof logEntry>[0], 'seq' | 'at'>): number {
  const chat = desk.chats.find((one) => one.entry.id === id);
  if (!chat) throw new Error(`no chat ${id}`);
  const seq = chat.log.length + 1;
  const at = Date.now();
  chat.log.push(logEntry({ ...line, seq, at }));
  Object.assign(chat.entry, { lastSeq: seq, lastAt: at, ...(line.text && { lastText: line.text }) });
  desk.tell({ kind: 'conversation', id, estateId: 'qinghu', seq });
  return seq;
}

function openStream(desk: Desk, res: ServerResponse): void {
  if (desk.isCut) return refuse(res, 503, 'unavailable', 'cut');
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  res.write(`retry: 500\ndata: ${JSON.stringify({ kind: 'hello' })}\n\n`);
  desk.streams.add(res);
  res.on('close', () => desk.streams.delete(res));
}

async function readBody(req: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString() || '{}');
}

function json(res: ServerResponse, body: unknown): void {
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function done(res: ServerResponse): void {
  res.writeHead(204).end();
}

function refuse(res: ServerResponse, status: number, code: ErrorCode, message: string, more: object = {}): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { ...more, code, message } }));
}
