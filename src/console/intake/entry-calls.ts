import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { mayKnowOf, mayOpen } from '#console/cases/confidential.ts';
import { filePath } from '#console/cases/file-path.ts';
import { toTicket } from '#console/cases/show-ticket.ts';
import { demandSpeakable } from '#console/chats/check-draft.ts';
import { demandOwnEstate, paging, readQuery, toNext, word } from '#console/list-query.ts';
import { readBytes, readJson } from '#console/read-body.ts';
import { notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { maskPhone } from '#console/transcripts/mask-phone.ts';
import { countAttachments, keepAttachments, listAttachments } from '#records/attachments.ts';
import { findConversation } from '#records/conversations.ts';
import { OFFICE_CHANNELS } from '#records/office/channels.ts';
import {
  awaitEntry,
  countOverdue,
  findEntry,
  keepReply,
  listEntries,
  type OfficeEntry,
  ownEntry,
} from '#records/office/entries.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { readConversationTickets } from '#records/transcripts/reading.ts';
import { checkFile, FileRefusal } from '#src/files/check-file.ts';
import { cleanFileName, fileNameOf } from '#src/files/file-names.ts';
import type { IntakeDetail, IntakeEntry, IntakeList } from './intake-api.ts';
import { demandEstate } from './intake-calls.ts';

/** Bytes, pixels and number of the scans of one entry. */
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_PIXELS = 40_000_000;
const MOST_SCANS = 20;

const listQuery = z.object({
  ...paging,
  estate: word,
  channel: z.enum(OFFICE_CHANNELS).optional(),
  owed: z.enum(['1']).optional(),
});

/** GET entries: calls, visits and letters, the youngest first, or those whose reply is owed, the most urgent first. */
export async function showEntries({ desk, me, query }: StaffCall): Promise<IntakeList> {
  const { before, limit, estate, channel, owed } = readQuery(query, listQuery);
  demandOwnEstate(me, estate);
  const { reader } = desk.storage;
  const filter = { estateId: estate, channel, owed: owed !== undefined };
  const page = await listEntries(reader, me.estates, { filter, after: before, limit });
  const overdue = await countOverdue(reader, me.estates, desk.clock.now());
  return { entries: page.rows.map((row) => shown(row, me)), next: toNext(page.end), overdue };
}

/** GET entries/:id */
export async function showEntry(call: StaffCall): Promise<IntakeDetail> {
  const { desk, me } = call;
  const { db } = desk.storage;
  const row = await entryOf(call);
  const id = row.conversation_id;
  const tickets = await readConversationTickets(db, me.estates, id);
  const files = await listAttachments(db, id);
  return {
    entry: toEntry(row, me.id),
    phone: row.phone && maskPhone(row.phone),
    enteredBy: row.entered_name ?? '',
    reply: row.reply,
    repliedBy: row.replied_name,
    tickets: tickets.filter(({ confidential }) => mayKnowOf(me.role, confidential)).map(toTicket),
    files: files.map((file) => ({ ...file, url: filePath(id, file.id) })),
  };
}

/** POST entries/:id/reply: kept as a draft, or as what was sent. */
export async function takeReply(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const row = await entryOf(call);
  const shape = z.object({ words: z.string().trim().min(1).max(5000), sent: z.boolean() });
  const { words, sent } = await readJson(call.req, shape);
  if (sent) await demandSpeakable(desk, words);
  const which = { conversationId: row.conversation_id, estateId: row.estate_id };
  const staff = { id: me.id, name: me.displayName };
  const done = await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const kept = await keepReply(tx, { ...which, words, sent, staff }, now);
    const about = { actor: actorOf(me), subject: `conversation:${which.conversationId}`, estateId: which.estateId };
    if (kept && sent) await writeAudit(tx, { ...about, action: 'intake.reply' }, now);
    return kept;
  });
  if (!done) throw new Refusal(409, 'moved-on', 'A reply was sent already.');
}

/** POST entries/:id/own: I answer for it from now on. */
export async function takeOver(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const row = await entryOf(call);
  const which = { conversationId: row.conversation_id, estateId: row.estate_id };
  await desk.storage.transact(async (tx) => {
    const about = { actor: actorOf(me), subject: `conversation:${which.conversationId}`, estateId: which.estateId };
    if (await ownEntry(tx, { ...which, staffId: me.id }))
      await writeAudit(tx, { ...about, action: 'intake.own' }, desk.clock.now());
  });
}

/** POST intake/:estate/scans/:draft: the body is one scan for an entry that is not written down yet. */
export async function takeScan(call: StaffCall): Promise<{ id: string; name: string; contentType: string }> {
  const { desk, params } = call;
  const { estate: estateId = '', draft = '' } = params;
  demandEstate(call, estateId);
  if (!z.uuid().safeParse(draft).success) throw notFound();
  // Never beside somebody's conversation.
  if (await findConversation(desk.storage.db, draft)) throw notFound();
  if ((await countAttachments(desk.storage.db, draft)) >= MOST_SCANS)
    throw new Refusal(409, 'file-refused', `An entry takes at most ${MOST_SCANS} scans.`);
  const { extension, ...checked } = await checkScan(await readBytes(call.req, MOST_BYTES));
  const name = cleanFileName(fileNameOf(call.req.headers['content-disposition'] ?? ''), extension);
  const file = { ...checked, id: desk.clock.id(), name };
  await desk.storage.transact(async (tx) => {
    await keepAttachments(tx, { id: draft, estateId }, [file], desk.clock.now());
    await awaitEntry(tx, { estateId, conversationId: draft }, desk.clock);
  });
  return { id: file.id, name, contentType: file.contentType };
}

async function checkScan(bytes: Uint8Array) {
  try {
    return await checkFile(bytes, MOST_PIXELS);
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    throw new Refusal(415, 'scan-refused', 'Only JPEG, PNG, WebP, GIF and PDF that can be read are taken.');
  }
}

async function entryOf({ desk, me, params }: StaffCall): Promise<OfficeEntry> {
  const row = await findEntry(desk.storage.db, me.estates, params.id ?? '');
  if (!row || !isOpenTo(row, me)) throw notFound();
  return row;
}

/** A confidential complaint is open to whoever took it down, and to those who may see complainants. */
function isOpenTo(row: OfficeEntry, me: StaffCall['me']): boolean {
  return row.entered_by === me.id || mayOpen(me.role, row.confidential);
}

/** To anybody else the list does not say who told what. */
function shown(row: OfficeEntry, me: StaffCall['me']): IntakeEntry {
  const entry = toEntry(row, me.id);
  return isOpenTo(row, me) ? entry : { ...entry, caller: null, unitCode: null, summary: '' };
}

function toEntry(row: OfficeEntry, myId: string): IntakeEntry {
  return {
    id: row.conversation_id,
    estateId: row.estate_id,
    channel: row.channel,
    caller: row.caller,
    unitCode: row.unit_code,
    summary: row.summary,
    owner: row.owner_name ?? '',
    mine: row.owner_id === myId,
    createdAt: row.created_at,
    replyBy: row.reply_by,
    repliedAt: row.replied_at,
  };
}
