import { sql } from 'kysely';
import type { ActivityRow, ConversationRow } from '#storage/schema.ts';
import type { Db, Storage } from '#storage/storage.ts';

/** A message that the desk said it had. */
export interface Acknowledged {
  conversationId: string;
  id: string;
  text: string;
}

/**
 * What must hold in a store once every turn is done, whatever happened before. Answers each breach in a sentence; an empty
 * list when all is well. `settled: false` allows messages that still wait for their turn.
 */
export async function breaches(
  storage: Storage,
  about: { acknowledged?: readonly Acknowledged[]; settled?: boolean } = {},
): Promise<string[]> {
  const { db } = storage;
  const conversations = await db.selectFrom('conversation').selectAll().execute();
  const activities = await db.selectFrom('activity').selectAll().orderBy('conversation_id').orderBy('seq').execute();
  const logs = Map.groupBy(activities, (row) => row.conversation_id);
  const withPeople = new Set((await db.selectFrom('handoff').select('conversation_id').execute()).map(firstValue));
  return [
    ...conversations.flatMap((one) => brokenLog(one, logs.get(one.id) ?? [])),
    ...conversations.flatMap((one) => brokenTurns(one, logs.get(one.id) ?? [], about.settled ?? true)),
    ...conversations.flatMap((one) => brokenAnswers(one, logs.get(one.id) ?? [], withPeople.has(one.id))),
    ...lostMessages(about.acknowledged ?? [], logs),
    ...(await orphans(db)),
    ...(await brokenHandoffs(db, conversations)),
    ...(await brokenNumbers(db)),
    ...(storage.engine === 'sqlite' ? await brokenPages(db) : []),
  ];
}

/** The log is dense from 1, and the conversation knows its end. */
function brokenLog({ id, last_seq }: ConversationRow, log: readonly ActivityRow[]): string[] {
  const gap = log.findIndex((row, index) => row.seq !== index + 1);
  return [
    ...(gap >= 0 ? [`${id}: the log has a gap at ${gap + 1}`] : []),
    ...(last_seq === log.length ? [] : [`${id}: the log has ${log.length} rows, the conversation says ${last_seq}`]),
  ];
}

/** Each message that wants a turn had one, and the state was written once for each. */
function brokenTurns(conversation: ConversationRow, log: readonly ActivityRow[], settled: boolean): string[] {
  const { id, inbound_seq, turned_seq, state_version } = conversation;
  const inbound = log.filter(({ role }) => role === 'resident' || role === 'system');
  const done = inbound.filter(({ seq }) => seq <= turned_seq).length;
  return [
    ...(turned_seq > inbound_seq ? [`${id}: a turn is done for nothing`] : []),
    ...(settled && turned_seq < inbound_seq ? [`${id}: messages after ${turned_seq} had no turn`] : []),
    ...((inbound.at(-1)?.seq ?? 0) === inbound_seq ? [] : [`${id}: the last inbound is not ${inbound_seq}`]),
    ...(state_version === done ? [] : [`${id}: ${done} turns are done, the state was written ${state_version} times`]),
  ];
}

/** Answers stand together, one turn each, in the order of what they answer. A person's chat may leave some to the person. */
function brokenAnswers(conversation: ConversationRow, log: readonly ActivityRow[], withPeople: boolean): string[] {
  const { id, turned_seq } = conversation;
  const seqOf = new Map(log.map((row) => [row.id, row.seq]));
  const replies = log
    .filter(({ role }) => role === 'desk')
    .map((row) => ({ seq: row.seq, to: repliedTo(row) }))
    .filter((reply): reply is { seq: number; to: string } => reply.to !== undefined);
  const runs = replies.filter((reply, index) => {
    const before = replies[index - 1];
    return !(before && before.to === reply.to && before.seq === reply.seq - 1);
  });
  const order = runs.map(({ to }) => seqOf.get(to) ?? 0);
  const answered = new Set(replies.map(({ to }) => to));
  const silent = log.filter((row) => isMessage(row) && row.seq <= turned_seq && !answered.has(row.id));
  return [
    ...(new Set(order).size < order.length ? [`${id}: a message was answered twice`] : []),
    ...(order.some((seq, index) => seq < (order[index - 1] ?? 0)) ? [`${id}: answers are out of order`] : []),
    ...(order.includes(0) ? [`${id}: an answer is to nothing`] : []),
    ...(withPeople ? [] : silent.map(({ seq }) => `${id}: message ${seq} was not answered`)),
  ];
}

