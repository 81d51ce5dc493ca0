import { findConversation } from '#records/conversations.ts';
import { prepared } from '#storage/prepared.ts';
import type { ActivityRow } from '#storage/schema.ts';
import type { Db, Storage, Tx } from '#storage/storage.ts';
import { type Letter, type LetterProgress, moveLetter, OWED, readLetters, WECHAT_SEND } from './letters.ts';

/** What the platform asked about: one message or event in its conversation's log. */
export interface InboundKey {
  conversationId: string;
  seq: number;
}

/** A message of the office, whole or one part of it, in an answer. */
export interface Piece {
  seq: number;
  /** Absent for the whole message. */
  part?: number;
  limit?: number;
}

/** What a request of the platform is answered with. The same request is always answered the same. */
export interface PassiveReply {
  pieces: Piece[];
  /** `more`: something is left for the resident's next message. `later`: the answer itself will come then. */
  hint?: 'more' | 'later';
}

/** What a door makes of the messages that wait. */
export interface ReplyPlan extends PassiveReply {
  /** `next` is the part that is left of the last one. */
  taken: { letter: Letter; limit: number; next?: number }[];
}

/** What was decided; with the messages themselves when it was decided just now. */
export interface Decided {
  reply: PassiveReply;
  said?: ReadonlyMap<number, ActivityRow>;
}

/** More waiting messages than any answer has room for. */
const MOST = 50;
/** For as long (milliseconds) nobody else sends what went out as an answer: the platform asks again within it. */
const ANSWER_LEASE = 20_000;

/** Notes, with the message itself, that its request waits for an answer until then. */
export async function expectReply(tx: Tx, key: InboundKey, waitsUntil: number): Promise<void> {
  await insertInbound(tx.db, { ...key, waitsUntil });
}

const insertInbound = prepared((db, { conversationId, seq, waitsUntil }: InboundKey & { waitsUntil: number }) =>
  db
    .insertInto('wechat_inbound')
    .values({ conversation_id: conversationId, seq, waits_until: waitsUntil, tries: 1, reply: null }),
);

/** Where in its conversation's log a message of the platform stands, by its own key; undefined when it is new. */
export async function findInbound(
  db: Db,
  key: { conversationId: string; externalId: string },
): Promise<{ seq: number } | undefined> {
  const [row] = await selectInbound(db, key);
  return row;
}

const selectInbound = prepared((db, { conversationId, externalId }: { conversationId: string; externalId: string }) =>
  db
    .selectFrom('activity')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('external_id', '=', externalId),
);

/** Lets the bot pass over a message that wants no turn. One that comes while a turn is due is seen by the bot all the same. */
export async function passOver(tx: Tx, { conversationId, seq }: InboundKey): Promise<void> {
  await tx.db
    .updateTable('conversation')
    .set({ turned_seq: seq, inbound_seq: seq })
    .where('id', '=', conversationId)
    .whereRef('turned_seq', '>=', 'inbound_seq')
    .execute();
}

/** Counts that the platform asks again; the number of times so far. */
export function countTry(storage: Storage, key: InboundKey): Promise<number> {
  return storage.transact(async (tx) => {
    const row = await inbound(tx.db, key)
      .set((eb) => ({ tries: eb('tries', '+', 1) }))
      .returning('tries')
      .executeTakeFirst();
    return row?.tries ?? 1;
  });
}

/**
 * Decides once what a request is answered with: the first who asks decides, everybody after is given the same. What is taken
 * belongs to the answer alone; what is left goes out by the outbox at once. Without a plan nothing is decided.
 */
export async function decideReply(
  storage: Storage,
  key: InboundKey,
  about: { now: number; plan(letters: Letter[]): ReplyPlan | undefined },
): Promise<Decided | undefined> {
  return storage.transact(async (tx) => {
    // Holds the row against others who ask at the same time.
    const [row] = await holdInbound(tx.db, key);
    if (!row) return { reply: { pieces: [] } };
    if (row.reply !== null) return { reply: JSON.parse(row.reply) as PassiveReply };
    const letters = await readLetters(tx.db, key.conversationId, ['pending', 'held'], MOST);
    const plan = about.plan(letters);
    if (!plan) return undefined;
    const taken = await take(tx, key, plan, about.now);
    const reply = { pieces: plan.pieces.filter(({ seq }) => taken.has(seq)), hint: plan.hint };
    await inbound(tx.db, key)
      .set({ reply: JSON.stringify(reply) })
      .execute();
    const [first] = letters;
    const left = letters.length === MOST || plan.taken.length < letters.length;
    if (first && left) await release(tx, key.conversationId, about.now);
    if (first && (left || letters.some(({ row }) => row.state === 'held'))) {
      // A hint for the outbox, something has become due, and for the office, what was held goes now.
      const { estate_id: estateId } = first.row;
      tx.announce({ about: 'conversation', id: key.conversationId, estateId, seq: key.seq, inbound: false });
    }
    return { reply, said: new Map(letters.map(({ progress, said }) => [progress.seq, said])) };
  });
}

