import { localDate } from '#handbook/hours.ts';
import { joinFault, keepFault } from '#records/cases/faults.ts';
import { addTicketEvent, fileTicket } from '#records/cases/tickets.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Contact } from '../asking/contact.ts';
import type { Where } from '../asking/where.ts';
import type { Answers } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { phoneLine } from '../handoff/handoff.ts';
import { caseCard } from '../status/case-words.ts';
import { callDuty } from './duty.ts';
import { promisedBy, promiseWords } from './promise.ts';
import { isJoining, levelOf, zoneOf } from './report.ts';
import { reportedOf, scopeOf } from './same-fault.ts';
import { whatOf } from './what.ts';

/** Key of the question that stays open after filing: what comes next may belong to the case. */
export const JUST_FILED = 'filed';

/** Files the report, joins it to the same fault of others where that was wished, and says what happens next. */
export async function fileRepair(turn: DeskTurn, answers: Answers): Promise<void> {
  const ticket = await fileCase(turn, answers);
  const head = await keepTogether(turn, ticket, answers);
  // The entry in the register and the word to those who repair are told apart, each with its time.
  await addTicketEvent(turn.tx, ticket.id, { actor: 'desk', kind: 'notified', detail: {} }, turn.clock.now());
  const called = head === undefined && (await callDuty(turn, ticket, answers));
  turn.steps.add('serve').add('thank');
  if (!turn.state.matters?.length)
    turn.state.question = { service: 'repair', key: JUST_FILED, kind: 'text', value: ticket.id };
  const channelData = caseCard(turn, ticket);
  await reply(turn, filedWords(turn, ticket, { answers, head, called }), channelData ? { channelData } : {});
}

function fileCase(turn: DeskTurn, answers: Answers): Promise<TicketRow> {
  const { estate, clock, conversation } = turn;
  const place = answers.where?.value as Where;
  const fault = whatOf(answers);
  const reach = answers.contact?.value as Contact | null | undefined;
  const level = levelOf(answers);
  const { reported: _, ...told } = answers;
  return fileTicket(
    turn.tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      service: 'repair',
      letter: 'R',
      date: localDate(estate, clock.now()),
      level,
      category: fault?.category ?? 'R20',
      unitCode: place.kind === 'home' ? place.code : undefined,
      place: answers.where?.told,
      summary: answers.what?.told ?? '',
      answers: told,
      contactName: reach?.name,
      contactPhone: reach?.phone,
      dueAt: promisedBy(turn, level),
      actor: 'desk',
    },
    clock,
  );
}

/** The number of the case that stands for the fault, where this one was joined to it. */
async function keepTogether(turn: DeskTurn, ticket: TicketRow, answers: Answers): Promise<string | undefined> {
  const { common, tx, clock } = turn;
  const scope = scopeOf(common.repair, answers);
  const reported = reportedOf(answers);
  if (!scope) return undefined;
  if (reported && isJoining(answers)) {
    await joinFault(tx, { ticket, headId: reported.ticketId, scope }, clock.now());
    return reported.number;
  }
  await keepFault(tx, ticket, scope);
  return undefined;
}

function filedWords(
  turn: DeskTurn,
  ticket: TicketRow,
  { answers, head, called }: { answers: Answers; head: string | undefined; called: boolean },
) {
  const { say } = turn;
  const values = { number: ticket.number, where: answers.where?.told ?? '', what: answers.what?.told ?? '' };
  if (head !== undefined)
    return [say('repair:filedJoined', { number: ticket.number, head }), say('repair:thanks')].join('\n');
  const pressing = ticket.level === 'critical' || ticket.level === 'urgent';
  const promise = promiseWords(turn, ticket.level);
  const pay = zoneOf(answers) === 'home' ? [say('repair:pay')] : [];
  return pressing
    ? [
        say('repair:filedUrgent', { ...values, promise }),
        ...(called ? [say('repair:duty.calling')] : []),
        phoneLine(turn),
        ...pay,
        say('repair:thanksUrgent'),
      ].join('\n')
    : [say('repair:filed', { ...values, promise }), ...pay, say('repair:thanks')].join('\n');
}
