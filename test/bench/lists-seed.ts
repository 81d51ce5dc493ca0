import { type Kysely, sql } from 'kysely';
import { firstIdAt } from '#records/transcripts/search-index.ts';
import { estateToken, tokensOf } from '#records/transcripts/search-tokens.ts';
import type { Tables } from '#storage/schema.ts';
import type { Storage } from '#storage/storage.ts';
import { firstEstate } from './load-client.ts';
import { TEXTS } from './seed.ts';

/** The clerk who took over hardly anything. */
export const RARE_CLERK = 'clerk-rare';
/** The first conversation's beginning; one follows every minute. */
export const FIRST = Date.parse('2024-01-01T00:00:00Z');
export const MINUTE = 60_000;
const SECOND = 1000;
/** Every fifth conversation is of another estate of the company. */
const OTHER_ESTATE = 'another';
/** SQLite takes no more values than some thirty thousand at a time. */
const AT_ONCE = 1000;

const SERVICES = ['repair', 'complaint', 'enquiry', 'move-in', 'status', null];
const CHANNELS = ['webchat', 'webchat', 'webchat', 'wechat', 'wechat'];

/**
 * Fills an open store, of whatever engine, with conversations of one message each, with handoffs, cases, scores and all words in the
 * index, so that each value of a filter is found often, seldom or hardly ever.
 */
export async function seedLists(storage: Storage, count: number): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => from + at);
    await storage.transact(async ({ db }) => {
      await put(db, 'conversation', numbers.map(conversation));
      await put(db, 'activity', numbers.map(message));
      await put(db, 'handoff', numbers.filter(isPassedOn).map(handoff));
      await put(db, 'ticket', numbers.filter(hasCase).map(ticket));
      await put(db, 'script_score', numbers.map(score));
      await put(db, 'not_understood', numbers.filter(isPuzzling).map(puzzle));
      await storage.textIndex.put(db, numbers.map(words));
    });
  }
  if (storage.engine === 'postgres') await sql`vacuum analyze`.execute(storage.db);
  else await sql`analyze`.execute(storage.db);
}

async function put<T extends keyof Tables>(db: Kysely<Tables>, table: T, rows: Partial<Tables[T]>[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto(table)
    .values(rows as never)
    .execute();
}

const idOf = (n: number) => `${(n * 7_919_993).toString(16).padStart(12, '0')}-listed`;
const at = (n: number) => FIRST + n * MINUTE;
const estateOf = (n: number) => (n % 5 === 4 ? OTHER_ESTATE : firstEstate());
const textOf = (n: number) => `${TEXTS[n % TEXTS.length]} ${n}`;
const isPassedOn = (n: number) => n % 12 === 0;
const hasCase = (n: number) => n % 5 === 1;
const isPuzzling = (n: number) => n % 40 === 3;
/** Rare: found once in so many conversations. */
const RARE = 48_000;

function conversation(n: number): Partial<Tables['conversation']> {
  const channel = n % 5000 === 7 ? 'letter' : CHANNELS[n % CHANNELS.length];
  const service = n % 6000 === 11 ? 'privacy' : SERVICES[n % SERVICES.length];
  return {
    ...{ id: idOf(n), estate_id: estateOf(n), channel: channel ?? '', user_id: `u${n}`, locale: 'zh-CN' },
    ...{ owner: n % 100_000 === 13 ? 'queue' : 'bot', service: service ?? null, state: '{}' },
    ...{ state_version: 1, last_seq: 1, inbound_seq: 1, turned_seq: 1, attempts: 0, indexed_seq: 1 as never },
    ...{ created_at: at(n), last_at: at(n) },
  };
}

function message(n: number): Partial<Tables['activity']> {
  return {
    ...{ conversation_id: idOf(n), seq: 1, id: `${idOf(n)}|1`, estate_id: estateOf(n), channel: 'webchat' },
    ...{
      type: 'message',
      role: 'resident',
      from_id: `u${n}`,
      visibility: 'all',
      text: textOf(n),
      body: '{}',
      at: at(n),
    },
  };
}

function handoff(n: number): Partial<Tables['handoff']> {
  const accepted = n % 240 !== 0;
  const waited = n % RARE === 12 ? 7200 * SECOND : (n % 600) * SECOND;
  return {
    ...{ id: `h${n}`, estate_id: estateOf(n), conversation_id: idOf(n), reason: 'asked', requested_at: at(n) },
    level: n % RARE === 24 ? 'critical' : n % 60 === 0 ? 'urgent' : 'ordinary',
    state: accepted ? 'closed' : 'withdrawn',
    accepted_at: accepted ? at(n) + waited : null,
    ended_at: at(n) + waited + MINUTE,
    staff_id: accepted ? (n % RARE === 36 ? RARE_CLERK : `clerk-${(n / 12) % 20}`) : null,
  };
}

function ticket(n: number): Partial<Tables['ticket']> {
  return {
    ...{ id: `k${n}`, estate_id: estateOf(n), number: `R${n}`, service: 'repair', conversation_id: idOf(n) },
    ...{ state: 'closed', summary: textOf(n), answers: '{}', created_at: at(n), updated_at: at(n) },
    level: n % RARE === 1 ? 'critical' : n % 50 === 1 ? 'planned' : 'ordinary',
    confidential: n % 500 === 1 ? 1 : null,
  };
}

function score(n: number): Partial<Tables['script_score']> {
  const steps = n % RARE === 2 ? 0 : 1 + (n % 5);
  const [greet, listen, answer, serve, thank] = [1, 2, 3, 4, 5].map((step) => (step <= steps ? 1 : null));
  const kept = { greet: greet ?? null, listen: listen ?? null, answer: answer ?? null, serve: serve ?? null };
  return {
    ...{ conversation_id: idOf(n), who: '', estate_id: estateOf(n), at: at(n), score: steps },
    ...{ ...kept, thank: thank ?? null },
  };
}

function puzzle(n: number): Partial<Tables['not_understood']> {
  return {
    ...{ conversation_id: idOf(n), seq: 1, estate_id: estateOf(n), text: textOf(n), guesses: '[]', certainty: 100 },
    ...{ band: 'ask', next: 'asked', at: at(n) },
  };
}

function words(n: number) {
  const place = { id: firstIdAt(at(n)), conversation_id: idOf(n), seq: 1 };
  return { place, tokens: [...tokensOf(textOf(n)), estateToken(estateOf(n))] };
}
