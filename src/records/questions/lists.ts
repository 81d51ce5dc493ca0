import { type Estates, within } from '#records/estates.ts';
import type { Page, PageEnd } from '#records/paging/page.ts';
import type { Db } from '#storage/storage.ts';
import type { QuestionDesk } from './questions.ts';

/** What narrows the list of questions. */
export interface QuestionFilter {
  estateId?: string;
  desk?: QuestionDesk;
  /** Those nobody has answered, or those somebody has. */
  open: boolean;
}

/** Every list of questions is this query, narrowed. Alias `k` is the case, `w` its answer. */
function questions(db: Db, estates: Estates) {
  return db
    .selectFrom('ticket as k')
    .leftJoin('question_work as w', 'w.ticket_id', 'k.id')
    .leftJoin('staff as s', 's.id', 'w.answered_by')
    .leftJoin('conversation as c', 'c.id', 'k.conversation_id')
    .where('k.service', '=', 'enquiry')
    .where(within(estates, 'k.estate_id'))
    .select(['k.id', 'k.number', 'k.estate_id', 'k.state', 'k.summary', 'k.category', 'k.answers', 'k.created_at'])
    .select(['k.updated_at', 'k.conversation_id', 'k.contact_name', 'k.contact_phone', 'k.resident_id'])
    .select(['w.answer', 'w.answered_at', 'w.told_in', 'w.told_seq', 's.display_name as answered_name'])
    .select(['c.channel', 'c.locale'])
    .select((eb) => [
      eb.fn.coalesce('w.desk', eb.val('reception')).as('desk'),
      eb
        .selectFrom('knowledge_draft as d')
        .select('d.state')
        .whereRef('d.ticket_id', '=', 'k.id')
        .orderBy('d.drafted_at', 'desc')
        .limit(1)
        .as('draft'),
    ]);
}

/** A question as lists show it. */
export type QuestionRow = Awaited<ReturnType<ReturnType<typeof questions>['execute']>>[number];

/** One page of questions: what waits with the oldest first, what is answered with the youngest first. */
export async function listQuestions(
  db: Db,
  estates: Estates,
  { filter, after, limit }: { filter: QuestionFilter; after?: PageEnd; limit: number },
): Promise<Page<QuestionRow>> {
  const { estateId, desk, open } = filter;
  const [order, beyond] = open ? (['asc', '>'] as const) : (['desc', '<'] as const);
  let query = questions(db, estates)
    .where('k.state', open ? '=' : '<>', 'open')
    .orderBy('k.created_at', order)
    .orderBy('k.id', order)
    .limit(limit + 1);
  if (estateId !== undefined) query = query.where('k.estate_id', '=', estateId);
  if (desk !== undefined) query = query.where((eb) => eb(eb.fn.coalesce('w.desk', eb.val('reception')), '=', desk));
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb('k.created_at', beyond, after.at),
        eb.and([eb('k.created_at', '=', after.at), eb('k.id', beyond, after.id)]),
      ]),
    );
  const rows = await query.execute();
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), end: last && { at: last.created_at, id: last.id } };
}

/** One question of these estates, or undefined. */
export function findQuestion(db: Db, estates: Estates, id: string): Promise<QuestionRow | undefined> {
  return questions(db, estates).where('k.id', '=', id).executeTakeFirst();
}

/** How many questions of these estates wait for an answer. */
export async function countOpenQuestions(db: Db, estates: Estates): Promise<number> {
  const row = await db
    .selectFrom('ticket as k')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('k.service', '=', 'enquiry')
    .where('k.state', '=', 'open')
    .where(within(estates, 'k.estate_id'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** How far an answer has come: `seq` of the desk's words once they stand in the conversation, and their row of the outbox. */
export interface AnswerDelivery {
  seq: number;
  state: 'pending' | 'leased' | 'sent' | 'held' | 'unknown' | 'dead' | null;
  error: string | null;
}

/** Where the words of an answer are; undefined until the desk has spoken them. */
export async function answerDelivery(
  db: Db,
  { told_in, told_seq, number }: Pick<QuestionRow, 'told_in' | 'told_seq' | 'number'>,
): Promise<AnswerDelivery | undefined> {
  if (told_in === null || told_seq === null) return undefined;
  const spoken = await db
    .selectFrom('activity')
    .select(['seq', 'id'])
    .where('conversation_id', '=', told_in)
    .where('seq', '>', told_seq)
    .where('role', '=', 'desk')
    .where('type', '=', 'message')
    .where('text', 'like', `%${number}%`)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  if (!spoken) return undefined;
  const sending = await db
    .selectFrom('outbox')
    .select(['state', 'last_error'])
    .where('id', '=', `send|${spoken.id}`)
    .executeTakeFirst();
  return { seq: spoken.seq, state: sending?.state ?? null, error: sending?.last_error ?? null };
}
