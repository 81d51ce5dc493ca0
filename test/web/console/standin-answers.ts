import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiError, ConsoleNews, ErrorCode, SendRequest, SetupRequest, SignInRequest } from '#console/api.ts';
import type { Deliveries, Delivery } from '#console/cases/delivery-api.ts';
import { listEntry, logEntry, me, PASSWORD, type SampleChat } from './sample.ts';
import { helpFor, sampleMentions, samplePromises } from './sample-help.ts';
import type { sampleTickets } from './sample-tickets.ts';
import { handoffAnswer } from './standin-handoff.ts';

/** What the stand-in keeps. */
export interface Desk {
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

/** Answers a GET as the desk would. */
export function get(desk: Desk, path: string, query: URLSearchParams, res: ServerResponse): ServerResponse {
  const [kind, id = '', part, file] = path.split('/').map(decodeURIComponent);
  if (path === 'setup') return json(res, { valid: query.get('token') === 'good' });
  if (path === 'me') return json(res, me);
  if (path === 'events') return openStream(desk, res);
  if (path === 'queue') return json(res, queueOf(desk));
  if (path === 'promises') return json(res, samplePromises());
  if (path === 'mentions') return json(res, sampleMentions());
  if (path === 'alarms') return json(res, { alarms: [] });
  if (path === 'conversations') return json(res, listConversations(desk, query));
  if (path === 'tickets/alerts') return json(res, { soon: 1, over: 3 });
  if (path === 'tickets') return json(res, listTickets(desk, query));
  if (kind === 'tickets') {
    const ticket = desk.tickets.find((one) => one.ticket.id === id);
    return ticket ? json(res, ticket) : refuse(res, 404, 'not-found', 'none');
  }
  const handoff = handoffAnswer(path);
  if (handoff) return json(res, handoff);
  const chat = desk.chats.find((one) => one.entry.id === id);
  if (!chat) return refuse(res, 404, 'not-found', 'none');
  if (part === 'files' && file) {
    return res.writeHead(200, { 'content-type': 'image/jpeg' }).end(desk.photo);
  }
  if (part === 'log') {
    const after = Number(query.get('after') ?? 0);
    const activities = chat.log.filter((line) => line.seq > after).slice(0, Number(query.get('limit')));
    return json(res, { activities, lastSeq: chat.log.length });
  }
  if (part === 'deliveries') {
    const deliveries = chat.log.filter(({ role }) => role === 'staff').map(deliveryOf);
    return json(res, { deliveries } satisfies Deliveries);
  }
  const tickets = desk.tickets.map((one) => one.ticket).filter((one) => one.conversationId === id);
  const help = helpFor(part, tickets.slice(0, 2));
  if (help) return json(res, help);
  const { told, asking, handoffs } = chat;
  return json(res, {
    conversation: listEntry(chat, '', []),
    tickets: tickets.slice(0, 2),
    handoffs,
    told,
    asking,
    masked: false,
    mayUnmask: false,
    hold: null,
  });
}

/** Every state in turn. */
function deliveryOf({ seq }: { seq: number }, at: number): Delivery {
  const states = [
    { state: 'delivered', why: null },
    { state: 'undelivered', why: 'unreachable' },
    { state: 'held', why: 'window' },
    { state: 'sent', why: null },
  ] as const;
  return { seq, ...(states[at % states.length] ?? states[0]) };
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
    .filter(({ entry }) => !query.get('from') || entry.createdAt >= Number(query.get('from')))
    .sort((a, b) => b.entry.createdAt - a.entry.createdAt);
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

/** Answers a POST as the desk would. */
export function post(desk: Desk, path: string, body: unknown, res: ServerResponse): ServerResponse {
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
  if (path === 'presence' || path.startsWith('posts/')) return done(res);
  if (path === 'sign-out') {
    desk.signedIn = false;
    return done(res);
  }
  const chat = desk.chats.find((one) => one.entry.id === id);
  if (!chat) return refuse(res, 404, 'not-found', 'none');
  const { owner } = chat.entry;
  const mine = owner.kind === 'staff' && owner.id === me.id;
  if (act === 'claim' || act === 'pull') return claim(desk, chat, res);
  if (act === 'draft') return json(res, { faults: [], known: [], promises: [] });
  if (act === 'notes' || act === 'mentions-seen') return done(res);
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
  append(desk, id, {
    role: 'system',
    name: 'handoff.status',
    value: { state: 'completed', message: how },
    fromName: me.displayName,
  });
  desk.tell({ kind: 'queue', estateId: 'qinghu' });
  return done(res);
}

/** The chat `chat-race` is always taken by 老吴 a moment earlier. */
function claim(desk: Desk, chat: SampleChat, res: ServerResponse): ServerResponse {
  if (chat.entry.id === 'chat-race') chat.entry.owner = { kind: 'staff', id: 'staff-wu', name: '老吴' };
  const { owner, id } = chat.entry;
  if (owner.kind !== 'queue') {
    const holder = owner.kind === 'staff' ? { holder: owner.name } : {};
    return refuse(res, 409, 'already-claimed', 'taken', holder);
  }
  chat.entry.owner = { kind: 'staff', id: me.id, name: me.displayName };
  append(desk, id, { role: 'system', name: 'handoff.status', value: { state: 'accepted' }, fromName: me.displayName });
  desk.tell({ kind: 'queue', estateId: 'qinghu' });
  return done(res);
}

/** Adds to a chat's log and tells the open pages. @returns its `seq` */
export function append(desk: Desk, id: string, line: Omit<Parameters<typeof logEntry>[0], 'seq' | 'at'>): number {
  const chat = desk.chats.find((one) => one.entry.id === id);
  if (!chat) throw new Error(`no chat ${id}`);
  const seq = chat.log.length + 1;
  const at = Date.now();
  chat.log.push(logEntry({ ...line, seq, at }));
  Object.assign(chat.entry, { lastSeq: seq, lastAt: at, ...(line.text && { lastText: line.text }) });
  desk.tell({ kind: 'conversation', id, estateId: 'qinghu', seq });
  return seq;
}

function openStream(desk: Desk, res: ServerResponse): ServerResponse {
  if (desk.isCut) return refuse(res, 503, 'unavailable', 'cut');
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  res.write(`retry: 500\ndata: ${JSON.stringify({ kind: 'hello' })}\n\n`);
  desk.streams.add(res);
  return res.on('close', () => desk.streams.delete(res));
}

/** A request's JSON. */
export async function readBody(req: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of req) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString() || '{}');
}

function json(res: ServerResponse, body: unknown): ServerResponse {
  return res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function done(res: ServerResponse): ServerResponse {
  return res.writeHead(204).end();
}

/** Refuses in the desk's own shape. */
export function refuse(
  res: ServerResponse,
  status: number,
  code: ErrorCode,
  message: string,
  more: object = {},
): ServerResponse {
  return res
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ error: { ...more, code, message } }));
}
