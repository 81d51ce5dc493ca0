import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { createTokens } from '#channels/direct-line/tokens.ts';
import type { ConsoleNews, Log } from '#console/api.ts';
import { systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { secretKey } from '#src/keys.ts';
import { openStorage } from '#storage/open.ts';
import { StaffClient } from '../lobby/staff-client.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';
import { type Figure, p50AndP99, percentile } from './figures.ts';
import { firstEstate, message } from './load-client.ts';
import { sizes } from './sizes.ts';

const CHATS = 200;
/** Messages a second, both ways together: two hundred chats, each with a word every ten seconds. */
const PER_SECOND = 20;
const BUDGET = 250;

/**
 * Two hundred chats in the hands of one clerk on one node: milliseconds from the moment a message is due to be sent until the
 * other side has read it, through the news and the log as the pages read them.
 */
export async function measureLive(): Promise<Figure[]> {
  const lobby = await startTestLobby();
  try {
    const clerk = new StaffClient(lobby.base);
    await clerk.setUp(lobby.setupPath ?? '');
    const chats = await openChats(lobby, clerk);
    const stream = await openNews(clerk);
    await run(clerk, chats, { stream, seconds: 3 });
    const { toClerk, toResident } = await run(clerk, chats, { stream, seconds: sizes.openLoop });
    stream.close();
    for (const chat of chats) chat.close();
    return [
      figure(`a resident’s message on the clerk’s screen, ${CHATS} open chats`, toClerk),
      figure('a clerk’s message on the resident’s page, the same', toResident),
    ];
  } finally {
    await lobby.stop();
  }
}

function figure(what: string, times: number[]): Figure {
  return {
    what,
    measured: p50AndP99(times),
    budget: `p99 ≤ ${BUDGET} ms`,
    met: percentile(times, 0.99) <= BUDGET,
  };
}

/** A resident's page: posts by Direct Line, hears by its socket. */
interface Resident {
  id: string;
  post(text: string): Promise<void>;
  hears(text: string): Promise<void>;
  close(): void;
}

/** Opened in the store: a page of each would ask for more new chats than one address may have. */
async function openChats({ base, dataDir }: RunningLobby, clerk: StaffClient): Promise<Resident[]> {
  const storage = await openStorage({ dataDir, onError: console.error });
  const ids = Array.from({ length: CHATS }, (_, n) => `bench-chat-${n}`);
  const estateId = firstEstate();
  for (const id of ids) {
    const opening = { id, estateId, channel: 'webchat', userId: `dl_${id}`, locale: 'zh-CN' };
    await storage.transact((tx) => openConversation(tx, opening, systemClock.now()));
  }
  await storage.close();
  const tokens = createTokens({ key: secretKey(dataDir, 'direct-line') });
  const residents: Resident[] = [];
  for (const id of ids) {
    const pulled = await clerk.call('POST', `conversations/${id}/pull`, {});
    if (pulled.status !== 204) throw new Error(`pull ${pulled.status}`);
    const token = await tokens.issue({ conversationId: id, userId: `dl_${id}`, context: { estate: estateId } });
    residents.push(await openResident(`${base}/v3/directline/conversations/${id}`, id, token));
  }
  return residents;
}

async function openResident(address: string, id: string, token: string): Promise<Resident> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { streamUrl } = (await (await fetch(`${address}?watermark=0`, { headers })).json()) as { streamUrl: string };
  const waiting = new Map<string, () => void>();
  const socket = new WebSocket(streamUrl);
  socket.on('message', (frame) => {
    for (const { text } of JSON.parse(String(frame) || '{}').activities ?? []) waiting.get(text)?.();
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    id,
    async post(text) {
      const body = JSON.stringify(message(text, text));
      const posted = await fetch(`${address}/activities`, { method: 'POST', headers, body });
      if (!posted.ok) throw new Error(`post ${posted.status}`);
      await posted.text();
    },
    hears: (text) => new Promise((resolve) => waiting.set(text, resolve)),
    close: () => socket.close(),
  };
}

interface News {
  /** Resolves once a conversation has news of this place in its log or a later one. */
  heard(id: string, text: string): Promise<void>;
  close(): void;
}

/** The clerk's page: at each piece of news of a chat it reads what is new there. */
async function openNews(clerk: StaffClient): Promise<News> {
  const seen = new Map<string, number>();
  const waiting = new Map<string, () => void>();
  const cut = new AbortController();
  const answer = await clerk.call('GET', 'events');
  const read = async ({ id, seq }: Extract<ConsoleNews, { kind: 'conversation' }>) => {
    const after = seen.get(id) ?? seq - 1;
    if (seq <= after) return;
    seen.set(id, seq);
    const { activities } = await clerk.get<Log>(`conversations/${id}/log?after=${after}`);
    for (const { text } of activities) waiting.get(`${id} ${text}`)?.();
  };
  void listen(answer, cut.signal, (news) => {
    if (news.kind === 'conversation') void read(news);
    if (news.kind === 'ping') void clerk.call('POST', 'presence', { page: 'bench-page' });
  });
  return {
    heard: (id, text) => new Promise((resolve) => waiting.set(`${id} ${text}`, resolve)),
    close: () => cut.abort(),
  };
}

async function listen(answer: Response, signal: AbortSignal, hear: (news: ConsoleNews) => void): Promise<void> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  signal.addEventListener('abort', () => reader?.cancel());
  let rest = '';
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data) hear(JSON.parse(data) as ConsoleNews);
    }
  }
}

async function run(
  clerk: StaffClient,
  chats: Resident[],
  { stream, seconds }: { stream: News; seconds: number },
): Promise<{ toClerk: number[]; toResident: number[] }> {
  const times = { toClerk: [] as number[], toResident: [] as number[] };
  const began = performance.now();
  const messages = Array.from({ length: PER_SECOND * seconds }, async (_, turn) => {
    const resident = chats[turn % chats.length] as Resident;
    const due = began + (turn * 1000) / PER_SECOND;
    await wait(Math.max(0, due - performance.now()));
    const text = `${seconds}-${turn}`;
    if (turn % 2 === 0) {
      const heard = stream.heard(resident.id, text);
      await resident.post(text);
      await heard;
      times.toClerk.push(performance.now() - due);
    } else {
      const path = `conversations/${resident.id}/messages`;
      const heard = resident.hears(text);
      await clerk.call('POST', path, { text, clientId: text });
      await heard;
      times.toResident.push(performance.now() - due);
    }
  });
  await Promise.all(messages);
  return times;
}
