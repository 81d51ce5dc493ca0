import type { Activity } from 'botbuilder';
import type { Incoming, MessageFile } from '#dialogs/desk-turn.ts';
import { FORM_ANSWERED } from '#dialogs/handoff/fill-in.ts';
import type { NewActivity } from '#records/activities.ts';
import { FILE_LINK, LOG_LINK, toLoggedActivity } from '#records/transcripts/transcript.ts';
import type { ActivityRow } from '#storage/schema.ts';
import type { Understood } from '#understanding/recognizer.ts';

const DESK = { id: 'desk' } as const;

/** The Bot Framework activity of a log row. */
export function toActivity(row: ActivityRow): Activity {
  return toLoggedActivity(row) as unknown as Activity;
}

/** What came in, for the desk. */
export function toIncoming(activity: Activity, role: ActivityRow['role'], understood: Understood): Incoming {
  const base = { text: activity.text ?? '', understood, files: filesOf(activity) };
  if (activity.type === 'conversationUpdate') return { ...base, kind: 'arrival' };
  if (activity.type === 'message') return { ...base, kind: 'message' };
  const event = { name: activity.name ?? activity.type, value: activity.value, fromOffice: role === 'system' };
  return { ...base, kind: 'event', event };
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
  const inside = name === 'handoff.initiate' || name === FORM_ANSWERED;
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
      attachments: name === 'handoff.initiate' ? [transcript] : attachments,
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
