import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { PREFIX } from '#channels/direct-line/service.ts';
import { createTokens } from '#channels/direct-line/tokens.ts';
import { ROOT } from '#src/root.ts';
import type { Question } from './load-server.ts';

/** A conversation that is open on a server, and the resident's way into it. */
export interface OpenChat {
  id: string;
  headers: Record<string, string>;
  path: string;
  streamUrl: string;
}

/** A server in a process of its own: the desk, or the echo in memory. */
export interface LoadServer {
  url: string;
  /** Opens conversations, says `first` in each and waits for the answers. */
  openChats(count: number, first: string): Promise<OpenChat[]>;
  post(chat: OpenChat, text: string): Promise<void>;
  /** Resolves when this many more turns than before are answered, with the server's processor time in milliseconds. */
  answeredAfter(more: number): Promise<number>;
  /** Milliseconds from the arrival of each request to the end of its turn, since the last call. */
  takeTimes(): Promise<number[]>;
  stop(): Promise<void>;
}

/** An address correction while the repair form asks since when: the answer is rewritten and the question asked again. */
export const CORRECTIONS = ['3栋2单元501', '5栋2单元501'];
/** A repair that leaves open since when. */
export const REPORT = '我要报修，3栋2单元501厨房水龙头漏水';

/** Starts `load-server.ts`. */
export async function startLoadServer(kind: 'desk' | 'echo'): Promise<LoadServer> {
  const key = randomBytes(32);
  const child = fork(join(import.meta.dirname, 'load-server.ts'), [kind, key.toString('hex')]);
  const { url } = (await hear(child)) as { url: string };
  const tokens = createTokens({ key });
  const agent = new http.Agent({ keepAlive: true });
  let turns = 0;

  const call = async (path: string, headers: Record<string, string>, body: object): Promise<string> => {
    const request = http.request(url + path, { method: 'POST', agent, headers });
    request.end(JSON.stringify(body));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const text = await bodyOf(response);
    if (!response.statusCode || response.statusCode >= 300) throw new Error(`${path} answered ${response.statusCode}.`);
    return text;
  };
  const open = async (): Promise<OpenChat> => {
    const id = randomBytes(18).toString('base64url');
    const context = { estate: firstEstate(), locale: 'zh-CN' };
    const token = await tokens.issue({ conversationId: id, userId: `dl_${id}`, context });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const { streamUrl } = JSON.parse(await call(`${PREFIX}/conversations`, headers, {}));
    return { id, headers, streamUrl, path: `${PREFIX}/conversations/${id}/activities` };
  };
  const post = async (chat: OpenChat, text: string) => {
    await call(chat.path, chat.headers, message(text, randomBytes(12).toString('base64url')));
  };
  const answeredAfter = async (more: number) => {
    turns += more;
    return ((await ask(child, { answered: turns })) as { cpu: number }).cpu;
  };
  return {
    url,
    post,
    answeredAfter,
    async openChats(count, first) {
      const chats = await Promise.all(Array.from({ length: count }, open));
      await answeredAfter(count);
      await Promise.all(chats.map((chat) => post(chat, first)));
      await answeredAfter(count);
      return chats;
    },
    takeTimes: async () => ((await ask(child, { times: true })) as { times: number[] }).times,
    async stop() {
      agent.destroy();
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** What Web Chat posts; `id` is its own id of the message, new for each. */
export function message(text: string, id: string) {
  return { type: 'message', text, locale: 'zh-CN', channelData: { clientActivityID: id } };
}

/** The estate whose residents write here. */
export function firstEstate(): string {
  const [estate = ''] = readdirSync(join(ROOT, 'data', 'estates')).sort();
  return estate;
}

function ask(child: ChildProcess, question: Question): Promise<unknown> {
  child.send(question);
  return hear(child);
}

async function hear(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const exit = once(child, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('The server under load has ended.');
  });
  try {
    const [heard] = await Promise.race([once(child, 'message', { signal: ended.signal }), exit]);
    return heard;
  } finally {
    exit.catch(() => {});
    ended.abort();
  }
}

async function bodyOf(response: http.IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  for await (const part of response) text += part;
  return text;
}
