import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type {
  ClientPost,
  ConversationLog,
  ConversationStart,
  StoredFile,
} from '#channels/direct-line/conversation-log.ts';

type Listener = (ephemeral?: Activity) => void;

interface Conversation {
  rows: Activity[];
  ids: Map<string, string>;
  files: Map<string, StoredFile>;
  listeners: Set<Listener>;
  /** The bot's turns, one after the other. */
  turns: Promise<unknown>;
}

/** A log without a disk. `append` is the bot's side; `onReceive` runs for each activity, one at a time. */
export interface MemoryLog extends ConversationLog {
  append(conversationId: string, activity: Partial<Activity>): Promise<{ id: string }>;
}

/** `onReceive` also gets the `conversationUpdate` that opens a conversation; that row is never visible. */
export function createMemoryLog(onReceive: (activity: Activity) => Promise<void> = async () => {}): MemoryLog {
  const conversations = new Map<string, Conversation>();

  const add = (conversationId: string, said: Partial<Activity>): Activity => {
    const conversation = existing(conversations, conversationId);
    const ephemeral = said.type === 'typing';
    const id = ephemeral ? randomUUID() : `${conversationId}|${String(conversation.rows.length + 1).padStart(7, '0')}`;
    const activity = { timestamp: new Date(), ...said, id } as Activity;
    if (!ephemeral) conversation.rows.push(activity);
    for (const listener of [...conversation.listeners]) listener(ephemeral ? activity : undefined);
    return activity;
  };

  const receive = (conversationId: string, said: Partial<Activity>): Activity => {
    const activity = add(conversationId, said);
    const conversation = existing(conversations, conversationId);
    conversation.turns = conversation.turns.then(() => onReceive(activity)).catch(() => undefined);
    return activity;
  };

  return {
    async start(opening) {
      if (conversations.has(opening.conversationId)) return { created: false };
      conversations.set(opening.conversationId, emptyConversation());
      receive(opening.conversationId, toUpdate(opening));
      return { created: true };
    },
    async find(conversationId) {
      const found = conversations.get(conversationId);
      return found && { lastSeq: found.rows.length };
    },
    async post({ conversationId, activity, externalId, files }: ClientPost) {
      const conversation = existing(conversations, conversationId);
      const known = externalId ? conversation.ids.get(externalId) : undefined;
      if (known) return { id: known, duplicate: true };
      for (const file of files) conversation.files.set(file.id, file);
      const id = receive(conversationId, activity).id ?? '';
      if (externalId) conversation.ids.set(externalId, id);
      return { id, duplicate: false };
    },
    async read({ conversationId, after, limit }) {
      const rows = existing(conversations, conversationId).rows.slice(after, after + limit);
      return { activities: rows.filter(({ type }) => type !== 'conversationUpdate'), next: after + rows.length };
    },
    watch(conversationId, listener) {
      const { listeners } = existing(conversations, conversationId);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    file: async (conversationId, fileId) => conversations.get(conversationId)?.files.get(fileId),
    append: async (conversationId, activity) => ({ id: add(conversationId, activity).id ?? '' }),
  };
}

function emptyConversation(): Conversation {
  return { rows: [], ids: new Map(), files: new Map(), listeners: new Set(), turns: Promise.resolve() };
}

function existing(conversations: Map<string, Conversation>, id: string): Conversation {
  const found = conversations.get(id);
  if (found) return found;
  throw Object.assign(new Error('There is no such conversation.'), { code: 'conversation_not_found' });
}

function toUpdate({ conversationId, user, locale }: ConversationStart): Partial<Activity> {
  return {
    type: 'conversationUpdate',
    channelId: 'directline',
    conversation: { id: conversationId } as Activity['conversation'],
    from: { ...user, role: 'user' } as Activity['from'],
    recipient: { id: 'bot', name: 'Bot' } as Activity['recipient'],
    membersAdded: [{ id: user.id, name: user.name ?? '' }],
    locale,
  };
}
