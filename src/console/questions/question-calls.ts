import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandSpeakable } from '#console/chats/check-draft.ts';
import { demandOwnEstate, paging, readQuery, toNext, word } from '#console/list-query.ts';
import { may } from '#console/policy.ts';
import { readJson } from '#console/read-body.ts';
import { notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { maskPhone } from '#console/transcripts/mask-phone.ts';
import { localTime } from '#handbook/local-time.ts';
import { draftOf } from '#records/questions/knowledge-drafts.ts';
import {
  answerDelivery,
  countOpenQuestions,
  findQuestion,
  listQuestions,
  type QuestionRow,
} from '#records/questions/lists.ts';
import { answerQuestion, giveQuestion, QUESTION_DESKS } from '#records/questions/questions.ts';
import { findResident } from '#records/residents/residents.ts';
import { writeAudit } from '#records/staff/audit.ts';
import type { Answered, QuestionDetail, QuestionList } from './question-api.ts';
import { aboutOf, toDraft, toQuestion } from './show-question.ts';

const listQuery = z.object({
  ...paging,
  estate: word,
  desk: z.enum(QUESTION_DESKS).optional(),
  state: z.enum(['open', 'answered']).default('open'),
});

/** GET questions: what waits, the oldest first, or what is answered, the youngest first. */
export async function showQuestions({ desk, me, query }: StaffCall): Promise<QuestionList> {
  const { before, limit, estate, desk: asked, state } = readQuery(query, listQuery);
  demandOwnEstate(me, estate);
  const { reader } = desk.storage;
  const filter = { estateId: estate, desk: asked, open: state === 'open' };
  const page = await listQuestions(reader, me.estates, { filter, after: before, limit });
  const shown = page.rows.map(async (row) => toQuestion(row, await answerDelivery(reader, row)));
  const open = await countOpenQuestions(reader, me.estates);
  return { questions: await Promise.all(shown), next: toNext(page.end), open };
}

/** GET questions/:id */
export async function showQuestion(call: StaffCall): Promise<QuestionDetail> {
  const { desk, me } = call;
  const { db } = desk.storage;
  const row = await questionOf(call);
  const delivery = await answerDelivery(db, row);
  const resident = row.resident_id ? await findResident(db, row.resident_id, desk.clock.now()) : undefined;
  const about = aboutOf(row);
  const entry = about && desk.knowledge?.entry(row.estate_id, about.id);
  const draft = await draftOf(db, row.id);
  const phone = row.contact_phone ?? resident?.phone;
  return {
    question: toQuestion(row, delivery),
    residentName: row.contact_name ?? resident?.name ?? null,
    phone: phone ? maskPhone(phone) : null,
    deliveryError: delivery?.error ?? null,
    about: about && entry ? { ...about, question: entry.question } : null,
    draft: draft ? toDraft(draft, me.id) : null,
    keys: desk.knowledge?.keys(row.estate_id) ?? [],
    topics: [...(desk.knowledge?.topics ?? [])],
    today: todayIn(call, row.estate_id),
    mayReview: may(me.role, 'review-knowledge'),
  };
}

const answerRequest = z.object({ words: z.string().trim().min(1).max(2000) });

/** POST questions/:id/answer */
export async function takeAnswer(call: StaffCall): Promise<Answered> {
  const { desk, me } = call;
  const row = await questionOf(call);
  const { words } = await readJson(call.req, answerRequest);
  await demandSpeakable(desk, words);
  const answer = { estateId: row.estate_id, ticketId: row.id, words, staffId: me.id };
  const done = await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const answered = await answerQuestion(tx, answer, now);
    const about = { actor: actorOf(me), subject: `ticket:${row.id}`, estateId: row.estate_id };
    if (answered) await writeAudit(tx, { ...about, action: 'question.answer', detail: answered }, now);
    return answered;
  });
  if (!done) throw new Refusal(409, 'moved-on', 'Somebody has answered this question.');
  return done;
}

/** POST questions/:id/desk */
export async function giveToDesk(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const row = await questionOf(call);
  const { desk: to } = await readJson(call.req, z.object({ desk: z.enum(QUESTION_DESKS) }));
  const wish = { estateId: row.estate_id, ticketId: row.id, staffId: me.id, desk: to };
  await desk.storage.transact(async (tx) => {
    const now = desk.clock.now();
    const about = { actor: actorOf(me), subject: `ticket:${row.id}`, estateId: row.estate_id };
    if (await giveQuestion(tx, wish, now))
      await writeAudit(tx, { ...about, action: 'question.desk', detail: { to } }, now);
  });
}

/** The question that a call names. @throws Refusal 404 */
export async function questionOf({ desk, me, params }: StaffCall): Promise<QuestionRow> {
  const row = await findQuestion(desk.storage.db, me.estates, params.id ?? '');
  if (!row) throw notFound();
  return row;
}

/** The date in an estate, now. */
export function todayIn({ desk }: StaffCall, estateId: string): string {
  const estate = desk.handbook.estates().find(({ id }) => id === estateId);
  return localTime(estate?.office.timeZone ?? 'UTC', desk.clock.now()).date;
}
