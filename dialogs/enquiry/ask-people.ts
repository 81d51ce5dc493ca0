import { hasHours, isOpen, localDate } from '#handbook/hours.ts';
import { type KnowledgeEntry, keysOf, type Silence } from '#handbook/knowledge.ts';
import { addToCase } from '#records/cases/case-additions.ts';
import { ownCaseById } from '#records/cases/own-cases.ts';
import { fileQuestion } from '#records/questions/questions.ts';
import { entity } from '../asking/form.ts';
import { type DeskTurn, offer } from '../desk-turn.ts';
import { topics } from '../topics.ts';
import { deskFor } from './desk-for.ts';

/** What people are asked: the resident's words, and the entry that could not be spoken, with the reason. */
export interface Unanswered {
  words: string;
  entry?: KnowledgeEntry;
  silence?: Silence;
}

/** 「对不起，我来问一下」: the question becomes a case for people; the words that say so, with its number. */
export async function askPeople(turn: DeskTurn, { words, entry, silence }: Unanswered): Promise<string> {
  const { tx, conversation, estate, clock, common, say } = turn;
  const now = clock.now();
  const { ticket, asked } = await fileQuestion(
    tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      date: localDate(estate, now),
      words,
      entry: entry && { id: entry.id, reason: silence ?? 'unclear', keys: keysOf(entry) },
      desk: deskFor(entry, turn.incoming.understood),
      residentId: conversation.resident_id,
      contactPhone: entity(turn.incoming.understood, 'phone')?.value.digits,
    },
    clock,
  );
  turn.steps.add('serve');
  turn.state.lastQuestion = { understood: turn.incoming.understood, ticketId: ticket.id };
  const key = !asked
    ? 'enquiry:askingAlready'
    : isOpen(estate, common, now) || !hasHours(estate)
      ? 'enquiry:asking'
      : 'enquiry:askingClosed';
  return say(key, { number: ticket.number });
}

const LONGEST = 500;

/** What comes right after a question that people are asked, and is not understood by itself, belongs to it: 「3栋的」. True when it was kept. */
export async function addToQuestion(turn: DeskTurn): Promise<boolean> {
  const { tx, conversation, clock, incoming, say, before } = turn;
  const words = incoming.text.trim().slice(0, LONGEST);
  const ticket = before?.ticketId && words ? await ownCaseById(tx.db, turn, before.ticketId) : undefined;
  if (!ticket) return false;
  await addToCase(tx, ticket, { words, files: incoming.files, conversationId: conversation.id }, clock.now());
  turn.state.lastQuestion = before;
  turn.service = 'enquiry';
  await offer(turn, say('enquiry:added', { number: ticket.number }), topics(say, ['human']));
  return true;
}
