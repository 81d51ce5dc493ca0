import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandReadable, mayRead } from '#console/cases/confidential.ts';
import { may } from '#console/policy.ts';
import { check, readJson } from '#console/read-body.ts';
import { forbidden, notFound } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { putExportOrder, takeExportOrder } from '#records/transcripts/export-orders.ts';
import { findOfficeConversation, type OfficeConversation, readOfficeLog } from '#records/transcripts/reading.ts';
import { listConversations } from '#records/transcripts/transcripts.ts';
import { maskedActivity } from './conversation-calls.ts';
import { readConversationQuery } from './conversation-query.ts';
import { type ExportedConversation, type ExportWriter, exportWriter } from './export-formats.ts';
import { closedMask, NO_MASK } from './masking.ts';
import { why } from './script-calls.ts';
import { toLogEntry } from './show-log.ts';
import { maskEntry } from './timeline.ts';
import { EXPORT_FORMATS, type ExportLink } from './transcripts-api.ts';

const order = z.object({
  format: z.enum(EXPORT_FORMATS),
  id: z.string().min(1).max(200).optional(),
  filter: z.string().max(4000).optional(),
  language: z.enum(['zh-CN', 'en']),
  why: why.optional(),
});
type Order = z.output<typeof order>;

const PAGE = 100;
const PIECE = 500;

/** POST exports: checks and notes the order; the answer says where the file is fetched, once. */
export async function orderExport(call: StaffCall): Promise<ExportLink> {
  const { desk, me } = call;
  const wish = await readJson(call.req, order);
  if (wish.why !== undefined && !may(me.role, 'unmask-chats')) throw forbidden('Your role does not include names.');
  const single = wish.id === undefined ? undefined : await findOfficeConversation(desk.storage.db, me.estates, wish.id);
  if (wish.id !== undefined) demandReadable(me.role, single);
  else readConversationQuery(new URLSearchParams(wish.filter), call);
  const id = desk.clock.id();
  const now = desk.clock.now();
  await desk.storage.transact(async (tx) => {
    await putExportOrder(tx, { id, tokenHash: me.tokenHash, wish }, now);
    await writeAudit(
      tx,
      {
        actor: actorOf(me),
        action: 'chat.export',
        subject: wish.id === undefined ? 'conversations' : `conversation:${wish.id}`,
        ...(single && { estateId: single.estate_id }),
        // What was searched for may be a name.
        detail: { format: wish.format, names: wish.why !== undefined, why: wish.why ?? null },
      },
      now,
    );
  });
  return { url: `/console/api/exports/${id}` };
}

/** GET exports/:id: the file, written while it is read, so that a long one needs no more memory than a short one. */
export async function sendExport(call: StaffCall): Promise<void> {
  const { desk, me, params, res } = call;
  const found = await takeExportOrder(desk.storage.db, params.id ?? '', me.tokenHash, desk.clock.now());
  if (!found) throw notFound();
  const wish = check(found, order);
  const writer = exportWriter(wish.format, wish.language, wish.why === undefined);
  const name = `lobby-${new Date(desk.clock.now()).toISOString().slice(0, 10)}.${writer.extension}`;
  res.writeHead(200, {
    'Content-Type': writer.contentType,
    'Content-Disposition': writer.policy ? 'inline' : `attachment; filename="${name}"`,
    'Content-Security-Policy': writer.policy ?? "default-src 'none'; sandbox; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  await write(res, writer.head());
  let first = true;
  for await (const conversation of conversationsOf(call, wish)) {
    if (res.destroyed) return;
    await writeConversation(call, { conversation, wish, writer, first });
    first = false;
  }
  await write(res, writer.tail());
  res.end();
}

async function* conversationsOf(call: StaffCall, wish: Order): AsyncGenerator<OfficeConversation> {
  const { desk, me } = call;
  if (wish.id !== undefined) {
    const single = await findOfficeConversation(desk.storage.db, me.estates, wish.id);
    demandReadable(me.role, single);
    yield single;
    return;
  }
  const { filter } = readConversationQuery(new URLSearchParams(wish.filter), call);
  const now = desk.clock.now();
  let before: Parameters<typeof listConversations>[2]['before'];
  do {
    const page = await listConversations(desk.storage, me.estates, { filter, before, limit: PAGE, now });
    for (const row of page.rows) if (mayRead(me.role, row)) yield row;
    before = page.end;
  } while (before);
}

async function writeConversation(
  { desk, me, res }: StaffCall,
  {
    conversation,
    wish,
    writer,
    first,
  }: { conversation: OfficeConversation; wish: Order; writer: ExportWriter; first: boolean },
): Promise<void> {
  const { reader } = desk.storage;
  const mask =
    wish.why === undefined ? await closedMask({ db: reader, handbook: desk.handbook }, conversation) : NO_MASK;
  const estate = desk.handbook.estates().find(({ id }) => id === conversation.estate_id);
  const exported: ExportedConversation = {
    ...conversation,
    residentName: mask.name(conversation.resident_name),
    timeZone: estate?.office.timeZone ?? 'Asia/Shanghai',
  };
  await write(res, writer.open(exported, first));
  let after = 0;
  for (let more = true; more && !res.destroyed; ) {
    const rows = await readOfficeLog(reader, me.estates, { conversationId: conversation.id, after, limit: PIECE });
    const lines = rows.map((row, place) =>
      writer.entry(
        { entry: maskEntry(toLogEntry(row), mask), activity: maskedActivity(row, mask) },
        exported,
        after === 0 && place === 0,
      ),
    );
    await write(res, lines.join(''));
    after = rows.at(-1)?.seq ?? after;
    more = rows.length === PIECE;
  }
  await write(res, writer.close());
}

/** Waits for whoever reads slowly; gives up when they have gone. */
async function write(res: ServerResponse, text: string): Promise<void> {
  if (text === '' || res.destroyed || res.write(text)) return;
  await Promise.race([once(res, 'drain'), once(res, 'close')]);
}
