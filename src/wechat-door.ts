import { join } from 'node:path';
import type { Server } from 'restify';
import type { SendHandler } from '#bot/outbox-worker.ts';
import { mountWechat } from '#channels/wechat/mount-wechat.ts';
import { createSpeech } from '#dialogs/speech.ts';
import { systemClock } from '#records/clock.ts';
import { deliveryKind } from '#records/deliveries.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import type { Log } from './log.ts';
import { ROOT } from './root.ts';

/** Opens the WeChat door when it is set; the senders of its outbox rows by kind. */
export function openWechatDoor(
  server: Server,
  { storage, handbook }: Desk,
  config: Config,
  log: Log,
): Record<string, SendHandler> {
  if (!config.wechat) return {};
  const speech = createSpeech(join(ROOT, 'locales'));
  const { sendHandler, fetchHandler } = mountWechat(server, {
    settings: config.wechat,
    storage,
    clock: systemClock,
    log,
    say: (locale, key, values) => speech.say(locale)(key, values),
    // A code on an estate's poster names the estate; who comes otherwise belongs to the first.
    estateOf: (scene) => (scene && handbook.estate(scene) ? scene : handbook.estates()[0]?.id),
    phoneOf: (estateId) => handbook.estate(estateId)?.office.phones.reception.number || undefined,
  });
  return { [deliveryKind('wechat')]: sendHandler, 'wechat-fetch': fetchHandler };
}
