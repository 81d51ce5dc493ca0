import type { IdentityMissTable } from '#storage/schemas/residents.ts';
import type { Db, Tx } from '#storage/storage.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** Wrong tries of one conversation in a day, and of a whole estate in an hour: enough for slips, nothing for guessing. */
const PATIENCE = { conversation: 5, estate: 200 };

/** What was tried: a code of the desk, or a phone with a name. */
export type TriedKind = IdentityMissTable['kind'];

/** Where somebody tries. */
export interface Trying {
  kind: TriedKind;
  estateId: string;
  conversationId: string;
}

/** Wrong tries of a conversation within a day. */
export async function missesOf(db: Db, { kind, conversationId, estateId }: Trying, now: number): Promise<number> {
  const { n } = await db
    .selectFrom('identity_miss')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('estate_id', '=', estateId)
    .where('kind', '=', kind)
    .where('at', '>', now - DAY)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Whether one more try may be looked at: neither this conversation nor the estate as a whole has missed too often. */
export async function mayTry(db: Db, trying: Trying, now: number): Promise<boolean> {
  if ((await missesOf(db, trying, now)) >= PATIENCE.conversation) return false;
  const { n } = await db
    .selectFrom('identity_miss')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('estate_id', '=', trying.estateId)
    .where('kind', '=', trying.kind)
    .where('at', '>', now - HOUR)
    .executeTakeFirstOrThrow();
  return Number(n) < PATIENCE.estate;
}

/** Notes a try that was wrong, and forgets those that count no more. Returns the misses of the conversation so far. */
export async function noteMiss(tx: Tx, trying: Trying, now: number): Promise<number> {
  const { kind, estateId, conversationId } = trying;
  await tx.db
    .deleteFrom('identity_miss')
    .where('estate_id', '=', estateId)
    .where('kind', '=', kind)
    .where('at', '<=', now - DAY)
    .execute();
  const miss = { conversation_id: conversationId, estate_id: estateId, kind, at: now };
  await tx.db.insertInto('identity_miss').values(miss).execute();
  return missesOf(tx.db, trying, now);
}
