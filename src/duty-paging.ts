import { join } from 'node:path';
import type { Server } from 'restify';
import type { OutboxOptions, SendHandler } from '#bot/outbox-worker.ts';
import { createSpeech } from '#dialogs/speech.ts';
import type { Estate } from '#handbook/handbook.ts';
import { SEND_ALERT } from '#records/cases/case-alerts.ts';
import { systemClock } from '#records/clock.ts';
import { SEND_LATE_CHAT } from '#records/handoffs/late-chats.ts';
import { SEND_PAGE } from '#records/paging/pages.ts';
import { type Config, ConfigError } from './config.ts';
import type { Desk } from './desk.ts';
import { secretKey } from './keys.ts';
import type { Log } from './log.ts';
import { callNextWhenLost } from './paging/call-next.ts';
import { signDutyLink } from './paging/duty-link.ts';
import { type MeansBook, MeansError, openMeansFile, readMeans } from './paging/means.ts';
import { DUTY_PATH, mountDutyPage } from './paging/mount-duty-page.ts';
import type { PageLinks } from './paging/page-words.ts';
import { sendAlert } from './paging/send-alert.ts';
import { sendLateChat } from './paging/send-late-chat.ts';
import { sendPage } from './paging/send-page.ts';
import { ROOT } from './root.ts';

/** Calling duty persons, as the outbox's worker takes it. */
export interface DutyPaging {
  senders: Record<string, SendHandler>;
  /** What follows when a row of the outbox is given up: for a page, the next person is called. */
  lost: OutboxOptions['onDead'];
}

/**
 * Opens the calling of duty persons: the senders, and the page behind the links they send.
 * @throws ConfigError when the means cannot be used
 */
export function openDutyPaging(
  server: Server,
  { storage, handbook, failures }: Desk,
  config: Config,
  log: Log,
): DutyPaging {
  const clock = systemClock;
  const speech = createSpeech(join(ROOT, 'locales'));
  const key = secretKey(config.dataDir, 'duty-link');
  const say = (locale: 'zh-CN' | 'en') => speech.say(locale);
  mountDutyPage(server, { storage, clock, key, say, onError: log.error });
  const links = (about: { pageId: string; step: number; conversationId: string }): PageLinks | undefined =>
    config.publicUrl === undefined
      ? undefined
      : {
          accept: config.publicUrl + DUTY_PATH + signDutyLink(about, key, clock.now()),
          conversation: `${config.publicUrl}/console/#/desk/${encodeURIComponent(about.conversationId)}`,
        };
  const estate = (id: string) => handbook.estate(id);
  const means = openMeans(config, log);
  warnOfMissing(handbook.estates(), means, log);
  const alerts = { storage, clock, say, estate, means, console: consoleOf(config) };
  const callNext = callNextWhenLost({ clock, unanswered: failures.unansweredPage });
  return {
    senders: {
      [SEND_PAGE]: sendPage({ storage, clock, say, estate, means, links }),
      [SEND_ALERT]: sendAlert(alerts),
      [SEND_LATE_CHAT]: sendLateChat(alerts),
    },
    async lost(tx, row) {
      await callNext(tx, row);
      await failures.lostSend(tx, row);
    },
  };
}

/** Where staff open cases, once somebody has said under which address the desk is reached. */
function consoleOf({ publicUrl }: Config): string | undefined {
  return publicUrl === undefined ? undefined : `${publicUrl}/console/`;
}

/** Said at the start, not in the first emergency: duty.json names means that nobody has set up. */
function warnOfMissing(estates: Estate[], means: MeansBook, log: Log): void {
  for (const { id, office, duty, posts } of estates) {
    const missing = [...new Set([...duty.people, ...posts.posts].flatMap((one) => one.means))].filter(
      (key) => !means.find(key),
    );
    if (missing.length > 0 && !office.fictional)
      log.warn('paging-means-missing', { estate: id, means: missing.join(' ') });
  }
}

function openMeans({ dataDir, pagingMeans }: Config, log: Log): MeansBook {
  try {
    if (pagingMeans !== undefined) return readMeans(pagingMeans, 'PAGING_MEANS');
    return openMeansFile(join(dataDir, 'paging.json'), (code) => log.warn(code));
  } catch (error) {
    if (error instanceof MeansError) throw new ConfigError(error.message);
    throw error;
  }
}
