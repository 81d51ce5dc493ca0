import { withdrawnState } from '#records/cases/case-states.ts';
import { changeCase } from '#records/cases/change-case.ts';
import { isReporter } from '#records/cases/own-cases.ts';
import type { TicketRow } from '#storage/schema.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import { passToPerson } from '../handoff/handoff.ts';
import { stateTold } from './case-words.ts';

const LONGEST = 200;

/** Asks once whether it is meant, and why, which may stay unsaid. Only whoever reported a case may end it. */
export async function askToCancel(turn: DeskTurn, ticket: TicketRow): Promise<void> {
  const { say } = turn;
  const { number, summary, id: value } = ticket;
  if (!isReporter(turn, ticket)) return reply(turn, say('status:notReporter', { number }));
  if (withdrawnState(ticket.service, ticket.state) === undefined) return tooLate(turn, ticket);
  turn.state.question = { service: 'status', key: 'why', kind: 'text', value };
  await offer(turn, say('status:cancelAsk', { number, summary }), [
    { move: 'status.end', label: say('status:cancelYes'), value, reply: 'affirm' },
    { move: 'status.keep', label: say('status:cancelNo'), value, reply: 'deny' },
  ]);
}

const KEEPS = /^(不(要)?取消|不用取消|先不|别取消|留着|还是要)|^(don'?t|do not|keep)\b/iu;

/** The answer to that: a reason, or a word that keeps the case. */
export async function hearWhy(turn: DeskTurn, ticket: TicketRow): Promise<void> {
  const { text, understood } = turn.incoming;
  const { reply: short } = understood;
  if (short === 'deny' || KEEPS.test(text.trim())) return keep(turn, ticket);
  const silent = short === 'cancel' || short === 'affirm' || short === 'skip' || short === 'unknown';
  await end(turn, ticket, silent ? '' : text.trim().slice(0, LONGEST));
}

/** The case is over at its reporter's wish. */
export async function end(turn: DeskTurn, ticket: TicketRow, why = ''): Promise<void> {
  const { say, tx, clock } = turn;
  const { number, id: ticketId, state: from } = ticket;
  const state = isReporter(turn, ticket) ? withdrawnState(ticket.service, from) : undefined;
  if (state === undefined) return tooLate(turn, ticket);
  const done = await changeCase(tx, { ticketId, state, from, actor: 'resident', why }, clock.now());
  if (!done.changed) return tooLate(turn, ticket);
  turn.steps.add('serve');
  await reply(turn, say('status:cancelled', { number }));
}

/** Nothing is changed. */
export async function keep(turn: DeskTurn, { number }: TicketRow): Promise<void> {
  await reply(turn, turn.say('status:kept', { number }));
}

function tooLate(turn: DeskTurn, ticket: TicketRow): Promise<void> {
  const values = { number: ticket.number, state: stateTold(turn.say, ticket) };
  return passToPerson(turn, 'asked', { lead: turn.say('status:tooLate', values) });
}
