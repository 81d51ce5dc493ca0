import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import restify from 'restify';
import { mountDirectLine } from '#channels/direct-line/mount-direct-line.ts';
import { createTokens } from '#channels/direct-line/tokens.ts';
import { buildFolder } from '#web/build.ts';
import type { ShellFacts } from '#web/chat/shell.ts';
import { mountPages } from '#web/pages.ts';
import { createMemoryLog, type MemoryLog } from '../../channels/direct-line/memory-log.ts';

/** The facts of 晴湖花园 as the handbook would give them. */
export function someFacts(locale: string, changes: Partial<ShellFacts> = {}): ShellFacts {
  const topics = [
    ['repair', '报修', 'Repair'],
    ['complaint', '投诉', 'Complaint'],
    ['move-in', '收楼', 'Moving in'],
    ['fees', '费用', 'Fees'],
    ['person', '人工', 'A person'],
  ] as const;
  return {
    estateId: 'qinghu',
    officeName: { zh: '晴湖花园', en: 'Qinghu Garden' },
    hours: '08:30–18:00',
    openNow: true,
    phones: { reception: '020-8000 1234', night: '020-8000 5678' },
    topics: topics.map(([key, zh, en]) => ({ key, label: locale === 'en' ? en : zh })),
    fictional: true,
    ...changes,
  };
}

/** What a test may change about the desk while it runs. */
export interface DeskSettings {
  facts?: Partial<ShellFacts>;
  tokenSeconds?: number;
  frameAncestors?: string[];
  /** As a proxy that lets no WebSocket through. */
  blockSockets?: boolean;
  /** The desk cannot store: its disk is full. */
  cannotStore?: boolean;
  /** How the desk answers a message; echoes when left out. */
  reply?: (activity: Activity) => Partial<Activity>[];
}

/** A desk with pages, Direct Line and a bot that greets and echoes. Its log outlives `stop` and `start`. */
export interface Desk {
  url: string;
  settings: DeskSettings;
  log: MemoryLog;
  /** Every activity the bot received. */
  received: Activity[];
  /** The conversation opened last. */
  conversationId(): string;
  /** Forgets everything said, as after a restored backup. */
  forget(): void;
  /** From now on visitors are sent to other conversations than their cookies say. */
  newConversations(): void;
  say(activity: Partial<Activity>): Promise<unknown>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** What outlives a restart of the server, and what a test may swap under it. */
interface Kept {
  key: Buffer;
  settings: DeskSettings;
  log: MemoryLog;
  port: number;
  generation: number;
}

/** Starts a desk on a free port. `start` after `stop` takes the same port again. */
export async function startDesk(settings: DeskSettings = {}): Promise<Desk> {
  const received: Activity[] = [];
  const newLog = () => createMemoryLog((activity) => answer(desk, activity));
  const kept: Kept = { key: randomBytes(32), settings, log: newLog(), port: 0, generation: 1 };
  let close = async () => {};
  const desk: Desk = {
    url: '',
    settings,
    received,
    get log() {
      return kept.log;
    },
    conversationId: () => received.findLast(({ type }) => type === 'conversationUpdate')?.conversation.id ?? '',
    forget: () => {
      kept.log = newLog();
    },
    newConversations: () => {
      kept.generation += 1;
    },
    say: (activity) =>
      kept.log.append(desk.conversationId(), {
        type: 'message',
        from: { id: 'bot', name: '', role: 'bot' },
        ...activity,
      }),
    stop: () => close(),
    start: async () => {
      close = await serve(kept);
      desk.url = `http://localhost:${kept.port}`;
    },
  };
  await desk.start();
  return desk;
}

/** One run of the server; the answer ends it. */
async function serve(kept: Kept): Promise<() => Promise<void>> {
  const { key, settings } = kept;
  const server = restify.createServer({ name: '' });
  const tokens = createTokens({ key, lifetimeSeconds: settings.tokenSeconds });
  const directLine = mountDirectLine(server, { log: logOf(kept), tokens });
  server.server.prependListener('upgrade', (_req, socket) => {
    if (settings.blockSockets) socket.destroy();
  });
  mountPages(server, {
    facts: (estateId, locale) =>
      estateId === undefined || estateId === 'qinghu' ? someFacts(locale, settings.facts) : undefined,
    session: async ({ cookie }) => {
      const { generation } = kept;
      const known = cookie?.startsWith(`${generation}-`) ? cookie : `${generation}-${randomBytes(9).toString('hex')}`;
      const ids = { conversationId: `c-${known}`, userId: `dl_${known}` };
      return { ...ids, token: await tokens.issue(ids), expiresIn: tokens.lifetimeSeconds, cookie: known };
    },
    buildDir: buildFolder,
    frameAncestors: settings.frameAncestors,
    secureCookies: false,
  });
  await new Promise<void>((resolve) => server.listen(kept.port, resolve));
  kept.port = (server.address() as AddressInfo).port;
  return async () => {
    await directLine.close();
    server.server.closeAllConnections();
    await new Promise((resolve) => server.close(() => resolve(undefined)));
  };
}

/** The log as it is at each call, so that a running service can be made to forget, or to fail. */
function logOf(kept: Kept): MemoryLog {
  return new Proxy(kept.log, {
    get: (_log, name: keyof MemoryLog) =>
      name === 'post' && kept.settings.cannotStore ? () => Promise.reject(new Error('disk full')) : kept.log[name],
  });
}

async function answer(desk: Desk, activity: Activity): Promise<void> {
  desk.received.push(activity);
  const replies = repliesTo(desk, activity);
  for (const reply of replies) {
    const from = { id: 'bot', name: '', role: 'bot' };
    await desk.log.append(activity.conversation.id, { type: 'message', from, replyToId: activity.id, ...reply });
  }
}

function repliesTo({ settings }: Desk, activity: Activity): Partial<Activity>[] {
  if (activity.type === 'conversationUpdate') {
    const zh = '下午好，您好！我是**自动助手**，我能为您做什么？随时说“人工”就能找到工作人员。';
    const en = 'Good afternoon! I am the **assistant**. How can I help? Say “person” at any time for a colleague.';
    return [{ text: activity.locale?.startsWith('zh') ? zh : en, textFormat: 'markdown' }];
  }
  if (activity.type !== 'message') return [];
  if (settings.reply) return settings.reply(activity);
  const count = activity.attachments?.length ?? 0;
  return [{ text: count > 0 ? `收到 ${count} 个文件` : `收到：${activity.text}` }];
}
