import { changeCase, reporterAt } from '#records/cases/change-case.ts';
import { addTicketEvent, fileTicket } from '#records/cases/tickets.ts';
import type { Clock } from '#records/clock.ts';
import { tellDesk } from '#records/desk-events.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Db, Tx } from '#storage/storage.ts';

/** The service that questions are filed under, and the first letter of their numbers. */
const SERVICE = 'enquiry';
const LETTER = 'Q';
/** What a list shows of a question; the whole of it stands in the conversation. */
const LONGEST = 200;

/** The desks that questions are shared out among. */
export const QUESTION_DESKS = ['reception', 'engineering', 'finance', 'service'] as const;

/** One of {@link QUESTION_DESKS}. */
export type QuestionDesk = (typeof QUESTION_DESKS)[number];

/** A question the desk could not answer. */
export interface NewQuestion {
  estateId: string;
  conversationId: string;
  /** The estate's own date, `20261123`. */
  date: string;
  /** In the resident's own words. */
  words: string;
  /** The knowledge entry it is about, where one was found, and why that was not spoken. */
  entry?: { id: string; reason: string; keys: readonly string[] };
  /** The desk that is likeliest to know: `reception`, `engineering`, `finance` or `service`; the first when left out. */
  desk?: QuestionDesk;
  /** Who asks, where the conversation is bound to a resident. */
  residentId: string | null;
  contactName?: string | undefined;
  contactPhone?: string;
}

/** The case of a question; `asked` is false when the same question of this conversation waits already, and that is it. */
export interface FiledQuestion {
  ticket: TicketRow;
  asked: boolean;
}

/** Files a question for people, once for each entry or wording in a conversation as long as it is open. */
export async function fileQuestion(tx: Tx, question: NewQuestion, clock: Clock): Promise<FiledQuestion> {
  const { entry } = question;
  const words = question.words.replace(/\s+/gu, ' ').trim().slice(0, LONGEST);
  const waiting = await openQuestions(tx.db, question.conversationId);
  const alike = (one: TicketRow) => (entry ? one.category === entry.id : one.summary === words);
  const same = waiting.find((one) => one.resident_id === question.residentId && alike(one));
  if (same) return { ticket: same, asked: false };
  const ticket = await fileTicket(
    tx,
    {
      estateId: question.estateId,
      conversationId: question.conversationId,
      service: SERVICE,
      letter: LETTER,
      date: question.date,
      level: 'ordinary',
      category: entry?.id,
      summary: words,
      answers: {
        question: words,
        ...(entry ? { entry: entry.id, reason: entry.reason, keys: entry.keys.join(' ') } : {}),
      },
      residentId: question.residentId,
      contactName: question.contactName,
      contactPhone: question.contactPhone,
      actor: 'desk',
    },
    clock,
  );
  const { id: ticket_id, estate_id } = ticket;
  await tx.db
    .insertInto('question_work')
    .values({ ticket_id, estate_id, desk: question.desk ?? 'reception', ...UNANSWERED })
    .execute();
  return { ticket, asked: true };
}

const UNANSWERED = { answer: null, answered_by: null, answered_at: null, told_in: null, told_seq: null };

/** Questions of a conversation that nobody has answered yet, oldest first. */
export function openQuestions(db: Db, conversationId: string): Promise<TicketRow[]> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('service', '=', SERVICE)
    .where('state', '=', 'open')
    .orderBy('created_at')
    .orderBy('number')
    .execute();
}

/** What a member of staff found out for a resident. */
export interface QuestionAnswer {
  estateId: string;
  ticketId: string;
  words: string;
  /** Id of whoever answers. */
  staffId: string;
}

/** The office's event by which the desk hears of an answer (`Service.events`). */
export const QUESTION_ANSWERED = 'question.answered';

/**
 * Settles a question with its answer: in the case's history, and to whoever asked, in their own conversation. Undefined when it
 * is no open question of this estate; `told` is false where nothing reaches them but a call.
 */
export async function answerQuestion(
  tx: Tx,
  answer: QuestionAnswer,
  now: number,
): Promise<{ told: boolean } | undefined> {
  const ticket = await questionById(tx.db, answer);
  const actor = `staff:${answer.staffId}`;
  const change = { ticketId: answer.ticketId, state: 'answered', actor, why: '', from: 'open' } as const;
  if (!ticket || !(await changeCase(tx, change, now)).changed) return undefined;
  const asker = await reporterAt(tx.db, ticket, now);
  const detail = { answer: answer.words, told: asker !== undefined };
  await addTicketEvent(tx, ticket.id, { actor, kind: 'answered', detail }, now);
  const value = { number: ticket.number, question: ticket.summary, answer: answer.words };
  const told = asker && (await tellDesk(tx, { conversationId: asker.id, name: QUESTION_ANSWERED, value }, now));
  const found = {
    answer: answer.words,
    answered_by: answer.staffId,
    answered_at: now,
    told_in: asker?.id ?? null,
    told_seq: told?.seq ?? null,
  };
  await tx.db
    .insertInto('question_work')
    .values({ ticket_id: ticket.id, estate_id: ticket.estate_id, desk: 'reception', ...found })
    .onConflict((oc) => oc.column('ticket_id').doUpdateSet(found))
    .execute();
  return { told: told !== undefined };
}

/** Gives a question to another desk; false when it is no open question of this estate, or is there already. */
export async function giveQuestion(
  tx: Tx,
  { desk, staffId, ...which }: Pick<QuestionAnswer, 'estateId' | 'ticketId' | 'staffId'> & { desk: QuestionDesk },
  now: number,
): Promise<boolean> {
  const ticket = await questionById(tx.db, which);
  if (ticket?.state !== 'open') return false;
  const values = { ticket_id: ticket.id, estate_id: ticket.estate_id, desk, ...UNANSWERED };
  const given = await tx.db
    .insertInto('question_work')
    .values(values)
    .onConflict((oc) => oc.column('ticket_id').doUpdateSet({ desk }).where('question_work.desk', '<>', desk))
    .returning('ticket_id')
    .executeTakeFirst();
  if (!given) return false;
  await addTicketEvent(tx, ticket.id, { actor: `staff:${staffId}`, kind: 'given', detail: { to: desk } }, now);
  tx.announce({ about: 'ticket', estateId: ticket.estate_id, id: ticket.id });
  return true;
}

function questionById(
  db: Db,
  { ticketId, estateId }: Pick<QuestionAnswer, 'ticketId' | 'estateId'>,
): Promise<TicketRow | undefined> {
  return db
    .selectFrom('ticket')
    .selectAll()
    .where('id', '=', ticketId)
    .where('estate_id', '=', estateId)
    .where('service', '=', SERVICE)
    .executeTakeFirst();
}
