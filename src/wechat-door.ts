import { join } from 'node:path';
import type { Server } from 'restify';
import type { SendHandler } from '#bot/outbox-worker.ts';
import { mountWechat } from '#channels/wechat/mount-wechat.ts';
import { createSpeech } from '#dialogs/speech.ts';
import { systemClock } from '#records/clock.ts';
import { deliveryKind } from '#records/deliveries.ts';
import { openSpool } from '#storage/sqlite/spool.ts';
import { createAwayWords } from './away-words.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import type { Log } from './log.ts';
import { ROOT } from './root.ts';

/** An open WeChat door: the senders of its outbox rows by kind. */
export interface OpenWechatDoor {
  senders: Record<string, SendHandler>;
  close(): Promise<void>;
}

/** Opens the WeChat door when it is set. */
export function openWechatDoor(server: Server, desk: Desk, config: Config, log: Log): OpenWechatDoor {
  if (!config.wechat) return { senders: {}, close: async () => {} };
  const { storage, handbook, recognizer } = desk;
  const speech = createSpeech(join(ROOT, 'locales'));
  const { sendHandler, fetchHandler, close } = mountWechat(server, {
    settings: config.wechat,
    storage,
    clock: systemClock,
    log,
    say: (locale, key, values) => speech.say(locale)(key, values),
    // A code on an estate's poster names the estate; who comes otherwise belongs to the first.
    estateOf: (scene) => (scene && handbook.estate(scene) ? scene : handbook.estates()[0]?.id),
    phoneOf: (estateId) => handbook.estate(estateId)?.office.phones.reception.number || undefined,
    // Where the store is this node's own, there is nothing to bridge.
    away: config.databaseUrl
      ? {
          spool: openSpool(join(config.dataDir, 'wechat-spool.db')),
          words: createAwayWords({ handbook, recognizer, speech, now: () => systemClock.now() }),
        }
      : undefined,
  });
  return { senders: { [deliveryKind('wechat')]: sendHandler, 'wechat-fetch': fetchHandler }, close };
}
