import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Offset } from '#handbook/local-stretch.ts';
import { localHour } from '#records/figures/local-hour.ts';
import type { Tables } from '#storage/schema.ts';
import { confidenceOf } from './reading.ts';
import type { ScriptStep } from './script-steps.ts';

/** How a conversation ended, as far as people had to do with it. */
export const OUTCOMES = ['bot', 'person', 'open', 'unserved', 'case'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Levels of handoffs and cases. */
export const LEVELS = ['critical', 'urgent', 'ordinary', 'planned'] as const;
export type Level = (typeof LEVELS)[number];

/** What narrows the list of conversations; times are of its beginning, `to` is not included. */
export interface ConversationFilter {
  estateId?: string | undefined;
  channel?: string | undefined;
  service?: string | undefined;
  owner?: { kind: 'bot' | 'queue' | 'staff' } | { kind: 'staff-member'; id: string } | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** Who took it over at some time, by the id of the account. */
  clerk?: string | undefined;
  outcome?: Outcome | undefined;
  /** Of the handoffs and cases that came of it. */
  level?: Level | undefined;
  /** Somebody waited in it for a person so long (milliseconds) or longer. */
  waited?: number | undefined;
  /** How many steps of the reception script it has, or one that it lacks. */
  score?: number | undefined;
  lacks?: ScriptStep | undefined;
  /** Something in it was not understood. */
  puzzled?: boolean | undefined;
  /** It began in this hour of the estate's clock, on whatever day. */
  hour?: { hour: number; offsets: readonly Offset[] } | undefined;
  /** Words somebody said or noted, or part of the resident's name, as typed. */
  words?: string | undefined;
  /** Up to which confidentiality words are looked for; conversations that wait for people or are with them are open to all. */
  opens?: number | undefined;
}

type Asking = ExpressionBuilder<Tables & { p: Tables['conversation'] }, 'p'>;

/** The conditions of a filter on the conversation `p`, all but its words. `now` ends the waits that last. */
export function conditionsOf(eb: Asking, filter: ConversationFilter, now: number): Expression<SqlBool>[] {
  const { estateId, channel, service, from, to, clerk } = filter;
  const conditions: (Expression<SqlBool> | undefined)[] = [
    estateId === undefined ? undefined : eb('p.estate_id', '=', estateId),
    channel === undefined ? undefined : eb('p.channel', '=', channel),
    service === undefined ? undefined : eb('p.service', '=', service),
    from === undefined ? undefined : eb('p.created_at', '>=', from),
    to === undefined ? undefined : eb('p.created_at', '<', to),
    clerk === undefined ? undefined : eb('p.id', 'in', handoffs(eb).where('h.staff_id', '=', clerk)),
    ownedBy(eb, filter.owner),
    endedBy(eb, filter.outcome),
    ofLevel(eb, filter.level),
    waitedFor(eb, filter.waited, now),
    keptScript(eb, filter),
    openToRead(eb, filter),
    filter.puzzled
      ? eb.exists(eb.selectFrom('not_understood as n').select('n.seq').whereRef('n.conversation_id', '=', 'p.id'))
      : undefined,
    filter.hour && sql<SqlBool>`${localHour(filter.hour.offsets, 'p.created_at')} % 24 = ${sql.lit(filter.hour.hour)}`,
  ];
  return conditions.filter((one) => one !== undefined);
}

function handoffs(eb: Asking) {
  return eb.selectFrom('handoff as h').select('h.conversation_id');
}

function tickets(eb: Asking) {
  return eb.selectFrom('ticket as k').select('k.conversation_id');
}

function ownedBy(eb: Asking, owner: ConversationFilter['owner']): Expression<SqlBool> | undefined {
  if (owner?.kind === 'staff-member') return eb('p.owner_staff_id', '=', owner.id);
  return owner && eb('p.owner', '=', owner.kind);
}

function endedBy(eb: Asking, outcome: Outcome | undefined): Expression<SqlBool> | undefined {
  const any = eb.exists(handoffs(eb).whereRef('h.conversation_id', '=', 'p.id'));
  const taken = eb('p.id', 'in', handoffs(eb).where('h.accepted_at', 'is not', null));
  const over = eb('p.owner', '=', 'bot');
  switch (outcome) {
    case 'open':
      return eb('p.owner', '<>', 'bot');
    case 'bot':
      return eb.and([over, eb.not(any)]);
    case 'person':
      return eb.and([over, taken]);
    case 'unserved':
      return eb.and([over, eb('p.id', 'in', handoffs(eb).where('h.accepted_at', 'is', null)), eb.not(taken)]);
    case 'case':
      return eb('p.id', 'in', tickets(eb));
    default:
      return undefined;
  }
}

function ofLevel(eb: Asking, level: Level | undefined): Expression<SqlBool> | undefined {
  if (level === undefined) return undefined;
  const cases = eb('p.id', 'in', tickets(eb).where('k.level', '=', level));
  return level === 'planned' ? cases : eb.or([cases, eb('p.id', 'in', handoffs(eb).where('h.level', '=', level))]);
}

function waitedFor(eb: Asking, waited: number | undefined, now: number): Expression<SqlBool> | undefined {
  if (waited === undefined) return undefined;
  const end = sql<number>`coalesce(h.accepted_at, h.ended_at, ${now})`;
  return eb('p.id', 'in', handoffs(eb).where(sql<SqlBool>`${end} - h.requested_at >= ${waited}`));
}

function openToRead(eb: Asking, { words, opens }: ConversationFilter): Expression<SqlBool> | undefined {
  if (words === undefined || opens === undefined) return undefined;
  return eb.or([eb('p.owner', '<>', 'bot'), sql<SqlBool>`coalesce(${confidenceOf('p')}, 0) <= ${opens}`]);
}

function keptScript(eb: Asking, { score, lacks }: ConversationFilter): Expression<SqlBool> | undefined {
  if (score === undefined && lacks === undefined) return undefined;
  const scores = eb
    .selectFrom('script_score as z')
    .select('z.conversation_id')
    .whereRef('z.conversation_id', '=', 'p.id')
    .where('z.who', '=', '')
    .$if(score !== undefined, (query) => query.where('z.score', '=', score as number))
    .$if(lacks !== undefined, (query) => query.where(`z.${lacks as ScriptStep}`, 'is', null));
  return eb.exists(scores);
}
