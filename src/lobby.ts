import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join, relative } from 'node:path';
import type { Server } from 'restify';
import { startHandoffWatch } from '#bot/handoff-watch.ts';
import { startOutbox } from '#bot/outbox-worker.ts';
import { mountAzure } from '#channels/azure/mount-azure.ts';
import { mountDirectLine } from '#channels/direct-line/mount-direct-line.ts';
import { createTokens } from '#channels/direct-line/tokens.ts';
import { clientAddress } from '#console/client-address.ts';
import { mountConsoleApi } from '#console/mount-console-api.ts';
import { knowledgeDesk } from '#console/questions/knowledge-desk.ts';
import { registerDesk } from '#console/residents/register-desk.ts';
import { systemClock } from '#records/clock.ts';
import { deliveryKind } from '#records/deliveries.ts';
import { mountPages } from '#web/pages.ts';
import { createChatSessions } from './chat-sessions.ts';
import { createClerkHelp } from './clerk-help.ts';
import type { Config } from './config.ts';
import { type Desk, type DeskOptions, openDesk } from './desk.ts';
import { createDeskLog } from './desk-log.ts';
import { openDutyPaging } from './duty-paging.ts';
import { examplesDesk } from './examples-desk.ts';
import { secretKey } from './keys.ts';
import type { Log } from './log.ts';
import { pageFacts } from './page-facts.ts';
import { ROOT } from './root.ts';
import { createServer, type Readiness } from './server.ts';
import { openWechatDoor } from './wechat-door.ts';

/** Below this much free space (bytes) the desk takes no new work: better said early than lost late. */
const SPACE_RESERVE = 100 * 1024 * 1024;
const DRAIN_MS = 15_000;
/** Connections the system holds for us in a rush; a caller beyond that tries again only after a second. */
const MOST_UNACCEPTED = 4096;

/** A running desk. */
export interface Lobby {
  readonly port: number;
  /** What the operator should know, line by line. */
  readonly welcome: string[];
  /** Ends cleanly: no new work, running turns finish, everything is closed. */
  stop(): Promise<void>;
}

/** Parts of the desk that are already open. */
export type OpenParts = Pick<DeskOptions, 'handbook' | 'recognizer' | 'speech'>;

/**
 * Puts the whole desk together by hand and starts it. The pages are served as they lie in `.build`.
 * @throws StorageError, HandbookError, or the system's error when the port or the data folder cannot be had
 */
export async function startLobby(config: Config, log: Log, parts: OpenParts = {}): Promise<Lobby> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const desk = await openDesk({ ...config, ...parts, clock: systemClock, log });
  const state = { stopping: false };
  const server = createServer({ log, readiness: () => readiness(desk, config, state) });
  const closers = await mountEverything(server, desk, config, log);
  await desk.turns.recover();
  const port = await listen(server, config, log);
  const stop = async () => {
    state.stopping = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const close of closers.list) await close();
    setTimeout(() => server.server.closeAllConnections(), DRAIN_MS).unref();
    server.server.closeIdleConnections();
    await closed;
    await desk.close();
  };
  return { port, welcome: await welcome(port, config, closers.setupLink), stop };
}

