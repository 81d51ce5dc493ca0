import type { Activity } from 'botbuilder';
import type { Incoming, MessageFile } from '#dialogs/desk-turn.ts';
import type { NewActivity } from '#records/activities.ts';
import type { ActivityRow } from '#storage/schema.ts';
import type { Understood } from '#understanding/recognizer.ts';

/** Scheme of links to files kept beside a conversation; doors turn them into private links. */
export const FILE_LINK = 'lobby-file:';
/** Scheme of a transcript that is the log itself, up to a place in it. */
export const LOG_LINK = 'lobby-log:';

const DESK = { id: 'desk', role: 'bot' } as const;

type Body = Partial<Activity> & { attachments?: { contentUrl?: string; name?: string; contentType?: string }[] };

/** The Bot Framework activity of a log row. */
export function toActivity(row: ActivityRow): Activity {
  const body = JSON.parse(row.body) as Body;
  return {
    ...body,
    type: row.type,
    id: row.id,
    ...(row.text === null ? {} : { text: row.text }),
    timestamp: new Date(row.at),
    channelId: row.channel,
    serviceUrl: '',
    conversation: { id: row.conversation_id, isGroup: false, conversationType: 'personal', name: '' },
    from: { id: row.from_id, name: row.from_name ?? '', role: row.role === 'resident' ? 'user' : 'bot' },
    recipient: { ...DESK, name: '' },
  } as Activity;
}

/** What came in, for the desk. */
export function toIncoming(activity: Activity, understood: Understood): Incoming {
  const base = { text: activity.text ?? '', understood, files: filesOf(activity) };
  if (activity.type === 'conversationUpdate') return { ...base, kind: 'arrival' };
  if (activity.type === 'message') return { ...base, kind: 'message' };
  return { ...base, kind: 'event', event: { name: activity.name ?? activity.type, value: activity.value } };
}

function filesOf(activity: Activity): MessageFile[] {
  return (activity.attachments ?? [])
    .filter(({ contentUrl }) => contentUrl?.startsWith(FILE_LINK))
    .map(({ contentUrl = '', name = '', contentType }) => ({
      id: contentUrl.slice(FILE_LINK.length),
      name,
      contentType,
    }));
}

/** What the desk said, for the log. Bot Framework's handoff event stays inside the office, its transcript a link to the log. */
export function toReply(sent: Partial<Activity>, inbound: Activity, transcriptTo: number): NewActivity {
  const { type, text, suggestedActions, attachments, channelData, name, value, inputHint, locale } = sent;
  const inside = name === 'handoff.initiate';
  const transcript = {
    contentType: 'application/json',
    name: 'Transcript',
    contentUrl: `${LOG_LINK}${inbound.conversation.id}?to=${transcriptTo}`,
  };
  return {
    type: type ?? 'message',
    role: 'desk',
    fromId: DESK.id,
    visibility: inside ? 'staff' : 'all',
    text,
    body: dropEmpty({
      suggestedActions,
      attachments: inside ? [transcript] : attachments,
      channelData,
      name,
      value,
      inputHint,
      locale,
      // Web Chat holds a reply back for 5 s when it cannot see what it answers.
      replyToId: inbound.type === 'message' ? inbound.id : undefined,
    }),
  };
}

function dropEmpty(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== ''));
}
