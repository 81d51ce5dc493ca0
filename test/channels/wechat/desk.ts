import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import restify from 'restify';
import type { DueWorker } from '#bot/due-worker.ts';
import { type SendOutcome, startOutbox } from '#bot/outbox-worker.ts';
import type { Turns } from '#bot/turns.ts';
import { mountWechat } from '#channels/wechat/mount-wechat.ts';
import { ANSWER_WITHIN, PLATFORM_LIMITS, type WechatSettings } from '#channels/wechat/settings.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { deliveryKind } from '#records/deliveries.ts';
import { SEND_PAGE } from '#records/paging/pages.ts';
import { createAwayWords } from '#src/away-words.ts';
import { openDesk } from '#src/desk.ts';
import type { OutboxRow } from '#storage/schema.ts';
import { openSpool } from '#storage/sqlite/spool.ts';
import type { Storage } from '#storage/storage.ts';
import type { Recognizer } from '#understanding/recognizer.ts';
import type { Shared } from '../../conversations/play.ts';
import { type Standin, type StandinSettings, startStandin } from './standin/standin.ts';

/** An account of these tests. */
export const ACCOUNT = {
  token: 'a-token-of-the-office',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  appId: 'wxba5fad812f8e6fb9',
  appSecret: 'a-made-up-secret',
  ghId: 'gh_97417a04a28d',
  mode: 'secure',
} satisfies StandinSettings;

/** How long turns take, in milliseconds. */
export interface Thinking {
  ms: number;
  about?: Readonly<Record<string, number>>;
}

/** One line of the desk's log. */
export type LogLine = { level: string; code: string; facts: unknown };

/** The whole desk behind its WeChat door, and the platform before it. */
export interface WechatDesk {
  wechat: Standin;
  url: string;
  storage: Storage;
  agenda: DueWorker;
  turns: Turns;
  lines: LogLine[];
  /** Makes turns take so long (milliseconds of the platform's clock): all of them, or those about a text. */
  think: Thinking;
  /** Lets time pass for the platform and for the outbox. */
  advance(ms: number): Promise<void>;
  outbox(): Promise<OutboxRow[]>;
  /** How many residents have something kept on this node while the database is away. */
  kept(): number;
  /** Lets everything that is due be done, without time passing. */
  rest(): Promise<void>;
  /** Ends the desk as if its process were gone; nothing is put right. A second call waits for the first. */
  stop(): Promise<void>;
}

/** What a desk is started with: settings that differ from the usual, a platform or data that are there already. */
export interface DeskWish {
  settings?: Partial<WechatSettings>;
  standin?: Partial<StandinSettings>;
  wechat?: Standin;
  dataDir: string;
  databaseUrl?: string;
  /** Keeps messages in a file beside the data while the database is away. */
  spooled?: boolean;
  /** How long (milliseconds) the bot waits for the rest of a short message. Default 0. */
  quietMs?: number;
  /** Another handbook than the one all desks share. */
  handbook?: Handbook;
}

/** What the desks before a platform say of themselves: resolved when none computes anything. */
const CALM = new WeakMap<Standin, Set<() => Promise<void>>>();

async function aStandin(wish: Partial<StandinSettings> = {}): Promise<Standin> {
  const desks = new Set<() => Promise<void>>();
  const atRest = async () => {
    for (const calm of desks) await calm();
  };
  const wechat = await startStandin({ ...ACCOUNT, ...wish, atRest });
  CALM.set(wechat, desks);
  return wechat;
}

