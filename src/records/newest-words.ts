import type { Db } from '#storage/storage.ts';

/** How a page begins that shows the newest words first. */
export interface NewestWords {
  /** The place in the log after which it reads. */
  after: number;
  /** The value of the last `lobby.notice` up to there: who has the conversation, since the page does not hear it itself. */
  notice?: unknown;
}

/** Where the newest `count` messages of a conversation begin for its resident; undefined when there are no more than that. */
export async function newestWords(db: Db, conversationId: string, count: number): Promise<NewestWords | undefined> {
  const shown = db
    .selectFrom('activity')
    .where('conversation_id', '=', conversationId)
    .where('visibility', '=', 'all')
    .orderBy('seq', 'desc');
  const last = await shown.select('seq').where('type', '=', 'message').offset(count).limit(1).executeTakeFirst();
  if (!last) return undefined;
  const notice = await shown
    .select('body')
    .where('seq', '<=', last.seq)
    .where('type', '=', 'event')
    .where('role', '<>', 'resident')
    .where('body', 'like', '%"lobby.notice"%')
    .limit(1)
    .executeTakeFirst();
  const { value } = notice ? (JSON.parse(notice.body) as { value?: unknown }) : {};
  return { after: last.seq, notice: value };
}
