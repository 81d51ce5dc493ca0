import { findConversation } from '#records/conversations.ts';
import { noteNotice } from '#records/wechat/quota.ts';
import type { OutboxRow } from '#storage/schema.ts';
import { withToken } from './access-token.ts';
import { postJson } from './api.ts';
import type { Sender } from './sender.ts';

/** The platform's time of day in templates. */
const TIME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/**
 * Tells a resident by template that something waits for them, once until they write again. Nothing without the setting; that
 * it did not arrive is no harm, since the message itself waits on.
 */
export async function sendNotice({ door, tokens }: Sender, row: OutboxRow): Promise<void> {
  const { storage, settings, clock, log } = door;
  const template = settings.noticeTemplate;
  const conversationId = row.conversation_id ?? '';
  const conversation = template ? await findConversation(storage.db, conversationId) : undefined;
  if (!conversation || !(await storage.transact((tx) => noteNotice(tx, conversationId, clock.now())))) return;
  const [words, time] = settings.noticeFields;
  const locale = conversation.locale === 'en' ? 'en' : 'zh-CN';
  const data = {
    ...(words ? { [words]: { value: door.say(locale, 'wechat:waiting').slice(0, 20) } } : {}),
    ...(time ? { [time]: { value: TIME.format(clock.now()) } } : {}),
  };
  const body = { touser: conversation.user_id, template_id: template, data };
  try {
    await withToken(tokens, (token) => postJson(settings.apiBase, '/cgi-bin/message/template/send', { token, body }));
  } catch (error) {
    log.error('wechat-notice-failed', error);
  }
}
