import { type Expression, type SqlBool, sql } from 'kysely';
import { writeAudit } from '#records/staff/audit.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { forgetConversation } from './forget-conversation.ts';

/** Kinds of what a rule deletes. */
export const RETENTION_KINDS = ['conversations', 'files', 'notUnderstood'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** Before when something was said last, of one estate. */
export interface Due {
  estateId: string;
  before: number;
}

/** States of a case in which the office owes nothing more. */
const OVER = ['closed', 'cancelled', 'withdrawn', 'settled', 'archived', 'answered', 'declined', 'done'];

/** A conversation that is kept: with a person or waiting for one, on legal hold, or with a case that is not over. */
function isKept(conversation: string): Expression<SqlBool> {
  const id = sql.ref(`${conversation}.id`);
  return sql<SqlBool>`(${sql.ref(`${conversation}.owner`)} <> 'bot'
    or exists (select 1 from legal_hold as l where l.conversation_id = ${id})
    or exists (select 1 from ticket as k where k.conversation_id = ${id} and k.state not in (${sql.join(OVER.map((one) => sql.lit(one)))})))`;
}

/** Conversations in which nothing has been said since, without those that are kept; alias `c`. */
function dueConversations(db: Db, { estateId, before }: Due) {
  return db
    .selectFrom('conversation as c')
    .where('c.estate_id', '=', estateId)
    .where('c.created_at', '<', before)
    .where('c.last_at', '<', before);
}

function dueFiles(db: Db, { estateId, before }: Due) {
  return db
    .selectFrom('attachment as f')
    .innerJoin('conversation as c', 'c.id', 'f.conversation_id')
    .where('f.estate_id', '=', estateId)
    .where('f.created_at', '<', before)
    .where('f.size', '>', 0);
}

function dueNotUnderstood(db: Db, { estateId, before }: Due) {
  return db.selectFrom('not_understood as n').where('n.estate_id', '=', estateId).where('n.at', '<', before);
}

/** How much a rule would delete, and how much of that age it keeps. */
export async function countDue(db: Db, kind: RetentionKind, due: Due): Promise<{ count: number; kept: number }> {
  if (kind === 'notUnderstood') {
    const { n } = await dueNotUnderstood(db, due)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return { count: Number(n), kept: 0 };
  }
  const query = kind === 'files' ? dueFiles(db, due) : dueConversations(db, due);
  const { n, kept } = await query
    .select((eb) => [
      eb.fn.countAll<number>().as('n'),
      eb.fn.count<number>(sql`case when ${isKept('c')} then 1 end`).as('kept'),
    ])
    .executeTakeFirstOrThrow();
  return { count: Number(n) - Number(kept), kept: Number(kept) };
}

/** The oldest conversations that would go. */
export function listDue(db: Db, due: Due, limit: number) {
  return dueConversations(db, due)
    .select(['c.id', 'c.user_name', 'c.channel', 'c.service', 'c.created_at', 'c.last_at'])
    .where(sql<SqlBool>`not ${isKept('c')}`)
    .orderBy('c.created_at')
    .orderBy('c.id')
    .limit(limit)
    .execute();
}

/** Deletes some of what is due, in one transaction, and writes down how much. Answers how much that was. */
export async function deleteDue(
  tx: Tx,
  kind: RetentionKind,
  due: Due,
  run: { actor: string; limit: number; now: number; newId(): string },
): Promise<number> {
  const count = await deleteSome(tx, kind, due, run);
  if (count > 0) {
    const { estateId, before } = due;
    const detail = { kind, count, before };
    await writeAudit(
      tx,
      { actor: run.actor, action: 'retention.delete', subject: `estate:${estateId}`, estateId, detail },
      run.now,
    );
  }
  return count;
}

async function deleteSome(
  tx: Tx,
  kind: RetentionKind,
  due: Due,
  { limit, newId }: { limit: number; newId(): string },
): Promise<number> {
  if (kind === 'conversations') {
    const rows = await listDue(tx.db, due, limit);
    for (const { id } of rows) await forgetConversation(tx, id, `expired|${newId()}`);
    return rows.length;
  }
  if (kind === 'files') {
    const rows = await dueFiles(tx.db, due)
      .select('f.id')
      .where(sql<SqlBool>`not ${isKept('c')}`)
      .limit(limit)
      .execute();
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) {
      const empty = { name: '', content_type: '', size: 0, bytes: new Uint8Array() };
      await tx.db.updateTable('attachment').set(empty).where('id', 'in', ids).execute();
    }
    return ids.length;
  }
  const rows = await dueNotUnderstood(tx.db, due).select(['n.conversation_id', 'n.seq']).limit(limit).execute();
  for (const { conversation_id, seq } of rows) {
    await tx.db
      .deleteFrom('not_understood')
      .where('conversation_id', '=', conversation_id)
      .where('seq', '=', seq)
      .execute();
  }
  return rows.length;
}
