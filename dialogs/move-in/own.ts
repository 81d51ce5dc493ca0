import { ownCaseById, ownCases } from '#records/cases/own-cases.ts';
import { findMoveIn, MOVE_IN, type MoveInCase } from '#records/move-in/case.ts';
import type { DeskTurn } from '../desk-turn.ts';

const MOST = 20;

/** The cases of moving in that whoever speaks may know of, newest first; what was cancelled is left out. */
export async function ownMoveIns(turn: DeskTurn): Promise<MoveInCase[]> {
  const { tx, conversation, resident } = turn;
  const tickets = await ownCases(tx.db, { conversation, resident }, MOST);
  const cases: MoveInCase[] = [];
  for (const { id, service } of tickets) {
    const one = service === MOVE_IN ? await findMoveIn(tx.db, conversation.estate_id, id) : undefined;
    if (one && one.state !== 'cancelled') cases.push(one);
  }
  return cases;
}

/** The case that is under way, else the last one. */
export async function currentMoveIn(turn: DeskTurn): Promise<MoveInCase | undefined> {
  const cases = await ownMoveIns(turn);
  return cases.find(({ state }) => state !== 'archived') ?? cases[0];
}

/** A case by its ticket, as far as whoever speaks may know of it. */
export async function ownMoveIn(turn: DeskTurn, ticketId: string): Promise<MoveInCase | undefined> {
  const { tx, conversation, resident } = turn;
  const ticket = await ownCaseById(tx.db, { conversation, resident }, ticketId);
  return ticket && findMoveIn(tx.db, conversation.estate_id, ticketId);
}
