import { hurryCase } from '#records/cases/case-additions.ts';
import { isOver } from '#records/cases/case-states.ts';
import type { TicketRow } from '#storage/schema.ts';
import { momentWords } from '../day-words.ts';
import { type DeskTurn, offer } from '../desk-turn.ts';
import { topics } from '../topics.ts';
import { tellOne } from './tell.ts';

const MINUTE = 60_000;

/** 催单: on record and raised for staff to see; told are only times that the office has adopted. */
export async function hurry(turn: DeskTurn, ticket: TicketRow): Promise<void> {
  const { say, tx, clock } = turn;
  if (isOver(ticket.service, ticket.state)) return tellOne(turn, ticket);
  const { before, lastAt } = await hurryCase(tx, ticket, clock.now());
  turn.steps.add('serve');
  const { number } = ticket;
  const words =
    lastAt === undefined
      ? say('status:hurried', { number })
      : say('status:hurriedAgain', { number, when: momentWords(turn, lastAt), count: before + 1 });
  turn.state.question = { service: 'status', key: 'case', kind: 'text', value: ticket.id };
  await offer(turn, [words, ...standard(turn, ticket)].join('\n'), topics(say, ['human']));
}

/** The office's own standard for the first call back, as long as nobody has called; none where the profile has no number. */
function standard(turn: DeskTurn, { service, state, created_at }: TicketRow): string[] {
  const { say, clock, estate } = turn;
  const { normalAckMin, complaintFirstFeedbackH } = estate.profile;
  const minutes =
    service === 'repair' ? normalAckMin : service === 'complaint' ? (complaintFirstFeedbackH ?? 0) * 60 : null;
  if (!minutes || state !== 'accepted') return [];
  const time =
    minutes % 60 === 0 ? say('status:hours', { count: minutes / 60 }) : say('status:minutes', { count: minutes });
  const late = clock.now() > created_at + minutes * MINUTE;
  return [say(late ? 'status:late' : 'status:within', { time })];
}
