import { localDate } from '#handbook/hours.ts';
import { fileQuestion } from '#records/questions/questions.ts';
import { type Contact, contact } from '../asking/contact.ts';
import type { Form, Question } from '../asking/form.ts';
import { knownOf } from '../asking/known.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { deskFor } from './desk-for.ts';

const LONGEST = 200;

const words: Question = {
  key: 'words',
  kind: 'text',
  read({ text, asked }) {
    const said = text.trim().slice(0, LONGEST);
    return asked && said.length > 1 ? { value: said, told: said } : undefined;
  },
};

/** A question that a clerk takes down for somebody who calls or comes by; in a chat the desk files it without a form. */
export const questionForm: Form = {
  name: 'enquiry',
  version: 1,
  questions: [words, contact],
  known: (turn) => knownOf(turn, { home: false }),
  async file(turn: DeskTurn, answers): Promise<void> {
    const { tx, conversation, estate, clock, incoming } = turn;
    const reach = answers.contact?.value as Contact;
    const { ticket } = await fileQuestion(
      tx,
      {
        estateId: conversation.estate_id,
        conversationId: conversation.id,
        date: localDate(estate, clock.now()),
        words: answers.words?.told ?? '',
        desk: deskFor(undefined, incoming.understood),
        residentId: conversation.resident_id,
        contactName: reach.name,
        contactPhone: reach.phone,
      },
      clock,
    );
    turn.steps.add('serve');
    await reply(turn, turn.say('enquiry:askingByPhone', { number: ticket.number }));
  },
};
