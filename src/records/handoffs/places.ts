import { append } from '#records/activities.ts';
import type { HandoffRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';
import { levelRank } from './handoffs.ts';

/** Name of the event that a place has moved, told in words where no page shows it. */
export const PLACE_MOVED = 'handoff.placeMoved';

/** Waits of this long ago (milliseconds) still tell how long one waits now. */
const RECENT_MS = 4 * 60 * 60_000;
/** A longer wait spans a night or a closed desk, and says nothing about the next. */
const ONE_SITTING_MS = 2 * 60 * 60_000;
/** Fewer waits than this tell nothing. */
const ENOUGH = 3;
const MOST = 20;
/** Minutes as people say them; beyond the last nothing is said. */
const SAID = [1, 2, 3, 4, 5, 10, 15, 20, 30, 45, 60];

/** A place in the queue: how many are before it, and about how many minutes it takes, where that is known. */
export interface PlaceInQueue {
  ahead: number;
  minutes?: number | undefined;
}

/** What a resident was told of their place last, and how often in words. */
export interface ToldPlace extends PlaceInQueue {
  away?: 'closed' | 'nobody' | undefined;
  at: number;
  /** The first number that was told in words, and how many words came after it. */
  first: number;
  words: number;
}

/** A chat that waits, with its place. */
export interface WaitingPlace extends PlaceInQueue {
  handoffId: string;
  conversationId: string;
  estateId: string;
  channel: string;
  requestedAt: number;
  /** As stored, to change it only if nobody else has. */
  stored: string | null;
}

/** How long a wait for each place took lately at a desk: the middle one, in milliseconds; undefined when too few are known. */
export async function waitForEach(
  db: Db,
  { estateId, desk, now }: { estateId: string; desk: string | null; now: number },
): Promise<number | undefined> {
  const rows = await db
    .selectFrom('handoff')
    .select(['requested_at', 'accepted_at', 'ahead'])
    .where('estate_id', '=', estateId)
    .where('accepted_at', '>', now - RECENT_MS)
    .where('desk', desk === null ? 'is' : '=', desk)
    .where('ahead', 'is not', null)
    .orderBy('accepted_at', 'desc')
    .limit(MOST)
    .execute();
  const each = rows
    .map((row) => ({ wait: (row.accepted_at ?? 0) - row.requested_at, places: (row.ahead ?? 0) + 1 }))
    .filter(({ wait }) => wait >= 0 && wait < ONE_SITTING_MS)
    .map(({ wait, places }) => wait / places)
    .sort((a, b) => a - b);
  return each.length < ENOUGH ? undefined : each[Math.floor(each.length / 2)];
}

/** Minutes to be told for a wait of so many milliseconds, rounded up; undefined beyond an hour. */
export function minutesToTell(wait: number): number | undefined {
  return SAID.find((minutes) => wait <= minutes * 60_000);
}

/** Every chat that waits, in the order of its own desk's queue; long waits are looked up once for each desk. */
export async function readPlaces(db: Db, now: number): Promise<WaitingPlace[]> {
  const rows = await db
    .selectFrom('handoff as h')
    .innerJoin('conversation as c', 'c.id', 'h.conversation_id')
    .select(['h.id', 'h.conversation_id', 'h.estate_id', 'h.desk', 'h.requested_at', 'h.told', 'c.channel'])
    .where('h.state', '=', 'waiting')
    .orderBy(levelRank('h.level'))
    .orderBy('h.requested_at')
    .orderBy('h.id')
    .execute();
  const counts = new Map<string, number>();
  const waits = new Map<string, number | undefined>();
  const places: WaitingPlace[] = [];
  for (const row of rows) {
    const queue = JSON.stringify([row.estate_id, row.desk]);
    const ahead = counts.get(queue) ?? 0;
    counts.set(queue, ahead + 1);
    if (!waits.has(queue)) waits.set(queue, await waitForEach(db, { estateId: row.estate_id, desk: row.desk, now }));
    const each = waits.get(queue);
    const { id: handoffId, conversation_id: conversationId, estate_id: estateId, channel, told: stored } = row;
    const minutes = each === undefined ? undefined : minutesToTell(each * (ahead + 1));
    const place = { ahead, ...(minutes !== undefined && { minutes }) };
    places.push({ handoffId, conversationId, estateId, channel, requestedAt: row.requested_at, stored, ...place });
  }
  return places;
}

/** The place of one chat that waits; undefined when it does not. */
export async function placeOf(
  db: Db,
  chat: { conversationId: string; estateId: string },
  now: number,
): Promise<PlaceInQueue | undefined> {
  const mine = await db
    .selectFrom('handoff')
    .select(['id', 'level', 'desk', 'requested_at'])
    .where('conversation_id', '=', chat.conversationId)
    .where('estate_id', '=', chat.estateId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (!mine) return undefined;
  const ahead = await countBefore(db, chat.estateId, mine);
  const each = await waitForEach(db, { estateId: chat.estateId, desk: mine.desk, now });
  const minutes = each === undefined ? undefined : minutesToTell(each * (ahead + 1));
  return { ahead, ...(minutes !== undefined && { minutes }) };
}

async function countBefore(
  db: Db,
  estateId: string,
  mine: Pick<HandoffRow, 'id' | 'level' | 'desk' | 'requested_at'>,
): Promise<number> {
  const rank = { critical: 0, urgent: 1, ordinary: 2 }[mine.level];
  const { count } = await db
    .selectFrom('handoff')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('estate_id', '=', estateId)
    .where('state', '=', 'waiting')
    .where('desk', mine.desk === null ? 'is' : '=', mine.desk)
    .where((eb) =>
      eb.or([
        eb(levelRank('level'), '<', rank),
        eb.and([
          eb(levelRank('level'), '=', rank),
          eb.or([
            eb('requested_at', '<', mine.requested_at),
            eb.and([eb('requested_at', '=', mine.requested_at), eb('id', '<', mine.id)]),
          ]),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What was told last; undefined when nothing was. */
export function readTold(stored: string | null): ToldPlace | undefined {
  return stored === null ? undefined : (JSON.parse(stored) as ToldPlace);
}

/**
 * Notes what a resident is told of their place, and shows it on their page where there is something to show; false when somebody else has told them meanwhile,
 * or they wait no longer.
 */
export async function notePlace(tx: Tx, place: WaitingPlace, told: ToldPlace, shown?: object): Promise<boolean> {
  const noted = await tx.db
    .updateTable('handoff')
    .set({ told: JSON.stringify(told) })
    .where('id', '=', place.handoffId)
    .where('state', '=', 'waiting')
    .where('told', place.stored === null ? 'is' : '=', place.stored)
    .executeTakeFirst();
  if (noted.numUpdatedRows === 0n) return false;
  if (!shown) return true;
  const body = { name: 'lobby.notice', value: { kind: 'queue', ...shown } };
  await append(tx, place.conversationId, [{ type: 'event', role: 'desk', fromId: 'desk', body }], told.at);
  return true;
}
