import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandOwnEstate, paging, readQuery, word } from '#console/list-query.ts';
import { may } from '#console/policy.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest, notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { markLabelled } from '#records/questions/not-understood.ts';
import {
  countForReview,
  findForReview,
  listForReview,
  NO_EXAMPLE,
  type ReviewEnd,
  type ReviewScope,
  takeLabelBack,
} from '#records/questions/review.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { NotUnderstoodRow } from '#storage/schema.ts';
import type { ReviewEntry, ReviewList } from './review-api.ts';
import type { ReviewDesk } from './review-desk.ts';

const cursor = z
  .string()
  .regex(/^\d{1,4}_\d{1,15}_\d{1,15}_.{1,200}$/s)
  .transform((value): ReviewEnd => {
    const [certainty, at, seq, ...rest] = value.split('_');
    return { certainty: Number(certainty), at: Number(at), seq: Number(seq), conversationId: rest.join('_') };
  })
  .optional();
const listQuery = z.object({ limit: paging.limit, before: cursor, estate: word });

/** GET review: what was not understood, the least certain first. */
export async function showReview({ desk, me, query }: StaffCall): Promise<ReviewList> {
  const { before, limit, estate } = readQuery(query, listQuery);
  demandOwnEstate(me, estate);
  const { reader } = desk.storage;
  const scope = scopeOf(me);
  const rows = await listForReview(reader, scope, { after: before, limit, estateId: estate });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    messages: shown.map(toEntry),
    next: last ? `${last.certainty}_${last.at}_${last.seq}_${last.conversation_id}` : null,
    waiting: await countForReview(reader, scope),
    intents: [...(desk.review?.intents ?? [])],
  };
}

/** POST review/:id/:seq/label */
export async function takeLabel(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const row = await messageOf(call);
  const { label } = await readJson(call.req, z.object({ label: z.string().max(100) }));
  if (label !== NO_EXAMPLE && !reviewOf(call).intents.includes(label))
    throw badRequest('There is no such intent.', 'label');
  const done = await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const labelled = await markLabelled(tx, nameOf(row), { label, by: me.id }, now);
    if (labelled) await writeAudit(tx, { ...aboutOf(call, row), action: 'review.label', detail: { label } }, now);
    return labelled;
  });
  if (!done) throw new Refusal(409, 'moved-on', 'Somebody has labelled this message.');
}

/** POST review/:id/:seq/undo: the message waits again. */
export async function takeBack(call: StaffCall): Promise<void> {
  const { desk } = call;
  const row = await messageOf(call);
  const done = await desk.storage.transact(async (tx) => {
    const undone = await takeLabelBack(tx, nameOf(row));
    const entry = { ...aboutOf(call, row), action: 'review.undo', detail: { label: row.label } };
    if (undone) await writeAudit(tx, entry, desk.clock.now());
    return undone;
  });
  if (!done) throw new Refusal(409, 'moved-on', 'The desk has been taught this, or nobody has labelled it.');
}

/** Whose messages somebody looks through. */
export function scopeOf(me: StaffCall['me']): ReviewScope {
  return { estates: me.estates, company: may(me.role, 'see-company-cases') };
}

/** How the desk learns. @throws Refusal 404 where it cannot */
export function reviewOf({ desk }: StaffCall): ReviewDesk {
  if (!desk.review) throw notFound();
  return desk.review;
}

async function messageOf({ desk, me, params }: StaffCall): Promise<NotUnderstoodRow> {
  const name = { conversationId: params.id ?? '', seq: Number(params.seq) };
  const row = Number.isSafeInteger(name.seq) && (await findForReview(desk.storage.db, scopeOf(me), name));
  if (!row) throw notFound();
  return row;
}

function nameOf({ estate_id: estateId, conversation_id: conversationId, seq }: NotUnderstoodRow) {
  return { estateId, conversationId, seq };
}

function aboutOf({ me }: StaffCall, { estate_id: estateId, conversation_id: id, seq }: NotUnderstoodRow) {
  return { actor: actorOf(me), subject: `message:${id}.${seq}`, estateId };
}

function toEntry(row: NotUnderstoodRow): ReviewEntry {
  return {
    conversationId: row.conversation_id,
    seq: row.seq,
    estateId: row.estate_id,
    text: row.text,
    guesses: JSON.parse(row.guesses),
    next: row.next,
    at: row.at,
  };
}
