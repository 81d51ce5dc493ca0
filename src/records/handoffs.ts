import type { HandoffRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { append, type Placed } from './activities.ts';
import type { Clock } from './clock.ts';
import { acceptPagesOfChat } from './page-acceptance.ts';

/** Why a chat was passed to people. */
export type HandoffReason =
  | 'asked'
  | 'not-understood'
  | 'emergency'
  | 'failed-turn'
  | 'undelivered'
  | 'staff'
  | 'escalated';

/** The member of staff who holds a chat. */
export interface Holder {
  id: string;
  name: string;
}

/** Who holds a chat, for the one who came too late; nobody when the resident left the queue. */
export type ClaimResult = { claimed: true } | { claimed: false; holder: Holder | undefined };

/** Puts a conversation into the queue; one that waits or is with staff stays as it is. Returns whether it was put. */
export async function requestHandoff(
  tx: Tx,
  wish: { conversationId: string; estateId: string; reason: HandoffReason; level: HandoffRow['level'] },
  clock: Clock,
): Promise<boolean> {
  const moved = await tx.db
    .updateTable('conversation')
    .set({ owner: 'queue' })
    .where('id', '=', wish.conversationId)
    .where('estate_id', '=', wish.estateId)
    .where('owner', '=', 'bot')
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  await tx.db
    .insertInto('handoff')
    .values({
      id: clock.id(),
      estate_id: wish.estateId,
      conversation_id: wish.conversationId,
      reason: wish.reason,
      level: wish.level,
      state: 'waiting',
      requested_at: clock.now(),
      accepted_at: null,
      ended_at: null,
      staff_id: null,
    })
    .execute();
  tx.announce({ about: 'queue', estateId: wish.estateId });
  return true;
}

/** Moves a chat that waits already to the front: it has become an emergency. Nothing happens when none waits. */
export async function raiseHandoff(tx: Tx, chat: { conversationId: string; estateId: string }): Promise<void> {
  await tx.db
    .updateTable('handoff')
    .set({ level: 'critical', reason: 'emergency' })
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
  await endOpenHandoff(tx, conversationId, 'withdrawn', now);
  tx.announce({ about: 'queue', estateId });
  return true;
}

/**
 * Gives a waiting chat to one clerk: exactly one of any number who try at once gets it; the others learn who did. The bot is
 * told by Bot Framework's `handoff.status`.
 */
export async function claimChat(
  tx: Tx,
  chat: { conversationId: string; estateId: string },
  clerk: { id: string; name: string },
  now: number,
): Promise<ClaimResult> {
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
    .set({ state: 'accepted', accepted_at: now, staff_id: clerk.id })
    .where('conversation_id', '=', chat.conversationId)
    .where('state', '=', 'waiting')
    .execute();
  await appendStatus(tx, chat.conversationId, clerk, 'accepted', now);
  await acceptPagesOfChat(tx, chat.conversationId, clerk, now);
  tx.announce({ about: 'queue', estateId: chat.estateId });
  return { claimed: true };
}

/** How a clerk lets go of a chat: the bot goes on where it was, or the matter is closed. */
export type LetGo = 'returned' | 'closed';

/** Hands a chat back to the bot or closes it; false when this clerk does not hold it. */
export async function letGoOfChat(
  tx: Tx,
  chat: { conversationId: string; estateId: string; how: LetGo },
  clerk: { id: string; name: string },
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
  await endOpenHandoff(tx, chat.conversationId, chat.how, now);
  await appendStatus(tx, chat.conversationId, clerk, 'completed', now, chat.how);
  tx.announce({ about: 'queue', estateId: chat.estateId });
  return true;
}

async function endOpenHandoff(tx: Tx, conversationId: string, state: 'withdrawn' | LetGo, now: number): Promise<void> {
  await tx.db
    .updateTable('handoff')
    .set({ state, ended_at: now })
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['waiting', 'accepted'])
    .execute();
}

/** Bot Framework's `handoff.status`, from the people to the bot, in the conversation's own log. */
async function appendStatus(
  tx: Tx,
  conversationId: string,
  clerk: { id: string; name: string },
  state: 'accepted' | 'completed',
  now: number,
  how?: LetGo,
): Promise<void> {
  const body = { name: 'handoff.status', value: { state, ...(how ? { message: how } : {}) } };
  await append(
    tx,
    conversationId,
    [
      {
        type: 'event',
        role: 'system',
        fromId: clerk.id,
        fromName: clerk.name,
        visibility: 'staff',
        body,
        inbound: true,
      },
    ],
    now,
  );
}

/** What a clerk writes to the resident, and its place in the log; undefined when this clerk does not hold the chat. */
export async function sendAsStaff(
  tx: Tx,
  chat: { conversationId: string; estateId: string },
  clerk: { id: string; name: string },
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
  return placed;
}

/** Who holds a chat of this estate now; undefined when no person does. */
export function findHolder(db: Db, chat: { conversationId: string; estateId: string }): Promise<Holder | undefined> {
  return db
    .selectFrom('conversation')
    .innerJoin('staff', 'staff.id', 'conversation.owner_staff_id')
    .select(['staff.id', 'staff.display_name as name'])
    .where('conversation.id', '=', chat.conversationId)
    .where('conversation.estate_id', '=', chat.estateId)
    .executeTakeFirst();
}