function isMessage({ role, type }: ActivityRow): boolean {
  return role === 'resident' && type === 'message';
}

function repliedTo({ body }: ActivityRow): string | undefined {
  return (JSON.parse(body) as { replyToId?: string }).replyToId;
}

/** Acknowledged means stored: once, in its conversation, with the words that were sent. */
function lostMessages(acknowledged: readonly Acknowledged[], logs: ReadonlyMap<string, ActivityRow[]>): string[] {
  const said = new Map<string, Acknowledged[]>(Map.groupBy(acknowledged, (one) => one.conversationId));
  return [...said].flatMap(([conversationId, messages]) => {
    const stored = (logs.get(conversationId) ?? []).filter(isMessage);
    const wrong = messages.filter(
      ({ id, text }) => stored.filter((row) => row.id === id && row.text === text).length !== 1,
    );
    const once = stored.length === messages.length;
    return [
      ...wrong.map(({ id }) => `${conversationId}: ${id} was acknowledged and is not stored as said`),
      ...(once
        ? []
        : [`${conversationId}: ${messages.length} messages were acknowledged, ${stored.length} are stored`]),
    ];
  });
}

/** Nothing belongs to what is not there. */
async function orphans(db: Db): Promise<string[]> {
  const conversations = db.selectFrom('conversation').select('id');
  const found = [];
  for (const table of ['activity', 'ticket', 'handoff', 'attachment'] as const) {
    const rows = await db
      .selectFrom(table)
      .select('conversation_id')
      .where('conversation_id', 'not in', conversations)
      .execute();
    found.push(
      ...rows.map(({ conversation_id }) => `a row of ${table} belongs to no conversation: ${conversation_id}`),
    );
  }
  const tickets = db.selectFrom('ticket').select('id');
  const events = await db
    .selectFrom('ticket_event')
    .select('ticket_id')
    .where('ticket_id', 'not in', tickets)
    .execute();
  const filed = db.selectFrom('ticket_event').select('ticket_id').where('seq', '=', 1);
  const bare = await db.selectFrom('ticket').select('number').where('id', 'not in', filed).execute();
  return [
    ...found,
    ...events.map(({ ticket_id }) => `an event belongs to no ticket: ${ticket_id}`),
    ...bare.map(({ number }) => `ticket ${number} has no first event`),
  ];
}

/** At most one open handoff, and the owner of the conversation agrees with it. */
async function brokenHandoffs(db: Db, conversations: readonly ConversationRow[]): Promise<string[]> {
  const open = await db
    .selectFrom('handoff')
    .select(['conversation_id', 'state'])
    .where('state', 'in', ['waiting', 'accepted'])
    .execute();
  const byConversation = Map.groupBy(open, (row) => row.conversation_id);
  const wanted = { bot: undefined, queue: 'waiting', staff: 'accepted' } as const;
  return conversations.flatMap(({ id, owner }) => {
    const states = (byConversation.get(id) ?? []).map(({ state }) => state);
    if (states.length > 1) return [`${id}: ${states.length} handoffs are open`];
    return states[0] === wanted[owner] ? [] : [`${id}: owned by ${owner}, its handoff is ${states[0] ?? 'none'}`];
  });
}

/** Ticket numbers are given without gaps: a number that was used up by a lost turn would show here. */
async function brokenNumbers(db: Db): Promise<string[]> {
  const series = await db.selectFrom('number_series').selectAll().execute();
  const tickets = await db.selectFrom('ticket').select(['estate_id', 'number']).execute();
  return series.flatMap(({ estate_id, series: name, last }) => {
    const filed = tickets.filter((one) => one.estate_id === estate_id && one.number.startsWith(`${name}-`)).length;
    return filed === last ? [] : [`${name}: ${last} numbers were given, ${filed} tickets have one`];
  });
}

async function brokenPages(db: Db): Promise<string[]> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  return rows.map((row) => row.integrity_check).filter((word) => word !== 'ok');
}

function firstValue({ conversation_id }: { conversation_id: string }): string {
  return conversation_id;
}
