import { sql } from 'kysely';
import type { Db } from '#storage/storage.ts';
import { type Estates, within } from './estates.ts';
import { cutPage, type Page, type PageEnd } from './page.ts';
import { confidenceOf, type OfficeConversation, officeConversations } from './reading.ts';
import { holdsWords } from './text-match.ts';

/** What narrows the list of conversations; times are of its beginning, `to` is not included. */
export interface ConversationFilter {
  estateId?: string;
  channel?: string;
  service?: string;
  owner?: { kind: 'bot' | 'queue' | 'staff' } | { kind: 'staff-member'; id: string };
  from?: number;
  to?: number;
  /** Words somebody said or noted, or part of the resident's name, as typed. */
  words?: string;
  /** Up to which confidentiality words are looked for; conversations that wait for people or are with them are open to all. */
  opens?: number;
}

/** A conversation found, with the newest place where the words were said, if they were. */
export interface FoundConversation extends OfficeConversation {
  hit?: { seq: number; text: string };
}

/** One page of conversations, the youngest first. */
export async function listConversations(
  db: Db,
  estates: Estates,
  query: { filter: ConversationFilter; before?: PageEnd; limit: number },
): Promise<Page<FoundConversation>> {
  // Picked first, dressed after: the columns that look into other tables are worked out for one page only. The ids are of
  // these estates; naming the estates again would make SQLite walk through all of them instead of taking the ids.
  const picked = await pickIds(db, estates, query).execute();
  if (picked.length === 0) return { rows: [], end: undefined };
  const ids = picked.map((row) => row.id);
  const dressed = await officeConversations(db, '*').where('c.id', 'in', ids).execute();
  const byId = new Map(dressed.map((row) => [row.id, row]));
  const page = cutPage(
    ids.flatMap((id) => byId.get(id) ?? []),
    query.limit,
  );
  if (!query.filter.words) return page;
  const hits = await findHits(
    db,
    page.rows.map((row) => row.id),
    query.filter.words,
  );
  return { ...page, rows: page.rows.map((row) => ({ ...row, hit: hits.get(row.id) })) };
}

function pickIds(
  db: Db,
  estates: Estates,
  { filter, before, limit }: { filter: ConversationFilter; before?: PageEnd; limit: number },
) {
  let query = db
    .selectFrom('conversation as p')
    .select('p.id')
    .where(within(estates, 'p.estate_id'))
    .orderBy('p.created_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit + 1);
  const { estateId, channel, service, owner, from, to, words, opens = 0 } = filter;
  if (estateId !== undefined) query = query.where('p.estate_id', '=', estateId);
  if (channel !== undefined) query = query.where('p.channel', '=', channel);
  if (service !== undefined) query = query.where('p.service', '=', service);
  if (owner?.kind === 'staff-member') query = query.where('p.owner_staff_id', '=', owner.id);
  else if (owner) query = query.where('p.owner', '=', owner.kind);
  if (from !== undefined) query = query.where('p.created_at', '>=', from);
  if (to !== undefined) query = query.where('p.created_at', '<', to);
  if (words) {
    query = query.where((eb) =>
      eb.or([eb('p.owner', '<>', 'bot'), sql<boolean>`coalesce(${confidenceOf('p')}, 0) <= ${opens}`]),
    );
    query = query.where((eb) => {
      const said = eb
        .selectFrom('activity as a')
        .select('a.seq')
        .whereRef('a.conversation_id', '=', 'p.id')
        .where('a.type', '=', 'message')
        .where(holdsWords('a.text', words));
      return eb.or([holdsWords('p.user_name', words), eb.exists(said)]);
    });
  }
  if (!before) return query;
  return query.where((eb) =>
    eb.or([
      eb('p.created_at', '<', before.at),
      eb.and([eb('p.created_at', '=', before.at), eb('p.id', '<', before.id)]),
    ]),
  );
}

async function findHits(db: Db, ids: string[], words: string): Promise<Map<string, { seq: number; text: string }>> {
  if (ids.length === 0) return new Map();
  const newest = db
    .selectFrom('activity as a')
    .select((eb) => ['a.conversation_id', eb.fn.max('a.seq').as('seq')])
    .where('a.type', '=', 'message')
    .where('a.conversation_id', 'in', ids)
    .where(holdsWords('a.text', words))
    .groupBy('a.conversation_id');
  const rows = await db
    .selectFrom(newest.as('n'))
    .innerJoin('activity as hit', (join) =>
      join.onRef('hit.conversation_id', '=', 'n.conversation_id').onRef('hit.seq', '=', 'n.seq'),
    )
    .select(['hit.conversation_id', 'hit.seq', 'hit.text'])
    .execute();
  return new Map(rows.map((row) => [row.conversation_id, { seq: row.seq, text: row.text ?? '' }]));
}
