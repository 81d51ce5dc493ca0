import { dutyOrder } from '#handbook/duty.ts';
import { openPage } from '#records/paging/calls.ts';
import { URGENT_REPAIR } from '#records/paging/pages.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Where } from '../asking/where.ts';
import type { Answers } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { publicPlace } from '../emergency/place.ts';
import { isOpenNow } from '../handoff/opening.ts';

/**
 * 急修 while the office is closed: the person on duty is called as in an emergency, with no words of the resident and no room.
 * By day the front desk sees it. True when somebody is being called.
 */
export async function callDuty(turn: DeskTurn, ticket: TicketRow, answers: Answers): Promise<boolean> {
  const { tx, clock, estate, conversation } = turn;
  const people = dutyOrder(estate, clock.now());
  const pressing = ticket.level === 'urgent' || ticket.level === 'critical';
  if (!pressing || isOpenNow(turn) || !people.some(({ means }) => means.length > 0)) return false;
  const { building, unit } = (answers.where?.value ?? {}) as Partial<Where>;
  const page = {
    estateId: conversation.estate_id,
    conversationId: conversation.id,
    ticketId: ticket.id,
    kind: URGENT_REPAIR,
    place: publicPlace(turn, { ...(building && { building }), ...(unit && { unit }) }),
    notes: [],
    people,
    minutes: estate.duty.minutesToNext,
  };
  await openPage(tx, page, clock);
  turn.state.calledFor = { ticketId: ticket.id, number: ticket.number, told: [] };
  return true;
}
