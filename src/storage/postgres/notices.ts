import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { News } from '../news.ts';

const CHANNEL = 'lobby_news';
const COALESCE_MS = 20;
const RECONNECT_MS = 1000;
const HEARTBEAT_MS = 10_000;

/** What notices need: where to listen, who hears news of other nodes, who hears of failures. */
interface NoticeOptions {
  url: string;
  hear(news: News): void;
  onError(error: unknown): void;
}

/**
 * News between nodes by LISTEN/NOTIFY: a hint only, coalesced so that the database-wide lock of NOTIFY is taken seldom.
 * A lost connection is opened again; what was said meanwhile elsewhere is found by the pollers. Resolves once it listens, or
 * at the first failure, which goes to `onError`.
 */
export async function startNotices(
  url: string,
  hear: (news: News) => void,
  onError: (error: unknown) => void,
): Promise<Notices> {
  const notices = new Notices({ url, hear, onError });
  await notices.dial();
  return notices;
}

class Notices {
  readonly #node = randomUUID().slice(0, 8);
  readonly #options: NoticeOptions;
  readonly #heartbeat: NodeJS.Timeout;
  #client: pg.Client | undefined;
  #dialling: Promise<void> | undefined;
  #closed = false;
  #busy = false;
  #sending: Promise<void> | undefined;
  #waiting = new Map<string, News>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: NoticeOptions) {
    this.#options = options;
    // A connection that went silent without a word would never be noticed by listening alone.
    this.#heartbeat = setInterval(() => {
      if (this.#client && !this.#busy) void this.#ask(this.#client, 'select 1');
    }, HEARTBEAT_MS).unref();
  }

  /** Opens the connection unless closed; resolves when it listens or could not be opened. */
  async dial(): Promise<void> {
    if (this.#closed) return;
    this.#dialling = this.#connect();
    await this.#dialling;
  }

  /** Tells the other nodes, soon. */
  send(news: News): void {
    const key = keyOf(news);
    this.#waiting.set(key, merge(news, this.#waiting.get(key)));
    this.#timer ??= setTimeout(() => this.#flush(), COALESCE_MS);
  }

  /** Sends what is waiting and hangs up for good. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeat);
    await this.#dialling;
    await this.#sending;
    this.#flush();
    await this.#sending;
    if (this.#client) await hangUp(this.#client);
  }

  async #connect(): Promise<void> {
    const next = this.#prepare();
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      this.#client = next;
      this.#flush();
    } catch (error) {
      this.#options.onError(error);
      await hangUp(next);
    }
  }

  /** A connection that is not open yet; when it ends, another is opened. */
  #prepare(): pg.Client {
    const { url, hear, onError } = this.#options;
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 5000 });
    next.once('end', () => {
      if (this.#client === next) this.#client = undefined;
      if (!this.#closed) setTimeout(() => void this.dial(), RECONNECT_MS).unref();
    });
    next.on('error', onError);
    next.on('notification', ({ payload }) => {
      try {
        read(payload, this.#node, hear);
      } catch (error) {
        onError(error);
      }
    });
    return next;
  }

  /** One query at a time on the connection; news that comes meanwhile waits for the next. */
  async #ask(asked: pg.Client, text: string, values: unknown[] = []): Promise<void> {
    this.#busy = true;
    try {
      await asked.query(text, values);
    } catch (error) {
      this.#options.onError(error);
      await hangUp(asked);
    } finally {
      this.#busy = false;
    }
    this.#flush();
  }

  #flush(): void {
    this.#timer = undefined;
    if (!this.#client || this.#busy || this.#waiting.size === 0) return;
    const payloads = [...this.#waiting.values()].map((news) => JSON.stringify({ node: this.#node, news }));
    this.#waiting = new Map();
    const text = `select pg_notify('${CHANNEL}', one) from unnest($1::text[]) as one`;
    this.#sending = this.#ask(this.#client, text, [payloads]);
  }
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
