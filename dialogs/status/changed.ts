import { needsReason } from '#records/cases/case-states.ts';
import { findTicket } from '#records/cases/ticket-lists.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { CaseState } from '#storage/schemas/case.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { caseCard, nextTold, stateTold } from './case-words.ts';

/** A case has moved on: its reporter hears how far, why where that is owed, and what comes next. */
export async function tellChanged(turn: DeskTurn, value: unknown): Promise<void> {
  const { ticketId, state, why } = value as { ticketId: string; state: CaseState; why: string };
  const row = await caseById(turn, ticketId);
  if (!row) return;
  turn.steps.add('answer');
  const ticket = { ...row, state };
  const { say } = turn;
  const { number, summary } = ticket;
  const reason = needsReason(state) && why.trim() !== '' ? [say('status:because', { why: why.trim() })] : [];
  const words = say('status:update', { number, summary, state: stateTold(say, ticket) });
  const channelData = caseCard(turn, ticket);
  await reply(turn, [words, ...reason, nextTold(say, ticket)].join('\n'), channelData ? { channelData } : {});
}

/** What a member of staff has to say about a case. */
export async function tellNote(turn: DeskTurn, value: unknown): Promise<void> {
  const { ticketId, words, by } = value as { ticketId: string; words: string; by: string };
  const ticket = await caseById(turn, ticketId);
  if (!ticket) return;
  turn.steps.add('answer');
  const { number, summary } = ticket;
  await reply(turn, turn.say('status:note', { number, summary, by, words }));
}

/** The office's own event names the case, so it is not looked for among the resident's. */
function caseById({ tx, conversation }: DeskTurn, id: string): Promise<TicketRow | undefined> {
  return findTicket(tx.db, [conversation.estate_id], id);
}
