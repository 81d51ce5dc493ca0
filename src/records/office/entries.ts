import type { Selectable } from 'kysely';
import { append } from '#records/activities.ts';
import { putOnAgenda, takeOffAgenda } from '#records/agenda.ts';
import { addTicketEvent } from '#records/cases/tickets.ts';
import type { Clock } from '#records/clock.ts';
import { type Estates, within } from '#records/estates.ts';
import type { Page, PageEnd } from '#records/paging/page.ts';
import type { OfficeEntryTable } from '#storage/schemas/office.ts';
import type { Db, Tx } from '#storage/storage.ts';
import type { OfficeChannel } from './channels.ts';

/** Names of what these records put on the agenda. */
export const OFFICE_ENTRIES = {
  /** A reply is owed soon, and then now. */
  owed: 'office-entry-owed',
  /** Scans that were sent up and belong to no entry yet. */
  scans: 'office-entry-scans',
} as const;

/** So long (milliseconds) before a reply is owed its owner is reminded. */
const AHEAD = 24 * 60 * 60_000;
/** Scans wait so long (milliseconds) for the entry they were taken for. */
const SCANS_KEPT = 7 * 24 * 60 * 60_000;

/** A call, visit or letter as it is written down; its conversation is there already. */
export interface NewOfficeEntry {
  conversationId: string;
  estateId: string;
  channel: OfficeChannel;
  caller?: string | undefined;
  phone?: string | undefined;
  unitCode?: string | undefined;
  summary: string;
  staffId: string;
  /** Until when the office means to reply, milliseconds. */
  replyBy?: number | undefined;
}

/** Keeps an entry, and notes on the agenda when its reply is owed. */
export async function keepOfficeEntry(tx: Tx, entry: NewOfficeEntry, clock: Clock): Promise<void> {
  const { conversationId: subject, estateId, replyBy } = entry;
  await tx.db
    .insertInto('office_entry')
    .values({
      conversation_id: subject,
      estate_id: estateId,
      channel: entry.channel,
      caller: entry.caller || null,
      phone: entry.phone || null,
      unit_code: entry.unitCode || null,
      summary: entry.summary,
      entered_by: entry.staffId,
      owner_id: entry.staffId,
      reply_by: replyBy ?? null,
      overdue_at: null,
      reply: null,
      replied_at: null,
      replied_by: null,
      created_at: clock.now(),
    })
    .execute();
  if (replyBy === undefined) return;
  const dueAt = Math.max(clock.now(), replyBy - AHEAD);
  await putOnAgenda(tx, { estateId, kind: OFFICE_ENTRIES.owed, subject, body: { soon: true }, dueAt }, clock);
}

/** Fills in who called and from which home, where that was not known before. */
export async function completeEntry(
  tx: Tx,
  conversationId: string,
  {
    caller = null,
    phone = null,
    unitCode = null,
  }: { [part in 'caller' | 'phone' | 'unitCode']?: string | undefined | null },
): Promise<void> {
  await tx.db
    .updateTable('office_entry')
    .set((eb) => ({
      caller: eb.fn.coalesce('caller', eb.val(caller)),
      phone: eb.fn.coalesce('phone', eb.val(phone)),
      unit_code: eb.fn.coalesce('unit_code', eb.val(unitCode)),
    }))
    .where('conversation_id', '=', conversationId)
    .execute();
}

/**
 * Reminds of a reply: a day before it is owed, and when it is. It stands in the conversation and in the history of its cases,
 * where whoever answers for it and their managers see it.
 */
export async function remindOfReply(
  tx: Tx,
  { estate_id: estateId, subject, body }: { estate_id: string; subject: string; body: string },
  clock: Clock,
): Promise<void> {
  const entry = await tx.db
    .selectFrom('office_entry')
    .selectAll()
    .where('conversation_id', '=', subject)
    .where('replied_at', 'is', null)
    .executeTakeFirst();
  if (!entry || entry.reply_by === null) return;
  const now = clock.now();
  const { soon } = JSON.parse(body) as { soon?: boolean };
  const owed = !soon || entry.reply_by <= now;
  if (owed)
    await tx.db.updateTable('office_entry').set({ overdue_at: now }).where('conversation_id', '=', subject).execute();
  else await putOnAgenda(tx, { estateId, kind: OFFICE_ENTRIES.owed, subject, body: {}, dueAt: entry.reply_by }, clock);
  await note(tx, subject, { name: owed ? 'entry.overdue' : 'entry.due-soon', value: { replyBy: entry.reply_by } }, now);
  const cases = await tx.db.selectFrom('ticket').select('id').where('conversation_id', '=', subject).execute();
  for (const { id } of cases) {
    await addTicketEvent(tx, id, { actor: 'desk', kind: owed ? 'due' : 'due-soon', detail: {} }, now);
    tx.announce({ about: 'ticket', estateId, id });
  }
}

/** The reply to an entry: written so far, or sent. */
export interface OfficeReply {
  conversationId: string;
  estateId: string;
  words: string;
  sent: boolean;
  staff: { id: string; name: string };
}

