import { forTheOffice } from '#records/cases/ticket-lists.ts';
import type { Db } from '#storage/storage.ts';

/** What the desk has in hand at this moment. */
export interface DeskNow {
  waiting: number;
  /** Since when the one waits who has waited longest; null when nobody does. */
  waitingSince: number | null;
  talking: number;
  /** Begun, and filed, since the moment asked for. */
  chats: number;
  cases: number;
}

/** The state of one estate's desk, with what came since a moment. */
export async function readDeskNow(
  db: Db,
  { estateId, since, companyToo }: { estateId: string; since: number; companyToo: boolean },
): Promise<DeskNow> {
  const queue = await db
    .selectFrom('handoff')
    .select(({ fn }) => [fn.countAll<number>().as('n'), fn.min('requested_at').as('since')])
    .where('estate_id', '=', estateId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  const talking = await db
    .selectFrom('conversation')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('estate_id', '=', estateId)
    .where('owner', '=', 'staff')
    .where('owner', '<>', 'bot') // Said twice for the index, which leaves the bot's out.
    .executeTakeFirstOrThrow();
  const chats = await db
    .selectFrom('conversation')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('estate_id', '=', estateId)
    .where('created_at', '>=', since)
    .executeTakeFirstOrThrow();
  const cases = await db
    .selectFrom('ticket as k')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('k.estate_id', '=', estateId)
    .where('k.created_at', '>=', since)
    .$if(!companyToo, (query) => query.where(forTheOffice))
    .executeTakeFirstOrThrow();
  return {
    waiting: Number(queue.n),
    waitingSince: queue.since === null ? null : Number(queue.since),
    talking: Number(talking.n),
    chats: Number(chats.n),
    cases: Number(cases.n),
  };
}
