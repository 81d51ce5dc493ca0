import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { passwordDesk } from '#console/accounts/passwords.ts';
import type { ApiError, Me, Role } from '#console/api.ts';
import type { ConsoleDeps, EstateBook } from '#console/console-desk.ts';
import { type ConsoleApi, mountConsoleApi } from '#console/mount-console-api.ts';
import { append, type NewActivity } from '#records/activities.ts';
import { type fixedClock, systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import type { Estates } from '#records/estates.ts';
import { requestHandoff } from '#records/handoffs/handoffs.ts';
import { addStaff } from '#records/staff/staff.ts';
import type { Storage } from '#storage/storage.ts';

/** The password of every account that these tests make. */
export const PASSWORD = 'a heron by the lake';

/** Two estates of one company. */
export const TWO_ESTATES: EstateBook = {
  estates: () => [
    { id: 'lake', office: { name: { zh: '晴湖花园', en: 'Lake Garden' }, timeZone: 'Asia/Shanghai' } },
    { id: 'hill', office: { name: { zh: '青山苑', en: 'Hill Court' }, timeZone: 'Asia/Shanghai' } },
  ],
};

/** A running console API on a real server. */
export interface RunningDesk extends ConsoleApi {
  url: string;
  errors: string[];
  stop(): Promise<void>;
}

/** Starts the console API on a store, on a port of its own. */
export async function startDesk(storage: Storage, settings: Partial<ConsoleDeps> = {}): Promise<RunningDesk> {
  const server = restify.createServer({ name: '' });
  const errors: string[] = [];
  const api = mountConsoleApi(server, {
    storage,
    handbook: TWO_ESTATES,
    clock: systemClock,
    onError: (code, error) => errors.push(`${code}: ${error}`),
    sealingKey: new Uint8Array(32).fill(7),
    secureCookies: false,
    ...settings,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...api,
    url: `http://127.0.0.1:${port}/console/api`,
    errors,
    async stop() {
      await api.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        (server.server as import('node:http').Server).closeAllConnections();
      });
    },
  };
}

/** An answer of the API, read. */
export interface Answer<T = unknown> {
  status: number;
  body: T;
  error: ApiError['error'] | undefined;
  headers: Headers;
}

/** A browser at the console: keeps its cookie and the token that POSTs carry. */
export class Browser {
  readonly #url: string;
  readonly headers: Record<string, string>;
  cookie: string | undefined;
  csrf: string | undefined;

  constructor(desk: { url: string }, headers: Record<string, string> = {}) {
    this.#url = desk.url;
    this.headers = headers;
  }

  get<T = unknown>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.ask<T>(path, { headers });
  }

  post<T = unknown>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const csrf: Record<string, string> = this.csrf ? { 'x-lobby-csrf': this.csrf } : {};
    return this.ask<T>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...csrf, ...headers },
      body: JSON.stringify(body),
    });
  }

  /** The bare answer, for streams and files. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie: Record<string, string> = this.cookie ? { cookie: this.cookie } : {};
    return fetch(`${this.#url}/${path}`, { ...init, headers: { ...this.headers, ...cookie, ...init.headers } });
  }

  async ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const response = await this.fetch(path, init);
    const [set] = response.headers.getSetCookie();
    if (set) this.cookie = set.split(';')[0];
    const text = await response.text();
    const body = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body, error: body?.error, headers: response.headers };
  }

  async signIn(name: string, password = PASSWORD): Promise<Answer<Me>> {
    const answer = await this.post<Me>('sign-in', { name, password });
    if (answer.status === 200) this.csrf = answer.body.csrf;
    return answer;
  }
}

/** An account, made in the store. @returns its id */
export async function anAccount(
  storage: Storage,
  account: { name: string; displayName?: string; role?: Role; estates?: Estates },
): Promise<string> {
  hash ??= passwordDesk().hash(PASSWORD);
  const passwordHash = await hash;
  const row = await storage.transact((tx) =>
    addStaff(tx, { displayName: account.name, role: 'agent', estates: '*', ...account, passwordHash }, systemClock),
  );
  if (!row) throw new Error(`${account.name} is taken`);
  return row.id;
}

let hash: Promise<string> | undefined;

/** Somebody signed in at a browser of their own. */
export async function aClerk(
  desk: RunningDesk,
  storage: Storage,
  account: Parameters<typeof anAccount>[1],
): Promise<Browser> {
  await anAccount(storage, account);
  const browser = new Browser(desk);
  const { status } = await browser.signIn(account.name);
  if (status !== 200) throw new Error(`${account.name} could not sign in: ${status}`);
  return browser;
}

/** A conversation with what was said in it. @returns its id */
export async function aChat(
  storage: Storage,
  chat: { estateId?: string; id?: string; userName?: string; says?: (string | NewActivity)[]; at?: number },
): Promise<string> {
  const { estateId = 'lake', id = systemClock.id(), userName, says = ['您好'], at = systemClock.now() } = chat;
  const activities = says.map(
    (one): NewActivity =>
      typeof one === 'string' ? { type: 'message', role: 'resident', fromId: 'dl_1', text: one } : one,
  );
  await storage.transact(async (tx) => {
    await openConversation(tx, { id, estateId, channel: 'webchat', userId: 'dl_1', userName, locale: 'zh-CN' }, at);
    if (activities.length > 0) await append(tx, id, activities, at);
  });
  return id;
}

/** The same, waiting for a person. */
export async function aWaitingChat(
  storage: Storage,
  chat: Parameters<typeof aChat>[1] & {
    level?: 'critical' | 'urgent' | 'ordinary';
    clock?: ReturnType<typeof fixedClock>;
  } = {},
): Promise<string> {
  const { estateId = 'lake', level = 'ordinary', clock } = chat;
  const id = await aChat(storage, chat);
  await storage.transact((tx) =>
    requestHandoff(
      tx,
      { conversationId: id, estateId, reason: 'asked', level },
      clock ? { id: systemClock.id, now: clock.now } : systemClock,
    ),
  );
  return id;
}