/** Resolves when every turn that is due waits for the platform's clock: a busy machine may take long over the others. */
async function turnsAtRest({ db, engine }: Storage, thinking: { now: number }): Promise<void> {
  // Where nodes share a store, one cannot tell what the other does; time is real there.
  if (engine === 'postgres') return;
  for (;;) {
    const due = await db.selectFrom('conversation').select('id').whereRef('turned_seq', '<', 'inbound_seq').execute();
    if (due.length <= thinking.now) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Starts the desk on the stand-in's clock; turns are run by the real bot. */
export async function startDesk(common: Shared, wish: DeskWish): Promise<WechatDesk> {
  const shared = { ...common, ...(wish.handbook && { handbook: wish.handbook }) };
  const wechat = wish.wechat ?? (await aStandin(wish.standin));
  const clock = { now: () => wechat.clock.now(), id: () => randomUUID() };
  const think: Thinking = { ms: 0 };
  const lines: LogLine[] = [];
  const line = (level: string) => (code: string, facts?: unknown) =>
    void lines.push({
      level,
      code,
      facts: facts instanceof Error ? { name: facts.name, message: facts.message, stack: facts.stack } : facts,
    });
  const log = { info: line('info'), warn: line('warn'), error: line('error') };
  const { dataDir, databaseUrl, quietMs } = wish;
  const thinking = { now: 0 };
  const recognizer = slow(shared.recognizer, wechat, { think, thinking });
  const desk = await openDesk({ ...shared, recognizer, dataDir, databaseUrl, clock, log, quietMs });
  const server = restify.createServer({ name: '' });
  const spool = wish.spooled ? openSpool(join(dataDir, 'spool.db')) : undefined;
  const { sendHandler, fetchHandler, close } = mountWechat(server, {
    settings: settingsOf(wechat, wish.settings),
    storage: desk.storage,
    clock,
    log,
    say: (locale, key, values) => shared.speech.say(locale)(key, values),
    estateOf: (scene) => (scene === 'nowhere' ? undefined : 'qinghu'),
    phoneOf: () => '0571-0000 0000',
    after: (ms, run) => wechat.clock.after(ms, run),
    away: spool && { spool, words: createAwayWords({ ...shared, now: () => wechat.clock.now() }) },
  });
  const handlers = { [deliveryKind('wechat')]: sendHandler, 'wechat-fetch': fetchHandler, [SEND_PAGE]: leftToTheTest };
  const outbox = startOutbox({
    ...{ storage: desk.storage, clock, node: randomUUID(), handlers, random: () => 0 },
    onError: (error) => log.error('worker-failed', error),
    onDead: async (_tx, row, reason) => log.warn('gave-up', { kind: row.kind, reason }),
  });
  const stopNudging = desk.storage.listen(({ about }) => {
    if (about === 'conversation') outbox.nudge();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`;
  if (!wish.wechat) wechat.pointAt(url);
  const calm = () => turnsAtRest(desk.storage, thinking);
  CALM.get(wechat)?.add(calm);
  await desk.turns.recover();
  const settle = async () => {
    // A row that ends lets the next of its conversation go.
    for (let round = 0; round < 3; round++) {
      outbox.nudge();
      await wechat.settle();
    }
  };
  let stopped: Promise<void> | undefined;
  const end = async () => {
    CALM.get(wechat)?.delete(calm);
    stopNudging();
    server.server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await close();
    await outbox.stop();
    think.ms = 0;
    await desk.close();
  };
  return {
    ...{ wechat, url, storage: desk.storage, agenda: desk.agenda, turns: desk.turns, lines, think, rest: settle },
    async advance(ms) {
      const step = Math.max(5000, ms / 8);
      for (let left = ms; left > 0; left -= step) {
        await wechat.advance(Math.min(left, step));
        await settle();
      }
    },
    outbox: () => desk.storage.db.selectFrom('outbox').selectAll().orderBy('seq').execute() as Promise<OutboxRow[]>,
    kept: () => spool?.holders(Number.MAX_SAFE_INTEGER).length ?? 0,
    stop: () => (stopped ??= end()),
  };
}

/** Nobody is called by these desks; a test says what became of the call (`playDuty`). */
async function leftToTheTest(): Promise<SendOutcome> {
  return { held: 'A test says how this ends.' };
}

/** The settings of an account that the stand-in plays. */
export function settingsOf(wechat: Standin, more: Partial<WechatSettings> = {}): WechatSettings {
  const { token, aesKey, appId, appSecret } = ACCOUNT;
  return {
    ...{ token, aesKey, appId, appSecret, mode: 'secure', verified: true, aiLabel: false, noticeFields: [] },
    ...{ apiBase: wechat.apiBase, limits: PLATFORM_LIMITS, answerWithin: ANSWER_WITHIN },
    ...more,
  };
}

/** A recognizer that takes its time by the platform's clock. */
function slow(
  recognizer: Recognizer,
  wechat: Standin,
  { think, thinking }: { think: Thinking; thinking: { now: number } },
): Recognizer {
  return {
    ...recognizer,
    async recognize(text, context) {
      const ms = think.about?.[text] ?? think.ms;
      if (ms > 0) {
        thinking.now += 1;
        await new Promise<void>((resolve) => void wechat.clock.after(ms, resolve));
        thinking.now -= 1;
      }
      return recognizer.recognize(text, context);
    },
  };
}

/** Waits until the recognizer is ready: time that no clock of the platform should count. */
export async function understandOnce({ recognizer, handbook }: Shared): Promise<void> {
  const estate = handbook.estate('qinghu');
  const context = { locale: 'zh-CN', now: new Date(), timeZone: 'Asia/Shanghai', estateId: estate?.id ?? '' } as const;
  await recognizer.recognize('你好', context);
}
