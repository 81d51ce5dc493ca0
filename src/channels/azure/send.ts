import { type Activity, type Attachment, type ConversationReference, TurnContext } from 'botbuilder';
import { readLog } from '#records/activities.ts';
import { findAttachment } from '#records/attachments.ts';
import { findConversation } from '#records/conversations.ts';
import { FILE_LINK } from '#records/transcripts/transcript.ts';
import { photoWithin } from '#src/files/photo.ts';
import type { ActivityRow, OutboxRow } from '#storage/schema.ts';
import type { Storage } from '#storage/storage.ts';
import { AzureAdapter } from './adapter.ts';
import { ConnectorRefusal, postOnce } from './post-once.ts';
import type { Door } from './receive.ts';
import { isAllowedService } from './service-hosts.ts';

/** Channels behind the service take photos inside a message up to 256 KB. */
const TAKEN = { longestSide: 1600, mostBytes: 180_000 };
/** For one message (milliseconds), the login included; less than the outbox waits. */
const TIME_LIMIT = 15_000;
/** Nobody is made to wait longer than this (milliseconds), whatever a connector asks for. */
const LONGEST_PAUSE = 10 * 60_000;
/** Refusals that pass: logins that ran out, too many calls. With 5xx they are tried again. */
const PASSING = new Set([401, 408, 429]);

/** How a try to send ended, in the outbox's words. Throwing means: surely not sent, try again. */
export type SendOutcome = 'sent' | { unknown: string } | { dead: string } | { retryAt: number; reason: string };

/** Sends one row of the kind `azure-send`. */
export type AzureSendHandler = (row: OutboxRow, about: { signal: AbortSignal }) => Promise<SendOutcome>;

interface Letter {
  reference: Partial<ConversationReference>;
  activity: Partial<Activity>;
}

/** Makes the sender of the outbox rows that `putDeliveries` writes (`body` is `{ seq }`). */
export function createSendHandler(door: Door, timeLimit = TIME_LIMIT): AzureSendHandler {
  return async (row, about) => {
    const letter = await readLetter(door.storage, row);
    if (!letter) return { dead: 'There is nothing to send, or nowhere to send it.' };
    if (!isAllowedService(letter.reference.serviceUrl ?? '', door.azure.serviceHosts)) {
      return { dead: 'The service is not among those allowed.' };
    }
    return trySend(door, letter, AbortSignal.any([about.signal, AbortSignal.timeout(timeLimit)]));
  };
}

async function trySend(door: Door, { reference, activity }: Letter, signal: AbortSignal): Promise<SendOutcome> {
  let connected = false;
  const onConnected = () => {
    connected = true;
  };
  // An adapter for each try is cheap (keys and tokens are kept elsewhere) and makes the time limit its own.
  const adapter = new AzureAdapter(door.azure, {
    sendRequest: (request) => postOnce(request, { signal, onConnected }),
  });
  try {
    await Promise.race([adapter.send(reference, activity), endOf(signal)]);
    return 'sent';
  } catch (error) {
    if (error instanceof ConnectorRefusal) return refused(error, door.clock.now());
    if (connected) return { unknown: 'The connector did not answer.' };
    throw new Error('The message did not get as far as the connector.', { cause: error });
  }
}

/** Microsoft's login has no time limit of its own. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function refused(refusal: ConnectorRefusal, now: number): SendOutcome {
  if (refusal.status < 500 && !PASSING.has(refusal.status)) return { dead: refusal.message };
  const retryAt = toTime(refusal.retryAfter, now);
  if (retryAt === undefined) throw refusal;
  return { retryAt, reason: refusal.message };
}

function toTime(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const at = /^\d+$/.test(retryAfter) ? now + Number(retryAfter) * 1000 : Date.parse(retryAfter);
  return at > now ? Math.min(at, now + LONGEST_PAUSE) : undefined;
}

async function readLetter(storage: Storage, row: OutboxRow): Promise<Letter | undefined> {
  const { seq } = JSON.parse(row.body) as { seq: number };
  const conversation = await findConversation(storage.db, row.conversation_id ?? '');
  const said = conversation && (await readOne(storage, conversation.id, seq));
  if (!conversation?.reference || !said) return undefined;
  const photos = await photosOf(storage, said);
  if (!said.text && photos.length === 0) return undefined;
  const reference = JSON.parse(conversation.reference) as ConversationReference;
  const activityId = await answeredId(storage, said);
  const wire = { ...toWire(said, reference), ...(photos.length > 0 && { attachments: photos }) };
  const activity = TurnContext.applyConversationReference(wire, { ...reference, activityId });
  return { reference, activity };
}

/** The desk's words and choices. What else its log holds is for its own page. */
function toWire(said: ActivityRow, { user }: ConversationReference): Partial<Activity> {
  const { suggestedActions, inputHint, locale } = JSON.parse(said.body) as Partial<Activity>;
  return {
    type: 'message',
    text: said.text ?? '',
    // Else channels would take lists and addresses for Markdown.
    textFormat: 'plain',
    inputHint,
    locale,
    suggestedActions: suggestedActions && { ...suggestedActions, to: user ? [user.id] : [] },
  };
}

/** A clerk's photos, inside the message itself: nobody outside could fetch them from the desk. */
async function photosOf(storage: Storage, said: ActivityRow): Promise<Attachment[]> {
  const { attachments = [] } = JSON.parse(said.body) as Partial<Activity>;
  const photos: Attachment[] = [];
  for (const { contentUrl = '', name } of attachments) {
    const id = contentUrl.startsWith(FILE_LINK) ? contentUrl.slice(FILE_LINK.length) : '';
    const file = id ? await findAttachment(storage.db, said.conversation_id, id) : undefined;
    const photo = file && (await photoWithin(file.bytes, TAKEN));
    if (!photo) continue;
    const data = Buffer.from(photo.bytes).toString('base64');
    photos.push({ contentType: photo.contentType, contentUrl: `data:${photo.contentType};base64,${data}`, name });
  }
  return photos;
}

/** The channel's own id of the message that is answered. */
async function answeredId(storage: Storage, said: ActivityRow): Promise<string | undefined> {
  const { replyToId } = JSON.parse(said.body) as Partial<Activity>;
  if (!replyToId) return undefined;
  const seq = Number(replyToId.slice(replyToId.lastIndexOf('|') + 1));
  const answered = await readOne(storage, said.conversation_id, seq);
  return answered?.external_id ?? undefined;
}

async function readOne(storage: Storage, conversationId: string, seq: number): Promise<ActivityRow | undefined> {
  const [row] = await readLog(storage.db, { conversationId, after: seq - 1, limit: 1 });
  return row?.seq === seq ? row : undefined;
}
