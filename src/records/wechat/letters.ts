import { sql } from 'kysely';
import { deliveryKind } from '#records/deliveries.ts';
import { prepared } from '#storage/prepared.ts';
import type { ActivityRow, OutboxRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** Kind of the outbox rows that carry words and photos to WeChat. */
export const WECHAT_SEND = deliveryKind('wechat');

/** Neither arrived nor given up. Written out, not as parameters: only so do the engines see that the index `outbox_owed` will do. */
export const OWED = sql<boolean>`state in ('pending', 'leased', 'held')`;

/** How far a message has come: what stands in its outbox row. */
export interface LetterProgress {
  /** The message's place in the log. */
  seq: number;
  /** Parts that have left already. */
  part?: number;
  /** True while a part is on its way: after a crash nobody knows whether it arrived. */
  posting?: boolean;
  /** While an answer carries it: to which message (its place in the log), since when, and the part after those it carries. */
  answer?: { seq: number; at: number; next?: number };
  /** The platform's id of the photo, once it is uploaded. */
  mediaId?: string;
  /** Most bytes of a part, when the platform found the usual too many. */
  limit?: number;
}

/** A message that is to reach a resident on WeChat. */
export interface Letter {
  row: OutboxRow;
  progress: LetterProgress;
  said: ActivityRow;
}

/** Messages of one conversation in one of these states, in the order they were said. */
export async function readLetters(
  db: Db,
  conversationId: string,
  states: OutboxRow['state'][],
  limit = 50,
): Promise<Letter[]> {
  const owed = await selectOwed(db, { conversationId, kind: WECHAT_SEND });
  const rows = owed.filter(({ state }) => states.includes(state)).slice(0, limit);
  const letters = rows.map((row) => ({ row: row as OutboxRow, progress: progressOf(row) }));
  const said = await readSaid(
    db,
    conversationId,
    letters.map(({ progress }) => progress.seq),
  );
  return letters.flatMap((letter) => {
    const one = said.get(letter.progress.seq);
    return one ? [{ ...letter, said: one }] : [];
  });
}

const selectOwed = prepared((db, { conversationId, kind }: { conversationId: string; kind: string }) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where(OWED)
    .where('kind', '=', kind)
    .orderBy('seq'),
);

/** The message of one outbox row; undefined when it was erased. */
export async function readLetter(db: Db, row: OutboxRow): Promise<Letter | undefined> {
  const progress = progressOf(row);
  const said = (await readSaid(db, row.conversation_id ?? '', [progress.seq])).get(progress.seq);
  return said && { row, progress, said };
}

/** Messages by their places in one log. */
export async function readSaid(db: Db, conversationId: string, seqs: number[]): Promise<Map<number, ActivityRow>> {
  if (seqs.length === 0) return new Map();
  const rows = await db
    .selectFrom('activity')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', 'in', seqs)
    .execute();
  return new Map(rows.map((row) => [row.seq, row]));
}

/** Writes how far messages have come, and with it perhaps a new state. */
export async function moveLetter(
  db: Db,
  { row }: Pick<Letter, 'row'>,
  change: { progress: LetterProgress } & Partial<
    Pick<OutboxRow, 'state' | 'due_at' | 'leased_by' | 'leased_until' | 'ended_at' | 'last_error'>
  >,
): Promise<boolean> {
  const { progress, ...columns } = change;
  const result = await db
    .updateTable('outbox')
    .set({ ...columns, body: JSON.stringify(progress) })
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .where('attempts', '=', row.attempts)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends messages that left together with another one. */
export async function endLetters(
  tx: Tx,
  letters: readonly Letter[],
  end: Pick<OutboxRow, 'state' | 'last_error'>,
  now: number,
): Promise<void> {
  if (letters.length === 0) return;
  const open = end.state === 'pending';
  for (const { row, progress } of letters) {
    await tx.db
      .updateTable('outbox')
      .set({
        ...end,
        ...(open ? { due_at: now } : {}),
        ended_at: open ? null : now,
        leased_by: null,
        leased_until: null,
        body: JSON.stringify({ ...progress, posting: undefined }),
      })
      .where('id', '=', row.id)
      .where('state', '=', 'leased')
      .execute();
  }
}

function progressOf(row: Pick<OutboxRow, 'body'>): LetterProgress {
  return JSON.parse(row.body) as LetterProgress;
}
