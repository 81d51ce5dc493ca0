import type { Activity } from 'botbuilder';

/**
 * Attachments that are kept by the log carry `contentUrl: FILE_SCHEME + fileId`. Clients never see this: each time an
 * activity is shown, the address is replaced by a signed link that expires.
 */
export const FILE_SCHEME = 'direct-line-file:';

/** Who speaks from the client's side. `id` starts with `dl_` where it was put into a token. */
export interface LogUser {
  id: string;
  name?: string;
}

/** An uploaded file, checked, with a clean `name`. The activity posted with it refers to it by `FILE_SCHEME + id`. */
export interface StoredFile {
  id: string;
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

/** A conversation to open. `context` is what the page knew when the token was made, e.g. the estate. */
export interface ConversationStart {
  conversationId: string;
  user: LogUser;
  /** A BCP 47 tag, e.g. `zh-CN`. */
  locale?: string;
  context?: Record<string, string>;
}

/** One activity from the client, already cleaned; `externalId` is `${conversationId}|${userId}|${clientActivityID}`. */
export interface ClientPost {
  conversationId: string;
  user: LogUser;
  activity: Partial<Activity>;
  externalId?: string;
  files: StoredFile[];
}

/**
 * Where conversations live: the one thing an owner of this module supplies. Each conversation is a list of activities
 * numbered by a dense `seq` from 1; clients see the number as their watermark.
 *
 * `post` may reject with an error that has a `code`: `conversation_not_found` answers 404, `bot_error` answers 502,
 * anything else 500.
 */
export interface ConversationLog {
  /** Opens the conversation once, whoever calls first; later calls change nothing and answer `created: false`. */
  start(s: ConversationStart): Promise<{ created: boolean }>;
  find(conversationId: string): Promise<{ lastSeq: number } | undefined>;
  /** Durable when it resolves. `typing` activities are passed through, never stored. `externalId` dedupes. */
  post(p: ClientPost): Promise<{ id: string; duplicate: boolean }>;
  /**
   * Visible activities with seq > after, oldest first, at most `limit` log rows looked at; `next` = seq up to which the
   * log was read, invisible rows counted. Nothing new: `{ activities: [], next: after }`.
   */
  read(q: { conversationId: string; after: number; limit: number }): Promise<{ activities: Activity[]; next: number }>;
  /** Called on every change, and with an ephemeral activity (typing) where given. Returns the unsubscribe function. */
  watch(conversationId: string, listener: (ephemeral?: Activity) => void): () => void;
  file(
    conversationId: string,
    fileId: string,
  ): Promise<{ name: string; contentType: string; bytes: Uint8Array } | undefined>;
}
