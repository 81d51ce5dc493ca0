import { localDate } from '#handbook/hours.ts';
import { fileTicket } from '#records/tickets.ts';
import { contact } from '../asking/contact.ts';
import type { Form, Question } from '../asking/form.ts';
import { photo } from '../asking/photo.ts';
import { since, whenHome } from '../asking/times.ts';
import { askWhere, type Where } from '../asking/where.ts';
import type { Answers } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { type What, what } from './what.ts';

const isHome = (answers: Answers) => (answers.where?.value as Where | undefined)?.kind !== 'common';

/** Faults of what belongs to everybody: lift, fire equipment, common structure, outdoor lights, trees, garage (domain 3.1). */
const COMMON: ReadonlySet<string> = new Set(['R08', 'R10', 'R11', 'R12', 'R13', 'R15']);

const where = askWhere((answers) => COMMON.has((answers.what?.value as What | undefined)?.category ?? ''));

const questions: readonly Question[] = [what, where, since, { ...whenHome, needed: isHome }, contact, photo];

/** Report of something broken (报修), at home or in the common parts. */
export const repairForm: Form = { name: 'repair', version: 1, questions, file };

async function file(turn: DeskTurn, answers: Answers): Promise<void> {
  const { say, estate, clock, conversation } = turn;
  const place = answers.where?.value as Where;
  const fault = answers.what?.value as What;
  const reach = answers.contact?.value as { phone: string; name?: string };
  const ticket = await fileTicket(
    turn.tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      service: 'repair',
      letter: 'R',
      date: localDate(estate, clock.now()),
      level: fault.level ?? 'ordinary',
      category: fault.category,
      unitCode: place.kind === 'home' ? place.code : undefined,
      place: answers.where?.told,
      summary: answers.what?.told ?? '',
      answers,
      contactName: reach.name,
      contactPhone: reach.phone,
      actor: 'desk',
    },
    clock,
  );
  const values = { number: ticket.number, where: answers.where?.told ?? '', what: answers.what?.told ?? '' };
  await reply(turn, say('repair:filed', values), {
    channelData: {
      lobby: {
        ticket: {
          number: ticket.number,
          title: say('repair:title'),
          lines: [values.where, values.what],
          at: 0,
          progress: ['accepted', 'dispatched', 'visiting', 'done'].map((state) => say(`repair:progress.${state}`)),
        },
      },
    },
  });
}
