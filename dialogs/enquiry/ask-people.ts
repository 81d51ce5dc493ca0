import { hasHours, isOpen, localDate } from '#handbook/hours.ts';
import { type KnowledgeEntry, keysOf, type Silence } from '#handbook/knowledge.ts';
import { fileQuestion } from '#records/questions/questions.ts';
import { entity } from '../asking/form.ts';
import type { DeskTurn } from '../desk-turn.ts';
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
  const key = !asked
    ? 'enquiry:askingAlready'
    : isOpen(estate, common, now) || !hasHours(estate)
      ? 'enquiry:asking'
      : 'enquiry:askingClosed';
  return say(key, { number: ticket.number });
}