/** Keeps a reply, and when it is sent the day of it; false when one was sent already, or there is no such entry. */
export async function keepReply(tx: Tx, reply: OfficeReply, now: number): Promise<boolean> {
  const { conversationId, estateId, words, sent, staff } = reply;
  const kept = await tx.db
    .updateTable('office_entry')
    .set({ reply: words, ...(sent && { replied_at: now, replied_by: staff.id }) })
    .where('conversation_id', '=', conversationId)
    .where('estate_id', '=', estateId)
    .where('replied_at', 'is', null)
    .executeTakeFirst();
  if (kept.numUpdatedRows === 0n) return false;
  if (!sent) return true;
  await takeOffAgenda(tx, { estateId, kind: OFFICE_ENTRIES.owed, subject: conversationId }, now);
  const said = { type: 'message', role: 'staff', fromId: staff.id, fromName: staff.name, text: words } as const;
  await append(tx, conversationId, [said], now);
  return true;
}

/** Makes a member of staff answer for an entry; false when it is theirs already, or is none of this estate. */
export async function ownEntry(
  tx: Tx,
  { conversationId, estateId, staffId }: { conversationId: string; estateId: string; staffId: string },
): Promise<boolean> {
  const moved = await tx.db
    .updateTable('office_entry')
    .set({ owner_id: staffId })
    .where('conversation_id', '=', conversationId)
    .where('estate_id', '=', estateId)
    .where('owner_id', '<>', staffId)
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

/** Something about an entry that only the office sees. */
export async function note(
  tx: Tx,
  conversationId: string,
  { name, value }: { name: string; value: Record<string, unknown> },
  now: number,
): Promise<void> {
  const event = {
    type: 'event',
    role: 'system',
    fromId: 'office',
    visibility: 'staff',
    body: { name, value },
  } as const;
  await append(tx, conversationId, [event], now);
}

/** Notes that scans are to be forgotten when no entry follows them. */
export async function awaitEntry(
  tx: Tx,
  { estateId, conversationId: subject }: { estateId: string; conversationId: string },
  clock: Clock,
): Promise<void> {
  const dueAt = clock.now() + SCANS_KEPT;
  await putOnAgenda(tx, { estateId, kind: OFFICE_ENTRIES.scans, subject, body: {}, dueAt }, clock);
}

/** Forgets scans whose entry was never made. */
export async function forgetScans(tx: Tx, { subject }: { subject: string }): Promise<void> {
  await tx.db
    .deleteFrom('attachment')
    .where('conversation_id', '=', subject)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('conversation').select('id').where('id', '=', subject))))
    .execute();
}

function entries(db: Db, estates: Estates) {
  return db
    .selectFrom('office_entry as e')
    .leftJoin('staff as o', 'o.id', 'e.owner_id')
    .leftJoin('staff as w', 'w.id', 'e.entered_by')
    .leftJoin('staff as r', 'r.id', 'e.replied_by')
    .where(within(estates, 'e.estate_id'))
    .selectAll('e')
    .select(['o.display_name as owner_name', 'w.display_name as entered_name', 'r.display_name as replied_name'])
    .select((eb) =>
      eb
        .selectFrom('ticket as f')
        .select((one) => one.fn.max('f.confidential').as('confidential'))
        .whereRef('f.conversation_id', '=', 'e.conversation_id')
        .as('confidential'),
    );
}

/** An entry with the names of staff. */
export type OfficeEntry = Selectable<OfficeEntryTable> & {
  owner_name: string | null;
  entered_name: string | null;
  replied_name: string | null;
  /** The most confidential of its cases; null when none is. */
  confidential: number | null;
};

/** What narrows the list of entries; `owed`: those whose reply is owed, the most urgent first. */
export interface EntryFilter {
  estateId?: string | undefined;
  channel?: OfficeChannel | undefined;
  owed: boolean;
}

/** One page of entries. */
export async function listEntries(
  db: Db,
  estates: Estates,
  { filter, after, limit }: { filter: EntryFilter; after?: PageEnd | undefined; limit: number },
): Promise<Page<OfficeEntry>> {
  const { estateId, channel, owed } = filter;
  const [column, order, beyond] = owed
    ? (['e.reply_by', 'asc', '>'] as const)
    : (['e.created_at', 'desc', '<'] as const);
  let query = entries(db, estates)
    .orderBy(column, order)
    .orderBy('e.conversation_id', order)
    .limit(limit + 1);
  if (owed) query = query.where('e.reply_by', 'is not', null).where('e.replied_at', 'is', null);
  if (estateId !== undefined) query = query.where('e.estate_id', '=', estateId);
  if (channel !== undefined) query = query.where('e.channel', '=', channel);
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb(column, beyond, after.at),
        eb.and([eb(column, '=', after.at), eb('e.conversation_id', beyond, after.id)]),
      ]),
    );
  const rows = await query.execute();
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const at = last && (owed ? last.reply_by : last.created_at);
  return { rows: rows.slice(0, limit), end: last && at != null ? { at, id: last.conversation_id } : undefined };
}

/** One entry of these estates, or undefined. */
export function findEntry(db: Db, estates: Estates, id: string): Promise<OfficeEntry | undefined> {
  return entries(db, estates).where('e.conversation_id', '=', id).executeTakeFirst();
}

/** How many replies of these estates are owed and late. */
export async function countOverdue(db: Db, estates: Estates, now: number): Promise<number> {
  const row = await db
    .selectFrom('office_entry as e')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(within(estates, 'e.estate_id'))
    .where('e.reply_by', '<=', now)
    .where('e.replied_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
