import type { Activity, Attachment } from 'botbuilder';
import { toActivity } from '#bot/activities.ts';
import { type ConversationLog, FILE_SCHEME } from '#channels/direct-line/conversation-log.ts';
import { append, readLog, takeIn } from '#records/activities.ts';
import { findAttachment, keepAttachments } from '#records/attachments.ts';
import type { Clock } from '#records/clock.ts';
import { findConversation, openConversation, UnknownConversation } from '#records/conversations.ts';
import { noteSeen } from '#records/office/delivery.ts';
import { FILE_LINK } from '#records/transcripts/transcript.ts';
import type { Storage } from '#storage/storage.ts';

const CHANNEL = 'webchat';

/** The desk's own log behind the Direct Line door: what the resident's page posts, reads and watches. */
export function createDeskLog(storage: Storage, clock: Clock): ConversationLog {
  const known = async (id: string) => {
    const row = await findConversation(storage.db, id);
    if (!row) throw new UnknownConversation();
    return row;
  };
  return {
    start: (wish) => startChat(storage, clock, wish),

    async find(conversationId) {
      const row = await findConversation(storage.db, conversationId);
      return row && { lastSeq: row.last_seq };
    },

    async post({ conversationId, user, activity, externalId, files }) {
      const seen = seenIn(activity);
      if (activity.type === 'typing' || seen !== undefined) {
        const { estate_id: estateId } = await known(conversationId);
        if (seen === undefined) storage.announce({ about: 'typing', id: conversationId, estateId, role: 'resident' });
        else await noteSeen(storage, { conversationId, estateId, seq: seen }, clock.now());
        return { id: '', duplicate: false };
      }
      const now = clock.now();
      const said = { ...fromResident(activity, user), channel: CHANNEL, externalId };
      if (files.length === 0) return takeIn(storage, conversationId, said, { now });
      const { estate_id } = await known(conversationId);
      const kept = { id: conversationId, estateId: estate_id };
      return takeIn(storage, conversationId, said, { now, also: (tx) => keepAttachments(tx, kept, files, now) });
    },

    async read({ conversationId, after, limit }) {
      const rows = await readLog(storage.db, { conversationId, after, limit });
      const visible = rows.filter((row) => row.visibility === 'all');
      return { activities: visible.map(forResident), next: rows.at(-1)?.seq ?? after };
    },

    watch(conversationId, listener) {
      return storage.listen((news) => {
        if (news.about === 'conversation' && news.id === conversationId) listener();
        if (news.about === 'typing' && news.id === conversationId && news.role !== 'resident')
          listener(typing(conversationId));
      });
    },

    file: (conversationId, id) => findAttachment(storage.db, conversationId, id),
  };
}

async function startChat(
  storage: Storage,
  clock: Clock,
  { conversationId, user, locale, context }: Parameters<ConversationLog['start']>[0],
): Promise<{ created: boolean }> {
  const opened = await storage.transact(async (tx) => {
    const conversation = {
      id: conversationId,
      estateId: context?.estate ?? '',
      channel: CHANNEL,
      userId: user.id,
      userName: user.name,
      locale: (locale ?? context?.locale ?? 'zh-CN').toLowerCase().startsWith('en') ? 'en' : 'zh-CN',
    };
    const created = await openConversation(tx, conversation, clock.now());
    if (created) await append(tx, conversationId, [arrival(user.id)], clock.now());
    return created;
  });
  return { created: opened };
}

/** Up to where the resident's page says that it has shown the conversation; undefined for everything else. */
function seenIn({ type, name, value }: Partial<Activity>): number | undefined {
  if (type !== 'event' || name !== 'lobby.seen') return undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

function arrival(userId: string) {
  return { type: 'conversationUpdate', role: 'system', fromId: userId, visibility: 'staff', inbound: true } as const;
}

/** What of a client's activity is kept: words, files, events; not what only the server may say. */
function fromResident(activity: Partial<Activity>, user: { id: string; name?: string }) {
  const { type = 'message', text, attachments, channelData, name, value, locale, inputHint } = activity;
  const body = {
    attachments: relink(attachments, FILE_SCHEME, FILE_LINK),
    channelData,
    name,
    value,
    locale,
    inputHint,
  };
  return {
    type,
    role: 'resident' as const,
    fromId: user.id,
    fromName: user.name,
    text,
    body: Object.fromEntries(Object.entries(body).filter(([, one]) => one !== undefined)),
  };
}

/** As the resident may see it: whether a person or the desk speaks shows in `channelData.lobby.role`. */
function forResident(row: Parameters<typeof toActivity>[0]): Activity {
  const stored = toActivity(row);
  const activity = { ...stored, attachments: relink(stored.attachments, FILE_LINK, FILE_SCHEME) };
  if (row.role !== 'staff') return activity;
  const channelData = { ...activity.channelData, lobby: { ...activity.channelData?.lobby, role: 'staff' } };
  return { ...activity, channelData };
}

function typing(conversationId: string): Activity {
  return {
    type: 'typing',
    from: { id: 'desk', name: '', role: 'bot' },
    conversation: { id: conversationId },
  } as Activity;
}

/** The door and the log each have their own name for a kept file. */
function relink(attachments: Attachment[] | undefined, from: string, to: string): Attachment[] | undefined {
  return attachments?.map((one) =>
    one.contentUrl?.startsWith(from) ? { ...one, contentUrl: to + one.contentUrl.slice(from.length) } : one,
  );
}
