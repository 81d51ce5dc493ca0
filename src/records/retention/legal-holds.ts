import { type Estates, within } from '#records/estates.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** Why a conversation is kept whatever the rule says. */
export interface LegalHold {
  id: string;
  why: string;
  actor: string;
  at: number;
}

/** Holds a conversation back from deletion, or lets it go again, with the reason on record. */
export async function setHold(
  tx: Tx,
  wish: { conversationId: string; estateId: string; hold: boolean; why: string; actor: string },
  now: number,
): Promise<void> {
  const { conversationId, estateId, hold, why, actor } = wish;
  const row = { estate_id: estateId, why, actor, at: now };
  if (hold) {
    await tx.db
      .insertInto('legal_hold')
      .values({ conversation_id: conversationId, ...row })
      .onConflict((oc) => oc.column('conversation_id').doUpdateSet(row))
      .execute();
  } else {
    await tx.db.deleteFrom('legal_hold').where('conversation_id', '=', conversationId).execute();
  }
  const action = hold ? 'chat.hold' : 'chat.release';
  const subject = `conversation:${conversationId}`;
  await writeAudit(tx, { actor, action, subject, estateId, detail: { why } }, now);
}

/** Why a conversation is held back, or undefined. */
export function findHold(db: Db, conversationId: string): Promise<{ why: string } | undefined> {
  return db.selectFrom('legal_hold').select('why').where('conversation_id', '=', conversationId).executeTakeFirst();
}

/** What is held back in these estates, the newest first. */
export function readHolds(db: Db, estates: Estates, limit: number): Promise<LegalHold[]> {
  return db
    .selectFrom('legal_hold')
    .select(['conversation_id as id', 'why', 'actor', 'at'])
    .where(within(estates, 'legal_hold.estate_id'))
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}
