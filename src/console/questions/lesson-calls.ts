import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readJson } from '#console/read-body.ts';
import { Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { beginTrial, type ExampleTrial, endTrial, findTrial } from '#records/questions/example-trials.ts';
import {
  type DraftRow,
  listForReview,
  markTaught,
  NO_EXAMPLE,
  readDraft,
  recentWords,
} from '#records/questions/review.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { DraftSentence, ReviewDraft, Taught, TrialResult } from './review-api.ts';
import { reviewOf, scopeOf } from './review-calls.ts';

/** So many messages of each kind are read both ways by a trial, and so many changes are listed. */
const COMPARED = 200;
const LISTED = 200;

/** GET review/draft: what is labelled and not in force, with the trial of this very draft. */
export async function showDraft(call: StaffCall): Promise<ReviewDraft> {
  const draft = await draftOf(call);
  const trial = await findTrial(call.desk.storage.db, draft.mark, call.desk.clock.now());
  return {
    sentences: draft.rows.map((row) => toSentence(row, draft.lessons.includes(row))),
    mark: draft.mark,
    teaching: draft.lessons.length,
    trial: trial ? toTrial(trial) : null,
  };
}

/** POST review/trials: learns aside, and answers at once; the draft then tells how far it has come. */
export async function startTrial(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const { mark, lessons } = await draftOf(call);
  if (lessons.length === 0) throw new Refusal(409, 'not-ready', 'There is nothing to learn in this draft.');
  const now = desk.clock.now();
  const begun = await desk.storage.transact((tx) => beginTrial(tx, { mark, by: me.id }, now));
  if (begun) void runTrial(call, mark, lessons).catch((error) => desk.onError('trial-not-kept', error));
}

async function runTrial(call: StaffCall, mark: string, lessons: readonly DraftRow[]): Promise<void> {
  const { desk } = call;
  let result: TrialResult | undefined;
  try {
    result = await attempt(call, lessons);
  } catch (error) {
    desk.onError('trial-failed', error);
  }
  await desk.storage.transact((tx) => endTrial(tx, mark, result, desk.clock.now()));
}

async function attempt(call: StaffCall, lessons: readonly DraftRow[]): Promise<TrialResult> {
  const { reader } = call.desk.storage;
  const scope = scopeOf(call.me);
  const waiting = await listForReview(reader, scope, { limit: COMPARED });
  const recent = await recentWords(reader, scope, COMPARED);
  // A message that was not understood is among the recent ones too: its masked words are taken.
  const words = new Map(
    [...recent, ...waiting, ...lessons].map((row) => [`${row.conversation_id}.${row.seq}`, row.text ?? '']),
  );
  const messages = [...words].map(([id, text]) => ({ id, text }));
  const tried = await reviewOf(call).attempt(lessons.map(toWords), messages);
  return {
    ...tried,
    compared: messages.length,
    totals: { changed: tried.changed.length, messages: tried.messages.length },
    changed: tried.changed.slice(0, LISTED),
    messages: tried.messages.slice(0, LISTED),
  };
}

/** POST review/in-force: the draft becomes the office's examples; only one that was tried as it stands. */
export async function putInForce(call: StaffCall): Promise<Taught> {
  const { desk, me } = call;
  const { mark } = await readJson(call.req, z.object({ mark: z.string().max(100) }));
  const draft = await draftOf(call);
  if (draft.mark !== mark) throw new Refusal(409, 'moved-on', 'The draft has changed since it was shown.');
  const trial = await findTrial(desk.storage.db, mark, desk.clock.now());
  if (trial?.state !== 'done') throw new Refusal(409, 'not-ready', 'This draft has not been tried.');
  // Written first, and each only once: what stands in the file and is still a draft is marked by the next try.
  const review = reviewOf(call);
  const written = draft.lessons.filter((row) => review.teach(toWords(row))).length;
  const known = draft.lessons.length - written;
  await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    for (const row of draft.rows) {
      if (!(await markTaught(tx, row, now))) continue;
      const about = { subject: `message:${row.conversation_id}.${row.seq}`, estateId: row.estate_id };
      await writeAudit(
        tx,
        { ...about, actor: actorOf(me), action: 'review.in-force', detail: { label: row.label } },
        now,
      );
    }
    const result = {
      actor: actorOf(me),
      action: 'review.taught',
      subject: 'examples',
      detail: { written, known, mark },
    };
    await writeAudit(tx, result, now);
  });
  return { written, known };
}

/** The draft of somebody's estates; its mark is another when a label comes, goes or changes. */
async function draftOf(call: StaffCall): Promise<{ rows: DraftRow[]; lessons: DraftRow[]; mark: string }> {
  const rows = await readDraft(call.desk.storage.db, scopeOf(call.me));
  const lessons = rows.filter((row) => row.label !== NO_EXAMPLE && call.desk.review?.teaches(row.text));
  const named = rows.map((row) => [row.conversation_id, row.seq, row.label]);
  // The estates count too: what a trial shows is of those alone who may see them.
  const seen = JSON.stringify([scopeOf(call.me), named]);
  return { rows, lessons, mark: createHash('sha256').update(seen).digest('hex').slice(0, 32) };
}

const toWords = (row: DraftRow) => ({ text: row.text, intent: row.label ?? '' });

function toTrial({ state, started_at: startedAt, result }: ExampleTrial): ReviewDraft['trial'] {
  return { state, startedAt, result: result === null ? null : (JSON.parse(result) as TrialResult) };
}

function toSentence(row: DraftRow, teaches: boolean): DraftSentence {
  return {
    conversationId: row.conversation_id,
    seq: row.seq,
    estateId: row.estate_id,
    text: row.text,
    at: row.at,
    label: row.label ?? '',
    by: row.labelled_name,
    labelledAt: row.labelled_at ?? 0,
    teaches,
  };
}
