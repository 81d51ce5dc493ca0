import { type Expression, type SqlBool, sql } from 'kysely';
import { COMPANY_ONLY } from '#records/cases/tickets.ts';
import { type Estates, within } from '#records/estates.ts';
import type { NotUnderstoodRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import type { MessageName } from './not-understood.ts';

/** A label that teaches nothing: words that no office could do anything with. */
export const NO_EXAMPLE = 'none';

/** Whose messages are looked through; `company`: also those of complaints that are for the company alone. */
export interface ReviewScope {
  estates: Estates;
  company: boolean;
}

/** Where a page of the list ends. */
export interface ReviewEnd {
  certainty: number;
  at: number;
  conversationId: string;
  seq: number;
}

/** A labelled message with the name of whoever labelled it. */
export type DraftRow = NotUnderstoodRow & { labelled_name: string | null };

/** More than anybody labels between two lessons; what is beyond waits for the next one. */
const MOST_IN_DRAFT = 500;

/** Those of a scope; a conversation from which the company was written to is for the company. */
function inScope({ estates, company }: ReviewScope, table: string): Expression<SqlBool> {
  if (company) return within(estates, `${table}.estate_id`);
  return sql<SqlBool>`${within(estates, `${table}.estate_id`)} and not exists (
    select 1 from ticket where ticket.conversation_id = ${sql.ref(`${table}.conversation_id`)} and ticket.confidential = ${COMPANY_ONLY})`;
}

/** What waits for a label, least certain first and of equals the oldest. One more than `limit` where there are more. */
export function listForReview(
  db: Db,
  scope: ReviewScope,
  { after, limit, estateId }: { after?: ReviewEnd | undefined; limit: number; estateId?: string | undefined },
): Promise<NotUnderstoodRow[]> {
  return db
    .selectFrom('not_understood as n')
    .selectAll()
    .where(inScope(scope, 'n'))
    .where('n.label', 'is', null)
    .$if(estateId !== undefined, (query) => query.where('n.estate_id', '=', estateId ?? ''))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(n.certainty, n.at, n.conversation_id, n.seq) > (${after?.certainty}, ${after?.at}, ${after?.conversationId}, ${after?.seq})`,
      ),
    )
    .orderBy('n.certainty')
    .orderBy('n.at')
    .orderBy('n.conversation_id')
    .orderBy('n.seq')
    .limit(limit + 1)
    .execute();
}

/** How many messages wait for a label. */
export async function countForReview(db: Db, scope: ReviewScope): Promise<number> {
  const { waiting } = await db
    .selectFrom('not_understood as n')
    .select((eb) => eb.fn.countAll<number | string>().as('waiting'))
    .where(inScope(scope, 'n'))
    .where('n.label', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

/** What is labelled and not in force, in the order in which it was labelled. */
export function readDraft(db: Db, scope: ReviewScope): Promise<DraftRow[]> {
  return db
    .selectFrom('not_understood as n')
    .leftJoin('staff as s', 's.id', 'n.labelled_by')
    .selectAll('n')
    .select('s.display_name as labelled_name')
    .where(inScope(scope, 'n'))
    .where('n.label', 'is not', null)
    .where('n.taught_at', 'is', null)
    .orderBy('n.labelled_at')
    .orderBy('n.conversation_id')
    .orderBy('n.seq')
    .limit(MOST_IN_DRAFT)
    .execute();
}

/** One message that was not understood, or undefined where it is not one's own to see. */
export function findForReview(
  db: Db,
  scope: ReviewScope,
  { conversationId, seq }: Pick<MessageName, 'conversationId' | 'seq'>,
): Promise<NotUnderstoodRow | undefined> {
  return db
    .selectFrom('not_understood as n')
    .selectAll()
    .where(inScope(scope, 'n'))
    .where('n.conversation_id', '=', conversationId)
    .where('n.seq', '=', seq)
    .executeTakeFirst();
}

/** Takes a label back; false when there is none, or when the desk has been taught it. */
export async function takeLabelBack(tx: Tx, { estateId, conversationId, seq }: MessageName): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('not_understood')
    .set({ label: null, labelled_by: null, labelled_at: null })
    .where('estate_id', '=', estateId)
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .where('label', 'is not', null)
    .where('taught_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes that a labelled message is one of the office's examples now; false when its label has changed meanwhile. */
export async function markTaught(tx: Tx, row: NotUnderstoodRow, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('not_understood')
    .set({ taught_at: now })
    .where('conversation_id', '=', row.conversation_id)
    .where('seq', '=', row.seq)
    .where('label', '=', row.label)
    .where('taught_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** So many of the newest conversations are looked through for what residents wrote. */
const RECENT_TALKS = 100;

/** What residents wrote in the newest conversations, as they wrote it; for a trial, which masks what it shows. */
export function recentWords(
  db: Db,
  scope: ReviewScope,
  limit: number,
): Promise<{ estate_id: string; conversation_id: string; seq: number; text: string | null }[]> {
  const newest = db
    .selectFrom('conversation as c')
    .select('c.id')
    .where(within(scope.estates, 'c.estate_id'))
    .orderBy('c.created_at', 'desc')
    .limit(RECENT_TALKS);
  return db
    .selectFrom('activity as a')
    .select(['a.estate_id', 'a.conversation_id', 'a.seq', 'a.text'])
    .where(inScope(scope, 'a'))
    .where('a.conversation_id', 'in', newest)
    .where('a.role', '=', 'resident')
    .where('a.type', '=', 'message')
    .where('a.text', 'is not', null)
    .orderBy('a.at', 'desc')
    .limit(limit)
    .execute();
}
