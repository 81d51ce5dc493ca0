import { prepared } from '#storage/prepared.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** What a message was taken for in its turn: the likeliest intent with its probability (0–1), and what the desk made of it. */
export interface TakenFor {
  conversationId: string;
  seq: number;
  intent: string | undefined;
  score: number;
  band: 'act' | 'ask' | 'person';
}

/** Keeps what a message was taken for, in the transaction of its turn; for the office only. */
export async function keepUnderstood(tx: Tx, { conversationId, seq, intent, score, band }: TakenFor): Promise<void> {
  const row = { conversationId, seq, intent: intent ?? null, score: Math.round(score * 1000), band };
  await insertUnderstood(tx.db, row);
}

type Row = Omit<TakenFor, 'intent'> & { intent: string | null };

const insertUnderstood = prepared((db, { conversationId, seq, intent, score, band }: Row) =>
  db
    .insertInto('understood')
    .values({ conversation_id: conversationId, seq, intent, score, band })
    .onConflict((oc) => oc.columns(['conversation_id', 'seq']).doNothing()),
);

/** What the messages of a stretch of the log were taken for, by `seq`. */
export async function readUnderstood(
  db: Db,
  stretch: { conversationId: string; from: number; to: number },
): Promise<ReadonlyMap<number, { intent: string | null; score: number; band: TakenFor['band'] }>> {
  const rows = await db
    .selectFrom('understood')
    .select(['seq', 'intent', 'score', 'band'])
    .where('conversation_id', '=', stretch.conversationId)
    .where('seq', '>=', stretch.from)
    .where('seq', '<=', stretch.to)
    .execute();
  return new Map(rows.map(({ seq, intent, score, band }) => [seq, { intent, score: score / 1000, band }]));
}
