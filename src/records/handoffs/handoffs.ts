import { sql } from 'kysely';
import { append, type Placed } from '#records/activities.ts';
import type { Clock } from '#records/clock.ts';
import { acceptPagesOfChat } from '#records/paging/acceptance.ts';
import type { HandoffRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { lookAtLimits, watchLimits } from './limits.ts';
import { type Avoid, writeAvoid } from './rules.ts';

/** Why a chat was passed to people; `staff` is a clerk who took it from the bot by themselves. */
export type HandoffReason =
  | 'asked'
  | 'not-understood'
  | 'emergency'
  | 'failed-turn'
  | 'undelivered'
  | 'staff'
  | 'escalated'
  | 'policy';

/** A conversation of an estate. */
export interface Chat {
  conversationId: string;
  estateId: string;
}

/** The member of staff who holds a chat. */
export interface Holder {
  id: string;
  name: string;
}

/** Who holds a chat, for the one who came too late; nobody when the resident left the queue. */
export type ClaimResult = { claimed: true } | { claimed: false; holder: Holder | undefined };

/** A wish for a person, and where it goes. */
export interface HandoffWish extends Chat {
  reason: HandoffReason;
  level: HandoffRow['level'];
  /** Key of the desk it goes to; any when left out. */
  desk?: string | null;
  avoid?: Avoid;
  /** Who is asked first, and until when. */
  offered?: { to: string; until: number };
}

/** How urgent a level is, the most urgent first, for the order of the queue. */
export const levelRank = (column: string) =>
  sql<number>`case ${sql.ref(column)} when 'critical' then 0 when 'urgent' then 1 else 2 end`;

/** Puts a conversation into the queue; one that waits or is with staff stays as it is. Returns whether it was put. */
export async function requestHandoff(tx: Tx, wish: HandoffWish, clock: Clock): Promise<boolean> {
  const moved = await tx.db
    .updateTable('conversation')
    .set({ owner: 'queue' })
    .where('id', '=', wish.conversationId)
    .where('estate_id', '=', wish.estateId)
    .where('owner', '=', 'bot')
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  const { desk = null, offered } = wish;
  const id = clock.id();
  await tx.db
    .insertInto('handoff')
    .values({
      ...newHandoff(wish, { id, now: clock.now() }),
      desk,
      avoid: writeAvoid(wish.avoid),
      offered_to: offered?.to ?? null,
      offered_until: offered?.until ?? null,
      ahead: await countAhead(tx.db, { ...wish, desk }),
    })
    .execute();
  await watchLimits(tx, { estateId: wish.estateId, handoffId: id }, clock);
  tx.announce({ about: 'queue', estateId: wish.estateId });
  return true;
}

/** A row of somebody who begins to wait; the caller says where it goes. */
export function newHandoff(
  { conversationId, estateId, reason, level }: Omit<HandoffWish, 'desk' | 'avoid'>,
  { id, now }: { id: string; now: number },
): HandoffRow {
  return {
    id,
    estate_id: estateId,
    conversation_id: conversationId,
    reason,
    level,
    state: 'waiting',
    requested_at: now,
    accepted_at: null,
    ended_at: null,
    staff_id: null,
    desk: null,
    avoid: null,
    offered_to: null,
    offered_until: null,
    ahead: null,
    first_reply_at: null,
    overdue: null,
    claim_late_at: null,
    reply_late_at: null,
    outcome: null,
    note: null,
    told: null,
  };
}

async function countAhead(db: Db, wish: Pick<HandoffWish, 'estateId' | 'level'> & { desk: string | null }) {
  const rank = { critical: 0, urgent: 1, ordinary: 2 }[wish.level];
  const { count } = await db
    .selectFrom('handoff')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('estate_id', '=', wish.estateId)
    .where('state', '=', 'waiting')
    .where('desk', wish.desk === null ? 'is' : '=', wish.desk)
    .where(levelRank('level'), '<=', rank)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Moves a chat that waits already to the front: it has become an emergency. Nothing happens when none waits. */
export async function raiseHandoff(tx: Tx, chat: Chat): Promise<void> {
  await tx.db
    .updateTable('handoff')
    .set({ level: 'critical', reason: 'emergency', offered_to: null, offered_until: null })
    .where('conversation_id', '=', chat.conversationId)
    .where('estate_id', '=', chat.estateId)
    .where('state', '=', 'waiting')
    .execute();
  tx.announce({ about: 'queue', estateId: chat.estateId });
}

/** Takes a resident out of the queue again at their own wish; nothing happens once a person has accepted. */
export async function withdrawHandoff(tx: Tx, conversationId: string, estateId: string, now: number): Promise<boolean> {
  const moved = await tx.db
    .updateTable('conversation')
    .set({ owner: 'bot' })
    .where('id', '=', conversationId)
    .where('estate_id', '=', estateId)
    .where('owner', '=', 'queue')
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  await endOpenHandoff(tx, conversationId, { state: 'withdrawn', ended_at: now });
  tx.announce({ about: 'queue', estateId });
  return true;
}

/**
 * Gives a waiting chat to one clerk: exactly one of any number who try at once gets it; the others learn who did. The bot is
 * told by Bot Framework's `handoff.status`.
 */
export async function claimChat(tx: Tx, chat: Chat, clerk: Holder, now: number): Promise<ClaimResult> {
  const won = await tx.db
    .updateTable('conversation')
    .set({ owner: 'staff', owner_staff_id: clerk.id })
    .where('id', '=', chat.conversationId)
    .where('estate_id', '=', chat.estateId)
    .where('owner', '=', 'queue')
    .executeTakeFirst();
  if (won.numUpdatedRows === 0n) return { claimed: false, holder: await findHolder(tx.db, chat) };
  await tx.db
    .updateTable('handoff')
    .set({ state: 'accepted', accepted_at: now, staff_id: clerk.id, offered_to: null, offered_until: null })
    .where('conversation_id', '=', chat.conversationId)
    .where('state', '=', 'waiting')
    .execute();
  await appendStatus(tx, chat.conversationId, clerk, { state: 'accepted' }, now);
  await acceptPagesOfChat(tx, chat.conversationId, clerk, now);
  await lookAtLimits(tx, chat, now);
  tx.announce({ about: 'queue', estateId: chat.estateId });
  return { claimed: true };
}

/** How a clerk lets go of a chat: the bot goes on where it was, or the matter is closed. */
export type LetGo = 'returned' | 'closed';

/** What a chat came to: settled, passed on elsewhere, a case to be worked on, the resident gone, or nothing to be done here. */
export const OUTCOMES = ['settled', 'referred', 'case', 'no-answer', 'not-ours'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Hands a chat back to the bot or closes it; false when this clerk does not hold it. */
export async function letGoOfChat(
  tx: Tx,
  chat: Chat & { how: LetGo; outcome?: Outcome; note?: string },
  clerk: Holder,
  now: number,
): Promise<boolean> {
  const moved = await tx.db
    .updateTable('conversation')
    .set({ owner: 'bot', owner_staff_id: null })
    .where('id', '=', chat.conversationId)
    .where('estate_id', '=', chat.estateId)
    .where('owner', '=', 'staff')
    .where('owner_staff_id', '=', clerk.id)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  const { how, outcome, note } = chat;
  await endOpenHandoff(tx, chat.conversationId, {
    state: how,
    ended_at: now,
    ...(outcome && { outcome }),
    ...(note && { note }),
  });
  const more = { ...(outcome && { outcome }), ...(note && { note }) };
  await appendStatus(tx, chat.conversationId, clerk, { state: 'completed', message: how, ...more }, now);
  tx.announce({ about: 'queue', estateId: chat.estateId });
  return true;
}

type Ending = Pick<HandoffRow, 'state' | 'ended_at'> & Partial<Pick<HandoffRow, 'outcome' | 'note'>>;

async function endOpenHandoff(tx: Tx, conversationId: string, ending: Ending): Promise<void> {
  await tx.db
    .updateTable('handoff')
    .set(ending)
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['waiting', 'accepted'])
    .execute();
}

/** What `handoff.status` says; `message` is how it came about, the rest is for colleagues. */
export interface HandoffStatus {
  state: 'accepted' | 'completed';
  message?: LetGo | 'taken-over' | 'transferred' | 'pulled';
  /** Who passed it on. */
  by?: string;
  outcome?: Outcome;
  note?: string;
}

/** Bot Framework's `handoff.status`, from the people to the bot, in the conversation's own log. */
export async function appendStatus(
  tx: Tx,
  conversationId: string,
  clerk: Holder,
  value: HandoffStatus,
  now: number,
): Promise<void> {
  const from = { role: 'system', fromId: clerk.id, fromName: clerk.name } as const;
  const body = { name: 'handoff.status', value };
  await append(tx, conversationId, [{ type: 'event', ...from, visibility: 'staff', body, inbound: true }], now);
}

/** What a clerk writes to the resident, and its place in the log; undefined when this clerk does not hold the chat. */
export async function sendAsStaff(
  tx: Tx,
  chat: Chat,
  clerk: Holder,
  message: { text?: string; body?: Record<string, unknown>; externalId?: string },
  now: number,
): Promise<Placed | undefined> {
  const held = await tx.db
    .updateTable('conversation')
    .set({ last_at: now })
    .where('id', '=', chat.conversationId)
    .where('estate_id', '=', chat.estateId)
    .where('owner', '=', 'staff')
    .where('owner_staff_id', '=', clerk.id)
    .executeTakeFirst();
  if (held.numUpdatedRows === 0n) return undefined;
  const [placed] = await append(
    tx,
    chat.conversationId,
    [{ type: 'message', role: 'staff', fromId: clerk.id, fromName: clerk.name, ...message }],
    now,
  );
  await tx.db
    .updateTable('handoff')
    .set({ first_reply_at: now })
    .where('conversation_id', '=', chat.conversationId)
    .where('state', '=', 'accepted')
    .where('first_reply_at', 'is', null)
    .execute();
  return placed;
}

/** Who holds a chat of this estate now; undefined when no person does. */
export function findHolder(db: Db, chat: Chat): Promise<Holder | undefined> {
  return db
    .selectFrom('conversation')
    .innerJoin('staff', 'staff.id', 'conversation.owner_staff_id')
    .select(['staff.id', 'staff.display_name as name'])
    .where('conversation.id', '=', chat.conversationId)
    .where('conversation.estate_id', '=', chat.estateId)
    .executeTakeFirst();
}
