import type { NotUnderstoodRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** More of a message tells a person no more about what it means. */
const LONGEST = 1000;

/** The message a record is about: one record a message. */
export interface MessageName {
  estateId: string;
  conversationId: string;
  seq: number;
}

/** What the desk took a message for: intents with their probabilities (0–1), best first. */
export interface Guess {
  name: string;
  score: number;
}

/** A message that was not understood. `maskedText` must not say who wrote it (`maskPersonal`); `next` names what the desk did then. */
export interface NewNotUnderstood extends MessageName {
  maskedText: string;
  guesses: readonly Guess[];
  band: 'ask' | 'person' | 'act';
  next: string;
}

/** The same with the time it came. */
export interface NotUnderstood extends NewNotUnderstood {
  at: number;
}

/** Keeps what was not understood, in the transaction of its turn. A turn that runs again changes nothing. */
export async function keepNotUnderstood(tx: Tx, found: NewNotUnderstood, now: number): Promise<void> {
  await tx.db
    .insertInto('not_understood')
    .values({
      conversation_id: found.conversationId,
      seq: found.seq,
      estate_id: found.estateId,
      text: found.maskedText.slice(0, LONGEST),
      guesses: JSON.stringify(found.guesses),
      certainty: Math.round((found.guesses[0]?.score ?? 0) * 1000),
      band: found.band,
      next: found.next,
      at: now,
    })
    .onConflict((oc) => oc.columns(['conversation_id', 'seq']).doNothing())
    .execute();
}

/** What waits for a label in an estate, least certain first and of equals the oldest: labels there teach most. */
export async function listNotUnderstood(
  db: Db,
  { estateId, limit }: { estateId: string; limit: number },
): Promise<NotUnderstood[]> {
  const rows = await db
    .selectFrom('not_understood')
    .selectAll()
    .where('estate_id', '=', estateId)
    .where('label', 'is', null)
    .orderBy('certainty')
    .orderBy('at')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

function fromRow(row: NotUnderstoodRow): NotUnderstood {
  return {
    estateId: row.estate_id,
    conversationId: row.conversation_id,
    seq: row.seq,
    maskedText: row.text,
    guesses: JSON.parse(row.guesses) as Guess[],
    band: row.band,
    next: row.next,
    at: row.at,
  };
}

/** Says what a message meant; false when it is not there or somebody labelled it first. */
export async function markLabelled(
  tx: Tx,
  { estateId, conversationId, seq }: MessageName,
  said: { label: string; by: string },
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('not_understood')
    .set({ label: said.label, labelled_by: said.by, labelled_at: now })
    .where('estate_id', '=', estateId)
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .where('label', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