const holdInbound = prepared((db, key: InboundKey) =>
  inbound(db, key)
    .set((eb) => ({ waits_until: eb.ref('waits_until') }))
    .returning('reply'),
);

/** The answer has left: what it held has been sent, and what is left of the last message goes by the outbox. */
export function confirmReply(storage: Storage, key: InboundKey, now: number): Promise<void> {
  return storage.transact(async (tx) => {
    const sent = await tx.db
      .updateTable('outbox')
      .set({ state: 'sent', ended_at: now, last_error: null, leased_by: null, leased_until: null })
      .where('conversation_id', '=', key.conversationId)
      .where(OWED)
      .where('kind', '=', WECHAT_SEND)
      .where('state', '=', 'leased')
      .where('leased_by', '=', ownerOf(key))
      .returning(['id', 'estate_id', 'body'])
      .execute();
    for (const { id, estate_id: estateId, body } of sent) {
      const { answer, ...progress } = JSON.parse(body) as LetterProgress;
      if (answer?.next === undefined) continue;
      const rest = JSON.stringify({ ...progress, part: answer.next } satisfies LetterProgress);
      await tx.db
        .updateTable('outbox')
        .set({ state: 'pending', due_at: now, ended_at: null, body: rest })
        .where('id', '=', id)
        .execute();
      tx.announce({ about: 'conversation', id: key.conversationId, estateId, seq: key.seq, inbound: false });
    }
  });
}

/** No answer carries what the desk says to a message: what one was to carry, and did not, goes out by the outbox at once. */
export function withdrawReply(storage: Storage, key: InboundKey, now: number): Promise<void> {
  return storage.transact(async (tx) => {
    const [row] = await holdInbound(tx.db, key);
    if (!row) return;
    await inbound(tx.db, key)
      .set({ reply: JSON.stringify({ pieces: [] } satisfies PassiveReply) })
      .execute();
    const back = { state: 'pending', leased_by: null, leased_until: null } as const;
    for (const letter of await readLetters(tx.db, key.conversationId, ['leased'], MOST)) {
      const { answer, ...progress } = letter.progress;
      if (answer?.seq === key.seq) await moveLetter(tx.db, letter, { progress, ...back });
    }
    await release(tx, key.conversationId, now);
    const conversation = await findConversation(tx.db, key.conversationId);
    const estateId = conversation?.estate_id ?? '';
    tx.announce({ about: 'conversation', id: key.conversationId, estateId, seq: key.seq, inbound: false });
  });
}

/** How often the platform has asked about a message. */
export async function triesOf(db: Db, { conversationId, seq }: InboundKey): Promise<number> {
  const row = await db
    .selectFrom('wechat_inbound')
    .select('tries')
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.tries ?? 0;
}

async function take(tx: Tx, key: InboundKey, plan: ReplyPlan, now: number): Promise<Set<number>> {
  const until = now + ANSWER_LEASE;
  const seqs = new Set<number>();
  const owned = { state: 'leased' as const, leased_by: ownerOf(key), leased_until: until, due_at: until };
  for (const { letter, limit, next } of plan.taken) {
    const answer = { seq: key.seq, at: now, next };
    const moved = await moveLetter(tx.db, letter, {
      progress: { ...letter.progress, limit, posting: undefined, answer },
      ...owned,
    });
    if (moved) seqs.add(letter.progress.seq);
  }
  return seqs;
}

/** The resident has just written: what was held, or waited for this answer, may go now. */
async function release(tx: Tx, conversationId: string, now: number): Promise<void> {
  await tx.db
    .updateTable('outbox')
    .set({ state: 'pending', due_at: now, ended_at: null })
    .where('conversation_id', '=', conversationId)
    .where(OWED)
    .where('kind', '=', WECHAT_SEND)
    .where('state', 'in', ['pending', 'held'])
    .execute();
}

function ownerOf({ seq }: InboundKey): string {
  return `answer|${seq}`;
}

function inbound(db: Db, { conversationId, seq }: InboundKey) {
  return db.updateTable('wechat_inbound').where('conversation_id', '=', conversationId).where('seq', '=', seq);
}
