import { createHash } from 'node:crypto';
import { type NewActivity, takeIn } from '#records/activities.ts';
import type { Clock } from '#records/clock.ts';
import { keepReference, openConversation } from '#records/conversations.ts';
import type { Storage } from '#storage/storage.ts';
import type { AzureActivity } from './read-activity.ts';

const CHANNEL = 'azure';
const LONGEST_FILE_NAME = 200;

/** The desk's id of a channel's conversation: always the same, and free of what channels put into theirs. */
function conversationIdOf({ channelId, conversation }: AzureActivity): string {
  return `azure|${createHash('sha256').update(`${channelId}|${conversation.id}`).digest('hex')}`;
}

/** What of an activity goes into the log; undefined for what the desk has no use for (typing, reactions, group chats …). */
export function toLogged(activity: AzureActivity): NewActivity | undefined {
  // In a group everybody would read one resident's address and phone number.
  if (activity.conversation.isGroup) return undefined;
  if (activity.type === 'message') return message(activity);
  if (activity.type === 'event') return event(activity);
  return activity.type === 'conversationUpdate' ? arrival(activity) : undefined;
}

/** Puts an activity into the log, and its conversation with it when it is new. Durable when this resolves. */
export async function keep(
  { storage, clock }: { storage: Storage; clock: Clock },
  activity: AzureActivity,
  { logged, estateId }: { logged: NewActivity; estateId: string },
): Promise<void> {
  const now = clock.now();
  const conversation = {
    id: conversationIdOf(activity),
    estateId,
    channel: CHANNEL,
    userId: activity.from.id,
    userName: activity.from.name ?? undefined,
    locale: activity.locale?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN',
    reference: referenceOf(activity),
  };
  await takeIn(
    storage,
    conversation.id,
    { ...logged, channel: CHANNEL, externalId: activity.id ?? undefined },
    {
      now,
      also: async (tx) => {
        const opened = await openConversation(tx, conversation, now);
        // Channels move: replies go to the newest address.
        if (!opened) await keepReference(tx, conversation.id, conversation.reference);
      },
    },
  );
}

/** Bot Framework's address of a conversation, without the activity that it was taken from. */
function referenceOf({ channelId, serviceUrl, conversation, from, recipient, locale }: AzureActivity) {
  return { channelId, serviceUrl, conversation, user: from, bot: recipient, locale: locale ?? undefined };
}

function message(activity: AzureActivity): NewActivity {
  const files = (activity.attachments ?? []).filter((one) => one.contentUrl);
  return {
    ...fromResident(activity),
    text: activity.text ?? undefined,
    // Never fetched: the address is the caller's choice. The name shows a clerk that something was sent.
    body: files.length === 0 ? {} : { attachments: files.map(nameOnly) },
  };
}

function nameOnly({ name, contentType }: NonNullable<AzureActivity['attachments']>[number]) {
  return { contentType: contentType ?? 'application/octet-stream', name: (name ?? '').slice(0, LONGEST_FILE_NAME) };
}

/** Events of Bot Framework's handoff are said by the office only. */
function event(activity: AzureActivity): NewActivity | undefined {
  const { name, value } = activity;
  if (!name || name.startsWith('handoff.')) return undefined;
  return { ...fromResident(activity), body: { name, value } };
}

/** Bot and resident both arrive in a new conversation; only the resident is greeted. */
function arrival({ membersAdded, from, recipient }: AzureActivity): NewActivity | undefined {
  if (!membersAdded?.some((one) => one.id !== recipient.id)) return undefined;
  return { type: 'conversationUpdate', role: 'system', fromId: from.id, visibility: 'staff' };
}

function fromResident({ type, from }: AzureActivity): NewActivity {
  return { type, role: 'resident', fromId: from.id, fromName: from.name ?? undefined };
}
