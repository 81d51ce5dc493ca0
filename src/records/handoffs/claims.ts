import { type Post, readPost } from '#records/staff/posts.ts';
import { readPresent } from '#records/staff/presence.ts';
import type { Db, Storage, Tx } from '#storage/storage.ts';
import { type Chat, type ClaimResult, claimChat, type Holder } from './handoffs.ts';
import { hasRoom, isAboutClerk, isFor, readAvoid, type Wanted } from './rules.ts';

/** Why somebody may not have a chat that waits: it is asked of another first, not theirs, too many, or about them. */
export type ClaimBar = 'offered' | 'other-desk' | 'at-capacity' | 'about-you';

/** How many chats one clerk holds by the handbook, and whether this one stands above desks and numbers. */
export interface ClaimRules {
  capacity: number | null;
  above: boolean;
}

/** What a try to claim came to. */
export type ClerkClaim = ClaimResult | { claimed: false; bar: ClaimBar; holder?: Holder; until?: number };

/** Gives a waiting chat to a clerk, if the rules of the desks let them have it: one at a time for each clerk. */
export async function claimAsClerk(
  { storage, tx, now }: { storage: Storage; tx: Tx; now: number },
  chat: Chat,
  clerk: Holder,
  rules: ClaimRules,
): Promise<ClerkClaim> {
  const barred = await findBar({ storage, tx, now }, chat, clerk, rules);
  return barred ? { claimed: false, ...barred } : claimChat(tx, chat, clerk, now);
}

type Barred = { bar: ClaimBar; holder?: Holder; until?: number };

async function findBar(
  { storage, tx, now }: { storage: Storage; tx: Tx; now: number },
  chat: Chat,
  clerk: Holder,
  rules: ClaimRules,
): Promise<Barred | undefined> {
  const waiting = await findWaiting(tx, chat);
  if (!waiting) return undefined;
  const me = { id: clerk.id, post: await readPost(tx.db, clerk.id) };
  if (isAboutClerk(waiting, me)) return { bar: 'about-you' };
  if (rules.above || waiting.level === 'critical') return undefined;
  const { offered_to: to, offered_until: until } = waiting;
  if (to && until && until > now && to !== clerk.id)
    return { bar: 'offered', until, holder: { id: to, name: waiting.offered_name ?? '' } };
  if (!isFor(waiting, me) && (await isSomebodyThere({ tx, now }, chat.estateId, waiting, rules.capacity)))
    return { bar: 'other-desk' };
  // Held until the end: two windows of one clerk do not both find room for the last chat.
  await storage.locking(tx.db.selectFrom('staff').select('id').where('id', '=', clerk.id) as never).execute();
  const holding = await countHolding(tx, clerk.id);
  return hasRoom({ post: me.post, holding }, rules.capacity) ? undefined : { bar: 'at-capacity' };
}

/** What decides who may have a chat that waits or is in somebody's hands, and the post of anybody; undefined when it is neither. */
export async function findOpenHandoff(
  db: Db,
  chat: Chat,
): Promise<(Wanted & { clerk(id: string): Promise<{ id: string; post: Post }> }) | undefined> {
  const row = await db
    .selectFrom('handoff as h')
    .innerJoin('conversation as c', 'c.id', 'h.conversation_id')
    .select(['h.level', 'h.desk', 'h.avoid', 'c.locale'])
    .where('h.conversation_id', '=', chat.conversationId)
    .where('h.estate_id', '=', chat.estateId)
    .where('h.state', 'in', ['waiting', 'accepted'])
    .executeTakeFirst();
  return row && { ...row, avoid: readAvoid(row.avoid), clerk: async (id) => ({ id, post: await readPost(db, id) }) };
}

async function findWaiting(tx: Tx, chat: Chat) {
  const row = await tx.db
    .selectFrom('handoff as h')
    .innerJoin('conversation as c', 'c.id', 'h.conversation_id')
    .leftJoin('staff as s', 's.id', 'h.offered_to')
    .select(['h.level', 'h.desk', 'h.avoid', 'h.offered_to', 'h.offered_until', 'c.locale'])
    .select('s.display_name as offered_name')
    .where('h.conversation_id', '=', chat.conversationId)
    .where('h.estate_id', '=', chat.estateId)
    .where('h.state', '=', 'waiting')
    .executeTakeFirst();
  return row && { ...row, avoid: readAvoid(row.avoid) };
}

async function isSomebodyThere(
  { tx, now }: { tx: Tx; now: number },
  estateId: string,
  wanted: Wanted,
  capacity: number | null,
): Promise<boolean> {
  const present = await readPresent(tx.db, estateId, now);
  return present.some((one) => isFor(wanted, one) && hasRoom(one, capacity));
}

async function countHolding(tx: Tx, staffId: string): Promise<number> {
  const { count } = await tx.db
    .selectFrom('conversation')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('owner', '=', 'staff')
    .where('owner_staff_id', '=', staffId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
