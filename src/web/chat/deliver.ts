import type { Connection } from './connection.ts';
import type { ChatActivity, Observable } from './web-chat.ts';

const PATIENCE_MS = 30_000;
const UPLOAD_PATIENCE_MS = 120_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4000;
const NOT_FOUND = 404;
/** DirectLineJS says this instead of an id when the desk failed or could not be reached. It does not try again. */
const NOT_STORED = 'retry';

/** Milliseconds after which Web Chat may call a message undelivered; ours gives up a little earlier. */
export const SEND_TIMEOUT_MS = PATIENCE_MS + 5000;

/** What becomes of what the resident sends. `file`: the desk refuses this file, another try is useless. */
export interface DeliveryNews {
  onTrouble(): void;
  onDelivered(): void;
  onUndelivered(what: 'words' | 'file'): void;
}

/**
 * Posts until the desk has it: a restart or a network change in between is not the resident's affair. Saying it again
 * is safe, because the desk takes each `clientActivityID` once. Ends with an error where the desk refuses for good,
 * or after 30 seconds (uploads 120).
 */
export function deliver(
  activity: ChatActivity,
  { connection, news }: { connection: () => Connection | undefined; news: DeliveryNews },
): Observable<string> {
  return {
    subscribe: (observer) => {
      let cancelled = false;
      const post = async () => {
        const deadline = Date.now() + (isUpload(activity) ? UPLOAD_PATIENCE_MS : PATIENCE_MS);
        for (let pause = FIRST_PAUSE_MS; !cancelled; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
          const id = await postOnce(activity, connection());
          if (id !== NOT_STORED) return id;
          news.onTrouble();
          if (Date.now() + pause > deadline) throw new Error('The desk could not be reached.');
          await new Promise((resolve) => setTimeout(resolve, pause));
        }
        return NOT_STORED;
      };
      post().then(
        (id) => {
          news.onDelivered();
          observer.next?.(id);
          observer.complete?.();
        },
        (error) => {
          news.onUndelivered(isUpload(activity) && isRefusal(error) ? 'file' : 'words');
          observer.error?.(error);
        },
      );
      return {
        unsubscribe: () => {
          cancelled = true;
        },
      };
    },
  };
}

const statusOf = (error: unknown) => (error as { status?: number }).status ?? 0;

function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status >= 400 && status < 500 && status !== NOT_FOUND;
}

const isUpload = ({ attachments }: ChatActivity) => (attachments?.length ?? 0) > 0;

async function postOnce(activity: ChatActivity, connection: Connection | undefined): Promise<string> {
  if (!connection) return NOT_STORED;
  const { line } = connection;
  const { timeout } = line;
  // A photo over a weak line takes longer than the twenty seconds DirectLineJS gives to everything.
  if (isUpload(activity)) line.timeout = UPLOAD_PATIENCE_MS;
  try {
    return await once(line.postActivity(activity));
  } catch (error) {
    if (isRefusal(error)) throw error;
    // The conversation is gone: what was said goes to the next one.
    if (statusOf(error) === NOT_FOUND) connection.fail();
    return NOT_STORED;
  } finally {
    line.timeout = timeout;
  }
}

function once(answer: Observable<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    answer.subscribe({ next: resolve, error: reject, complete: () => resolve(NOT_STORED) });
  });
}
