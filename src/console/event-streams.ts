import type { ServerResponse } from 'node:http';
import type { Clock } from '#records/clock.ts';
import { includesEstate } from '#records/estates.ts';
import { readSessions, type SignedIn, touchSessions } from '#records/staff/sessions.ts';
import type { News } from '#storage/news.ts';
import type { Storage } from '#storage/storage.ts';
import type { ConsoleNews } from './api.ts';
import { may } from './policy.ts';
import { slowDown } from './refusal.ts';

/** Proxies cut a silent line after a minute at best; and whoever does not answer is not there. */
const KEEP_ALIVE_MS = 15_000;

/** A session that ended elsewhere (another node, the shell, its time) closes its streams within this time. */
const CHECK_MS = 3_000;

/** A client that does not read is let go; it comes back and reads everything afresh. Bytes. */
const MOST_UNREAD = 64 * 1024;

/** Open pages of one account; browsers themselves keep six per host. */
const MOST_PER_ACCOUNT = 10;

interface Stream {
  res: ServerResponse;
  session: SignedIn;
}

/** The open consoles: news goes out to those whose estates it is about. */
export interface EventStreams {
  /** Answers a call with a stream. @throws Refusal 429 when the account has too many */
  open(res: ServerResponse, session: SignedIn): void;
  /** Ends every stream and listens no more. */
  close(): void;
}

/** Opens the switchboard of a server. */
export function eventStreams(deps: {
  storage: Storage;
  clock: Clock;
  pingMs?: number;
  onError(code: string, error: unknown): void;
}): EventStreams {
  const streams = new Set<Stream>();
  const check = () =>
    checkSessions(deps, streams).catch((error: unknown) => deps.onError('console-sessions-unchecked', error));
  const stopListening = deps.storage.listen((news) => {
    if (news.about === 'staff') void check().then(() => tellAccount(streams, news.id));
    else pass(streams, news);
  });
  const keepAlive = setInterval(() => {
    for (const stream of streams) write(stream, message({ kind: 'ping' }));
  }, deps.pingMs ?? KEEP_ALIVE_MS);
  const checking = setInterval(check, CHECK_MS);
  keepAlive.unref();
  checking.unref();
  return {
    open(res, session) {
      const own = [...streams].filter((stream) => stream.session.id === session.id);
      if (own.length >= MOST_PER_ACCOUNT) throw slowDown(30);
      const stream = { res, session };
      streams.add(stream);
      res.on('close', () => streams.delete(stream));
      res.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Content-Type-Options': 'nosniff',
        'X-Accel-Buffering': 'no',
      });
      write(stream, `retry: 2000\n${message({ kind: 'hello' })}`);
    },
    close() {
      stopListening();
      clearInterval(keepAlive);
      clearInterval(checking);
      for (const { res } of streams) res.end();
    },
  };
}

/** Ends the streams of sessions that are over; the others learn of a new role or other estates. */
async function checkSessions(deps: { storage: Storage; clock: Clock }, streams: Set<Stream>): Promise<void> {
  const open = [...streams];
  const hashes = [...new Set(open.map((stream) => stream.session.tokenHash))];
  const now = deps.clock.now();
  const sessions = await readSessions(deps.storage.db, hashes, now);
  for (const stream of open) {
    const session = sessions.get(stream.session.tokenHash);
    if (session) stream.session = session;
    else stream.res.end();
  }
  await touchSessions(deps.storage.db, [...sessions.values()], now);
}

/** Says to the open pages of an account that its role, estates or second factor may have changed, and to its managers' lists. */
function tellAccount(streams: Set<Stream>, staffId: string): void {
  for (const stream of streams) {
    if (stream.session.id === staffId) write(stream, message({ kind: 'account' }));
    if (may(stream.session.role, 'see-staff')) write(stream, message({ kind: 'staff' }));
  }
}

function pass(streams: Set<Stream>, news: Exclude<News, { about: 'staff' }>): void {
  const told = toConsole(news);
  if (!told) return;
  const line = message(told);
  for (const stream of streams) {
    if (news.about === 'mention' && news.staffId !== stream.session.id) continue;
    if (includesEstate(stream.session.estates, news.estateId)) write(stream, line);
  }
}

function toConsole(news: Exclude<News, { about: 'staff' }>): ConsoleNews | undefined {
  switch (news.about) {
    case 'queue':
      return { kind: 'queue', estateId: news.estateId };
    case 'conversation':
      return { kind: 'conversation', id: news.id, estateId: news.estateId, seq: news.seq };
    case 'ticket':
      return { kind: 'ticket', id: news.id, estateId: news.estateId };
    case 'promise':
      return { kind: 'promise', estateId: news.estateId };
    case 'mention':
      return { kind: 'mention' };
    case 'typing':
      return news.role === 'desk' ? undefined : { kind: 'typing', id: news.id, role: news.role };
    case 'looking':
    case 'delivery':
      return { kind: news.about, id: news.id };
  }
}

const message = (news: ConsoleNews) => `data: ${JSON.stringify(news)}\n\n`;

function write({ res }: Stream, text: string): void {
  if (res.writableEnded || res.destroyed) return;
  if (res.writableLength > MOST_UNREAD) res.destroy();
  else res.write(text);
}
