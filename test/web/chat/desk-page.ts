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

/** Starts a desk on a free port. `start` after `stop` takes the same port again. */
export async function startDesk(settings: DeskSettings = {}): Promise<Desk> {
  const key = randomBytes(32);
  const received: Activity[] = [];
  const state = { port: 0, generation: 1, close: async () => {} };
  const newLog = () => createMemoryLog((activity) => answer(desk, activity));
  const current = { log: newLog() };
  const session = async ({ cookie }: { cookie?: string }) => {
    const known = cookie?.startsWith(`${state.generation}-`)
      ? cookie
      : `${state.generation}-${randomBytes(9).toString('hex')}`;
    const conversationId = `c-${known}`;
    const userId = `dl_${known}`;
    const tokens = createTokens({ key, lifetimeSeconds: settings.tokenSeconds });
    return {
      token: await tokens.issue({ conversationId, userId }),
      conversationId,
      userId,
      expiresIn: 60,
      cookie: known,
    };
  };
  const start = async () => {
    const server = restify.createServer({ name: '' });
    const tokens = createTokens({ key, lifetimeSeconds: settings.tokenSeconds });
    // Through `current`, so that a running service can be made to forget.
    const log = new Proxy(current.log, {
      get: (_log, name: keyof MemoryLog) => {
        if (name === 'post' && settings.cannotStore) return () => Promise.reject(new Error('disk full'));
        return current.log[name];
      },
    });
    const directLine = mountDirectLine(server, { log, tokens });
    server.server.prependListener('upgrade', (_req, socket) => {
      if (settings.blockSockets) socket.destroy();
    });
    mountPages(server, {
      facts: (estateId, locale) =>
        estateId === undefined || estateId === 'qinghu' ? someFacts(locale, settings.facts) : undefined,
      session,
      buildDir: buildFolder,
      frameAncestors: settings.frameAncestors,
      secureCookies: false,
    });
    await new Promise<void>((resolve) => server.listen(state.port, resolve));
    state.port = (server.address() as AddressInfo).port;
    desk.url = `http://localhost:${state.port}`;
    state.close = async () => {
      await directLine.close();
      server.server.closeAllConnections();
      await new Promise((resolve) => server.close(() => resolve(undefined)));
    };
  };
  const desk: Desk = {
    url: '',
    settings,
    received,
    get log() {
      return current.log;
    },
    conversationId: () => received.findLast(({ type }) => type === 'conversationUpdate')?.conversation.id ?? '',
    forget: () => {
      current.log = newLog();
    },
    newConversations: () => {
      state.generation += 1;
    },
    say: (activity) =>
      current.log.append(desk.conversationId(), {
        type: 'message',
        from: { id: 'bot', name: '', role: 'bot' },
        ...activity,
      }),
    stop: () => state.close(),
    start,
  };
  await start();
  return desk;
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
