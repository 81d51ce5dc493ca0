import type { Activity } from 'botbuilder';
import type { Caller } from './authorize.ts';
import type { ConversationLog, LogUser, StoredFile } from './conversation-log.ts';
import { badArgument, conversationNotFound, DirectLineError, missingProperty } from './errors.ts';
import type { Service } from './service.ts';

/** A client that could say these could stage a second welcome or write into the desk's own records. */
const CHANNEL_ONLY = new Set([
  'conversationUpdate',
  'contactRelationUpdate',
  'installationUpdate',
  'trace',
  'delay',
  'invokeResponse',
]);
const LONGEST_CLIENT_ID = 256;

/** An activity as it came in, with what arrived beside it. `userId` is believed only from the secret's holder. */
export interface Arrival {
  caller: Caller;
  conversationId: string;
  body: Record<string, unknown>;
  files: StoredFile[];
  userId?: string | null;
}

/** Cleans and posts one activity; answers its id, the same one again for a repeated post. */
export async function receive(service: Service, arrival: Arrival): Promise<string> {
  const { conversationId, files, body } = arrival;
  const user = speaker(arrival);
  const activity = toActivity(service, arrival, user);
  const externalId = toExternalId(conversationId, user.id, body.channelData);
  const posted = await post(service.log, { conversationId, user, activity, externalId, files });
  return posted.id;
}

/** A token says who speaks, whatever the body says; the secret's holder speaks for whom it names. */
function speaker({ caller, body, userId }: Arrival): LogUser {
  if (caller.by === 'token') return { id: caller.claims.userId, name: caller.claims.userName };
  const from = (body.from ?? {}) as { id?: unknown; name?: unknown };
  const id = typeof from.id === 'string' && from.id !== '' ? from.id : userId;
  if (!id) throw missingProperty('from.id');
  return { id, name: typeof from.name === 'string' ? from.name : undefined };
}

function toActivity(service: Service, { conversationId, body }: Arrival, user: LogUser): Partial<Activity> {
  if (typeof body.type !== 'string' || body.type === '') throw missingProperty('type');
  if (CHANNEL_ONLY.has(body.type)) throw badArgument('Clients may not send activities of this type.');
  if (body.text != null && typeof body.text !== 'string') throw badArgument('text must be a string.');
  const { id: _id, serviceUrl: _url, recipient: _recipient, callerId: _caller, deliveryMode: _mode, ...said } = body;
  return {
    ...said,
    channelId: 'directline',
    conversation: { id: conversationId } as Activity['conversation'],
    from: { ...user, role: 'user' } as Activity['from'],
    timestamp: new Date(service.now()),
  };
}

/** Without a client id of its own a post cannot be told from a second one with the same words, and both count. */
function toExternalId(conversationId: string, userId: string, channelData: unknown): string | undefined {
  const own = (channelData as { clientActivityID?: unknown } | undefined | null)?.clientActivityID;
  if (typeof own !== 'string' || own === '' || own.length > LONGEST_CLIENT_ID) return undefined;
  return `${conversationId}|${userId}|${own}`;
}

async function post(log: ConversationLog, post: Parameters<ConversationLog['post']>[0]) {
  try {
    return await log.post(post);
  } catch (error) {
    const code = (error as { code?: unknown } | undefined)?.code;
    if (code === 'conversation_not_found') throw conversationNotFound();
    if (code === 'bot_error') throw new DirectLineError(502, 'BotError', 'The bot could not take the activity.');
    throw error;
  }
}
