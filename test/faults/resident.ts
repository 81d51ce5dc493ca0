import { setTimeout as pause } from 'node:timers/promises';
import type { Activity } from 'botbuilder';

/** Where the desk can be reached now; undefined while it is down. */
export type Address = () => string | undefined;

/** An answer of the desk as it came over HTTP; `text` is the body as it was, `body` as JSON where it is that. */
export interface Answer {
  status: number;
  text: string;
  body: Record<string, unknown> & { error?: { code: string; message: string } };
}

/** A resident's browser: one conversation over Direct Line, posts repeated under the same mark until acknowledged. */
export interface Resident {
  readonly conversationId: string;
  readonly token: string;
  /** Every acknowledged message in the order of the acknowledgements. */
  readonly acknowledged: { id: string; text: string; mark: string }[];
  /** Says something once; resolves when it is acknowledged, however often the desk dies meanwhile. */
  say(text: string, options?: { twice?: boolean }): Promise<void>;
  /** Everything shown so far, asked for again from the last watermark. */
  shown(): Promise<Activity[]>;
  /** Waits until each acknowledged message has an answer on the screen. @throws when one of them is gone, or nobody will answer */
  heardAll(): Promise<void>;
}

/** Opens the page and starts a conversation. */
export async function enter(address: Address): Promise<Resident> {
  const session = await persist(address, '/chat/session', { body: { locale: 'zh-CN' } });
  const { token, conversationId } = session as { token: string; conversationId: string };
  await persist(address, '/v3/directline/conversations', { token, body: {}, accept: [200, 201] });
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  const screen: Activity[] = [];
  const acknowledged: Resident['acknowledged'] = [];
  let watermark = '';
  let said = 0;

  const post = (text: string, mark: string) =>
    persist(address, path, { token, body: { type: 'message', text, channelData: { clientActivityID: mark } } });
  const shown = async () => {
    for (;;) {
      const news = await persist(address, `${path}?watermark=${watermark}`, { token });
      const { activities } = news as { activities: Activity[] };
      watermark = news.watermark as string;
      if (activities.length === 0) return screen;
      screen.push(...activities);
    }
  };
  return {
    conversationId,
    token,
    acknowledged,
    shown,
    async say(text, { twice = false } = {}) {
      said += 1;
      const mark = `mark-${said}`;
      const [first, ...others] = await Promise.all(twice ? [post(text, mark), post(text, mark)] : [post(text, mark)]);
      for (const other of others) if (other.id !== first?.id) throw new Error('Two copies of one message got two ids.');
      acknowledged.push({ id: String(first?.id), text, mark });
    },
    async heardAll() {
      for (;;) {
        const answered = new Set((await shown()).map(({ replyToId }) => replyToId));
        const texts = new Map(screen.map(({ id, text }) => [id, text]));
        const lost = acknowledged.find(({ id, text }) => texts.get(id) !== text);
        if (lost) throw new Error(`${lost.id} was acknowledged and is gone.`);
        if (acknowledged.every(({ id }) => answered.has(id))) return;
        const queued = screen.some(({ name, value }) => name === 'lobby.notice' && value?.kind === 'queue');
        if (queued) throw new Error('The chat waits for a person, who may leave messages unanswered.');
        await pause(20);
      }
    },
  };
}

/** One request, without patience. */
export async function call(
  url: string,
  path: string,
  options: { token?: string; body?: unknown; method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { token, body, method = body === undefined ? 'GET' : 'POST' } = options;
  const headers: Record<string, string> = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...options.headers,
  };
  const raw = typeof body === 'string' || body instanceof Uint8Array || body === undefined;
  const sent = raw ? (body as BodyInit | undefined) : JSON.stringify(body);
  const response = await fetch(url + path, { method, headers, body: sent });
  const text = await response.text();
  return { status: response.status, text, body: readJson(text) };
}

function readJson(text: string): Answer['body'] {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Asks again and again, as a page does while the desk is down; any answer but success counts as none. */
async function persist(
  address: Address,
  path: string,
  request: { token?: string; body?: unknown; accept?: number[] },
): Promise<Record<string, unknown>> {
  const { accept = [200] } = request;
  for (;;) {
    const url = address();
    const answer = url ? await call(url, path, request).catch(() => undefined) : undefined;
    if (answer && accept.includes(answer.status)) return answer.body;
    await pause(10);
  }
}
