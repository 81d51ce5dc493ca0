import type { Activity, Attachment } from 'botbuilder';
import { FILE_SCHEME } from './conversation-log.ts';
import { PREFIX, type Service } from './service.ts';
import type { Tokens } from './tokens.ts';

const NEVER_SHOWN = new Set([
  'conversationUpdate',
  'contactRelationUpdate',
  'installationUpdate',
  'trace',
  'typing',
  'delay',
  'invokeResponse',
]);

/** Where an activity is shown: the conversation, and the address by which this client reaches us. */
export interface View {
  conversationId: string;
  base: string;
}

/** What a client may see of logged activities. Typing is not among it: it is shown on open sockets only. */
export async function toClient(service: Service, view: View, activities: Activity[]): Promise<Partial<Activity>[]> {
  const visible = activities.filter((activity) => !NEVER_SHOWN.has(activity.type));
  return Promise.all(visible.map((activity) => present(service, view, activity)));
}

/** One activity without what belongs to the server, and with links that open its files. */
export async function present(service: Service, view: View, activity: Activity): Promise<Partial<Activity>> {
  const { serviceUrl: _serviceUrl, callerId: _callerId, ...shown } = activity;
  if (!shown.attachments?.some(isKept)) return shown;
  const attachments = await Promise.all(shown.attachments.map((attachment) => withLink(service, view, attachment)));
  return { ...shown, attachments };
}

const isKept = (attachment: Attachment) => attachment.contentUrl?.startsWith(FILE_SCHEME) ?? false;

async function withLink(service: Service, view: View, attachment: Attachment): Promise<Attachment> {
  const { contentUrl = '' } = attachment;
  if (!isKept(attachment)) return attachment;
  return { ...attachment, contentUrl: await fileLink(service.tokens, view, contentUrl.slice(FILE_SCHEME.length)) };
}

/** The address at which the file can be fetched without a token, for about as long as a token lives. */
export async function fileLink(tokens: Tokens, { conversationId, base }: View, fileId: string): Promise<string> {
  const link = await tokens.issueFileLink({ conversationId, fileId });
  const path = `/conversations/${encodeURIComponent(conversationId)}/files/${encodeURIComponent(fileId)}`;
  return `${base}${PREFIX}${path}?t=${link}`;
}
