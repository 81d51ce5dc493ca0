import { sql } from 'kysely';
import type { LocalStretch } from '#handbook/local-stretch.ts';
import type { Outcome } from '#records/transcripts/conversation-filter.ts';
import type { Db } from '#storage/storage.ts';
import { localHour } from './local-hour.ts';

/** Which figures are asked for: of one estate, over whole days of its calendar, up to `until` on the last. */
export interface FigureWish {
  estateId: string;
  stretch: LocalStretch;
  /** Not included; the end of the stretch, or before it when the stretch is compared with one that still lasts. */
  until: number;
}

/** Conversations that are alike in everything the figures tell apart. */
export interface ChatGroup {
  /** The day on the estate's calendar, and the hour on its clock. */
  day: string;
  hour: number;
  channel: string;
  service: string | null;
  outcome: Exclude<Outcome, 'case'>;
  /** How many, and in how many of them something was not understood. */
  chats: number;
  puzzled: number;
}

/** In milliseconds. */
const HOUR = 3_600_000;

/** The conversations begun in a stretch, counted in groups: one walk along the index of their beginnings. */
export async function countChats(db: Db, wish: FigureWish): Promise<ChatGroup[]> {
  const rows = await db
    .selectFrom('conversation as c')
    .select([
      localHour(wish.stretch.offsets, 'c.created_at').as('at'),
      'c.channel',
      'c.service',
      outcomeOf().as('outcome'),
      (eb) => eb.fn.countAll<number>().as('chats'),
      sql<number>`sum(case when exists (select 1 from not_understood n where n.conversation_id = c.id) then 1 else 0 end)`.as(
        'puzzled',
      ),
    ])
    .where('c.estate_id', '=', wish.estateId)
    .where('c.created_at', '>=', wish.stretch.from)
    .where('c.created_at', '<', wish.until)
    .groupBy(['at', 'c.channel', 'c.service', 'outcome'])
    .execute();
  return rows.map(({ at, channel, service, outcome, chats, puzzled }) => ({
    ...dayAndHour(Number(at)),
    channel,
    service,
    outcome,
    chats: Number(chats),
    puzzled: Number(puzzled),
  }));
}

/** As the filter of conversations tells them apart (`conversation-filter.ts`), each conversation one. */
function outcomeOf() {
  const handoff = sql`select 1 from handoff h where h.conversation_id = c.id`;
  return sql<ChatGroup['outcome']>`case
    when c.owner <> 'bot' then 'open'
    when not exists (${handoff}) then 'bot'
    when exists (${handoff} and h.accepted_at is not null) then 'person'
    else 'unserved' end`;
}

/** How often something took so many whole seconds, by the day the conversation began. */
export interface TimeTaken {
  day: string;
  seconds: number;
  times: number;
}

/** What takes time when people are asked for. */
export type TimedStep = 'wait' | 'reply' | 'handling';

const ENDS: Record<TimedStep, [from: string, to: string]> = {
  wait: ['h.requested_at', 'h.accepted_at'],
  reply: ['h.requested_at', 'replied_at'],
  handling: ['h.accepted_at', 'h.ended_at'],
};

/**
 * How long residents waited for a person, until that person's first words, and how long they were served. Counted by whole
 * seconds, so that a median of a million is worked out of some thousand rows, on either engine.
 */
export async function timesTaken(db: Db, wish: FigureWish, step: TimedStep): Promise<TimeTaken[]> {
  const [from, to] = ENDS[step];
  const end = step === 'reply' ? firstReply() : sql<number>`${sql.ref(to)}`;
  const taken = db
    .selectFrom('conversation as c')
    .innerJoin('handoff as h', 'h.conversation_id', 'c.id')
    .select([
      localHour(wish.stretch.offsets, 'c.created_at').as('at'),
      sql<number>`${end} - ${sql.ref(from)}`.as('taken'),
    ])
    .where('c.estate_id', '=', wish.estateId)
    .where('c.created_at', '>=', wish.stretch.from)
    .where('c.created_at', '<', wish.until)
    .where('h.accepted_at', 'is not', null);
  const rows = await db
    .selectFrom(taken.as('t'))
    .select([
      sql<number>`t.at / 24`.as('day'),
      sql<number>`t.taken / 1000`.as('seconds'),
      (eb) => eb.fn.countAll<number>().as('times'),
    ])
    .where('t.taken', '>=', 0)
    .groupBy(['day', 'seconds'])
    .execute();
  return rows.map(({ day, seconds, times }) => ({
    day: dayAndHour(Number(day) * 24).day,
    seconds: Number(seconds),
    times: Number(times),
  }));
}

/** The first message to the resident after somebody took the chat over, before they let it go. */
function firstReply() {
  return sql<number>`(select min(a.at) from activity a where a.conversation_id = h.conversation_id and a.role = 'staff'
    and a.type = 'message' and a.visibility = 'all' and a.at >= h.accepted_at
    and (h.ended_at is null or a.at <= h.ended_at))`;
}

function dayAndHour(hours: number): { day: string; hour: number } {
  return { day: new Date(hours * HOUR).toISOString().slice(0, 10), hour: hours % 24 };
}
