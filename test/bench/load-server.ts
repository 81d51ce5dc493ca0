import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectLineAdapter } from '#channels/direct-line/adapter.ts';
import type { ConversationLog } from '#channels/direct-line/conversation-log.ts';
import { mountDirectLine } from '#channels/direct-line/mount-direct-line.ts';
import { createTokens } from '#channels/direct-line/tokens.ts';
import { systemClock } from '#records/clock.ts';
import { openDesk } from '#src/desk.ts';
import { createDeskLog } from '#src/desk-log.ts';
import { createLog } from '#src/log.ts';
import { ROOT } from '#src/root.ts';
import { createServer } from '#src/server.ts';
import { createMemoryLog } from '../channels/direct-line/memory-log.ts';

/**
 * What this process is asked: to tell its processor time (milliseconds) once so many turns are answered, or the times of the
 * turns since the last question.
 */
export type Question = { answered: number } | { times: true };

/** A bot behind a log, and how its answers are noticed. */
interface Behind {
  log: ConversationLog;
  onAnswer(listener: (conversationId: string) => void): void;
  close(): Promise<void>;
}

const [kind, key = ''] = process.argv.slice(2);
const behind = kind === 'desk' ? await durableDesk() : memoryEcho();
const server = createServer({ log: createLog('error'), readiness: async () => ({ ready: true, reasons: [] }) });
const asked = new Map<string, number>();
let times: number[] = [];
let answered = 0;
let wanted: number | undefined;

server.server.prependListener('request', ({ method, url = '' }: { method: string; url?: string }) => {
  const id = method === 'POST' && /\/conversations\/([^/]+)\/activities/.exec(url)?.[1];
  if (id) asked.set(id, performance.now());
});
behind.onAnswer((id) => {
  times.push(performance.now() - (asked.get(id) ?? Number.NaN));
  answered += 1;
  tellWhenAnswered();
});
const tokens = createTokens({ key: Buffer.from(key, 'hex') });
const limits = { startsPerMinute: Number.POSITIVE_INFINITY };
const directLine = mountDirectLine(server, { log: behind.log, tokens, limits });
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('message', (question: Question) => {
  if ('times' in question) {
    process.send?.({ times });
    times = [];
  } else {
    wanted = question.answered;
    tellWhenAnswered();
  }
});
process.on('disconnect', async () => {
  await directLine.close();
  await behind.close();
  process.exit(0);
});

function tellWhenAnswered(): void {
  if (wanted === undefined || answered < wanted) return;
  wanted = undefined;
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: (user + system) / 1000 });
}

/** The desk as `npm start` opens it, on SQLite in a folder of its own; an answer is a committed turn. */
async function durableDesk(): Promise<Behind> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-bench-'));
  const desk = await openDesk({
    dataDir,
    handbookDir: join(ROOT, 'data'),
    clock: systemClock,
    log: createLog('error'),
  });
  return {
    log: createDeskLog(desk.storage, systemClock),
    onAnswer: (listener) =>
      void desk.storage.listen((news) => {
        if (news.about === 'conversation' && !news.inbound) listener(news.id);
      }),
    async close() {
      await desk.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** The least a bot can do: says what it hears, on lists in memory. */
function memoryEcho(): Behind {
  const listeners: ((conversationId: string) => void)[] = [];
  const log = createMemoryLog((activity) =>
    new DirectLineAdapter(async (reply) => {
      const { id } = activity.conversation;
      const said = await log.append(id, reply);
      for (const listener of listeners) listener(id);
      return said;
    }).process(activity, async (context) => {
      await context.sendActivity(context.activity.text ?? 'Welcome');
    }),
  );
  return { log, onAnswer: (listener) => void listeners.push(listener), close: async () => {} };
}
