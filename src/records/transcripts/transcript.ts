import type { ActivityRow } from '#storage/schema.ts';

/** Scheme of links to files kept beside a conversation; doors and the console turn them into links of their own. */
export const FILE_LINK = 'lobby-file:';
/** Scheme of a transcript that is the log itself: `lobby-log:<conversation>?to=<seq>`. */
export const LOG_LINK = 'lobby-log:';

/** A log row in the form of a Bot Framework activity, as plain data. */
export interface LoggedActivity {
  type: string;
  id: string;
  text?: string;
  timestamp: Date;
  channelId: string;
  serviceUrl: string;
  conversation: { id: string; isGroup: false; conversationType: string; name: string };
  from: { id: string; name: string; role: 'user' | 'bot' };
  recipient: { id: string; name: string; role: 'bot' };
  [more: string]: unknown;
}

/** The activity of a log row; its body's own fields are kept, what the log knows better stands over them. */
export function toLoggedActivity(row: ActivityRow): LoggedActivity {
  return {
    ...(JSON.parse(row.body) as Record<string, unknown>),
    type: row.type,
    id: row.id,
    ...(row.text === null ? {} : { text: row.text }),
    timestamp: new Date(row.at),
    channelId: row.channel,
    serviceUrl: '',
    conversation: { id: row.conversation_id, isGroup: false, conversationType: 'personal', name: '' },
    from: { id: row.from_id, name: row.from_name ?? '', role: row.role === 'resident' ? 'user' : 'bot' },
    recipient: { id: 'desk', name: '', role: 'bot' },
  };
}