async function mountEverything(server: Server, desk: Desk, config: Config, log: Log) {
  const { storage, handbook } = desk;
  const clock = systemClock;
  const whoCalls = (req: IncomingMessage) => clientAddress(req, config.trustProxy);
  const tokens = createTokens({ key: secretKey(config.dataDir, 'direct-line') });
  const directLine = mountDirectLine(server, {
    log: createDeskLog(storage, clock),
    tokens,
    secret: config.directLineSecret,
    publicUrl: config.publicUrl,
    // The desk's own page is same-origin; other sites may call only where a secret was given out for that.
    allowedOrigins: config.directLineSecret ? undefined : [],
    clientAddress: whoCalls,
    onError: log.error,
  });
  const console = mountConsoleApi(server, {
    storage,
    handbook,
    knowledge: knowledgeDesk(handbook),
    intake: desk.clerkForms,
    register: registerDesk(handbook),
    review: examplesDesk(handbook, config.handbookDir),
    clock,
    help: createClerkHelp({ ...desk, clock }),
    onError: log.error,
    sealingKey: secretKey(config.dataDir, 'staff-secrets'),
    secureCookies: config.publicUrl?.startsWith('https:') ?? false,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
  });
  mountPages(server, {
    facts: (estateId, locale) => pageFacts(handbook, estateId, locale, clock),
    session: createChatSessions({ storage, tokens, handbook, key: secretKey(config.dataDir, 'chat-session') }),
    buildDir: join(ROOT, '.build'),
    frameAncestors: [...config.frameAncestors],
    clientAddress: whoCalls,
    onError: log.error,
    secureCookies: config.publicUrl?.startsWith('https:') ?? false,
  });
  const azure = config.azure
    ? mountAzure(server, {
        azure: config.azure,
        storage,
        clock,
        estateOf: () => handbook.estates()[0]?.id,
        onError: log.error,
      })
    : undefined;
  const sending = startSending(server, desk, config, { log, azure });
  const list = [() => directLine.close(), () => console.close(), () => sending.close()];
  return { list, setupLink: () => console.setupLink() };
}

/** Opens the doors that send by themselves, and the outbox that sends for them. */
function startSending(
  server: Server,
  desk: Desk,
  config: Config,
  { log, azure }: { log: Log; azure: ReturnType<typeof mountAzure> | undefined },
): { close(): Promise<void> } {
  const { storage } = desk;
  const clock = systemClock;
  const workers = { storage, clock, node: clock.id(), onError: (error: unknown) => log.error('worker-failed', error) };
  const wechat = openWechatDoor(server, desk, config, log);
  const paging = openDutyPaging(server, desk, config, log);
  const outbox = startOutbox({
    ...workers,
    handlers: {
      ...wechat.senders,
      ...paging.senders,
      ...(azure && { [deliveryKind('azure')]: azure.sendHandler }),
    },
    onDead: paging.lost,
  });
  const stopNudging = storage.listen(({ about }) => {
    if (about === 'conversation') outbox.nudge();
  });
  const watch = startHandoffWatch({ ...workers, handbook: desk.handbook });
  return {
    async close() {
      await watch.stop();
      stopNudging();
      await wechat.close();
      await outbox.stop();
    },
  };
}

async function readiness(desk: Desk, config: Config, { stopping }: { stopping: boolean }): Promise<Readiness> {
  const reasons: string[] = [];
  if (stopping) reasons.push('stopping');
  const { bavail, bsize } = await statfs(config.dataDir);
  if (bavail * bsize < SPACE_RESERVE) reasons.push('disk-almost-full');
  try {
    await desk.storage.db.selectFrom('number_series').select('series').limit(1).execute();
  } catch {
    reasons.push('database-unreachable');
  }
  return { ready: reasons.length === 0, reasons };
}

function listen(server: Server, { host, port }: Config, log: Log): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => reject(Object.assign(error, { port }));
    // restify passes the errors of its server on, and an error that nobody takes would end the process.
    server.once('error', refuse);
    server.listen(port, host, MOST_UNACCEPTED, () => {
      server.off('error', refuse);
      server.on('error', (error) => log.error('server-failed', error));
      const address = server.server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

async function welcome(port: number, config: Config, setupLink: () => Promise<string | undefined>): Promise<string[]> {
  const base = config.publicUrl ?? `http://localhost:${port}`;
  const link = await setupLink();
  const where = config.databaseUrl ? 'PostgreSQL' : relative(process.cwd(), config.dataDir) || '.';
  return [
    '',
    '物业前台已启动 · Lobby is running',
    `  居民页面 residents  ${base}/`,
    `  员工后台 console    ${base}/console/`,
    `  数据位置 data       ${where}`,
    ...(link ? [`  首次设置 first account (24 h, once)  ${base}${link}`] : []),
    '',
  ];
}
