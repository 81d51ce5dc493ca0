import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { News } from '../news.ts';

const CHANNEL = 'lobby_news';
const COALESCE_MS = 20;
const RECONNECT_MS = 1000;
const HEARTBEAT_MS = 10_000;

/**
 * News between nodes by LISTEN/NOTIFY: a hint only, coalesced so that the database-wide lock of NOTIFY is taken seldom.
 * A lost connection is opened again; what was said meanwhile elsewhere is found by the pollers. Resolves once it listens, or
 * at the first failure, which goes to `onError`.
 */
export async function startNotices(url: string, hear: (news: News) => void, onError: (error: unknown) => void) {
  const node = randomUUID().slice(0, 8);
  let client: pg.Client | undefined;
  let dialling: Promise<void> | undefined;
  let closed = false;
  let busy = false;
  let sending: Promise<void> | undefined;
  let waiting = new Map<string, News>();
  let timer: NodeJS.Timeout | undefined;

  const connect = async () => {
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 5000 });
    const again = () => {
      if (client === next) client = undefined;
      if (!closed) setTimeout(redial, RECONNECT_MS).unref();
    };
    next.once('end', again);
    next.on('error', onError);
    next.on('notification', ({ payload }) => {
      try {
        read(payload, node, hear);
      } catch (error) {
        onError(error);
      }
    });
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      client = next;
      flush();
    } catch (error) {
      onError(error);
      await hangUp(next);
    }
  };
  const redial = () => {
    if (!closed) dialling = connect();
  };

  /** One query at a time on the connection; news that comes meanwhile waits for the next. */
  const ask = async (asked: pg.Client, text: string, values: unknown[] = []) => {
    busy = true;
    try {
      await asked.query(text, values);
    } catch (error) {
      onError(error);
      await hangUp(asked);
    } finally {
      busy = false;
    }
    flush();
  };
  const flush = () => {
    timer = undefined;
    if (!client || busy || waiting.size === 0) return;
    const payloads = [...waiting.values()].map((news) => JSON.stringify({ node, news }));
    waiting = new Map();
    sending = ask(client, `select pg_notify('${CHANNEL}', one) from unnest($1::text[]) as one`, [payloads]);
  };

  // A connection that went silent without a word would never be noticed by listening alone.
  const heartbeat = setInterval(() => {
    if (client && !busy) void ask(client, 'select 1');
  }, HEARTBEAT_MS).unref();

  redial();
  await dialling;
  return {
    send(news: News): void {
      const key = keyOf(news);
      waiting.set(key, merge(news, waiting.get(key)));
      timer ??= setTimeout(flush, COALESCE_MS);
    },
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      clearInterval(heartbeat);
      await dialling;
      await sending;
      flush();
      await sending;
      if (client) await hangUp(client);
    },
  };
}

/** Ends a connection that may not answer any more. */
async function hangUp(client: pg.Client): Promise<void> {
  await client.end().catch(() => {});
}

function keyOf(news: News): string {
  const { about } = news;
  return JSON.stringify([about, 'id' in news ? news.id : news.estateId, about === 'typing' ? news.role : '']);
}

/** Two notices of one conversation become one; neither the newest `seq` nor that a turn is due may get lost. */
function merge(news: News, earlier: News | undefined): News {
  if (news.about !== 'conversation' || earlier?.about !== 'conversation') return news;
  return { ...news, seq: Math.max(news.seq, earlier.seq), inbound: news.inbound || earlier.inbound };
}

function read(payload: string | undefined, node: string, hear: (news: News) => void): void {
  if (!payload) return;
  const { node: sender, news } = JSON.parse(payload) as { node: string; news: News };
  if (sender !== node) hear(news);
}
