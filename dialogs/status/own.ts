import { isOver } from '#records/cases/case-states.ts';
import { ownCaseById, ownCases } from '#records/cases/own-cases.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { DeskTurn } from '../desk-turn.ts';

/** Further back than anybody asks. */
const FAR = 30;

/** Cases this person may know: those under way first, each newest first. */
export async function casesOf(turn: DeskTurn): Promise<TicketRow[]> {
  const all = await ownCases(turn.tx.db, turn, FAR);
  const under = all.filter(({ service, state }) => !isOver(service, state));
  return [...under, ...all.filter((one) => !under.includes(one))];
}

/** Those of them that are under way. */
export async function openCasesOf(turn: DeskTurn): Promise<TicketRow[]> {
  return (await casesOf(turn)).filter(({ service, state }) => !isOver(service, state));
}

/** The case an offer or a question was about, if it is still theirs to know. */
export function caseMeant(turn: DeskTurn, id: unknown): Promise<TicketRow | undefined> {
  return typeof id === 'string' ? ownCaseById(turn.tx.db, turn, id) : Promise.resolve(undefined);
}
