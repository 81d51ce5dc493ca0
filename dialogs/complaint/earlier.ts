import { says } from '#handbook/wording.ts';
import { isOver } from '#records/cases/case-states.ts';
import { type Asker, isReporter, ownCase, ownCases } from '#records/cases/own-cases.ts';
import { residentOf } from '#records/residents/residents.ts';
import type { TicketRow } from '#storage/schema.ts';
import { entity, type Question } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { wordsOf } from './weigh.ts';

/** An earlier case that a complaint is about: its number as said, and its id where it is the resident's own. */
export interface Earlier {
  number: string;
  ticketId?: string;
}

/** The case somebody complains about, by its number; never asked for. */
export const earlier: Question = {
  key: 'earlier',
  kind: 'text',
  unasked: true,
  read({ understood }) {
    const number = entity(understood, 'ticket')?.value;
    return number ? { value: { number } satisfies Earlier, told: number } : undefined;
  },
};

/** What the resident asked and the handbook leaves open: people answer it together with the complaint. */
export const question: Question = { key: 'question', kind: 'text', unasked: true, read: () => undefined };

/** The earlier case of a complaint, if there is one. */
export function earlierOf({ earlier }: Answers): Earlier | undefined {
  return (earlier?.value as Earlier | null | undefined) ?? undefined;
}

/** Ties a complaint to the case it is about: the one named, or the latest when it says that it is not the first time. */
export async function withEarlier(turn: DeskTurn, answers: Answers): Promise<Answers> {
  const told = earlierOf(answers);
  if (told?.ticketId || (!told && !says(wordsOf(answers), turn.common.complaint.again))) return answers;
  const asker = await askerOf(turn);
  const found = told ? await ownCase(turn.tx.db, asker, told.number) : (await ownCases(turn.tx.db, asker, 1))[0];
  if (!found) return answers;
  const value: Earlier = { number: found.number, ticketId: found.id };
  return { ...answers, earlier: { value, told: found.number } };
}

/** The resident's youngest complaint that is not over. */
export async function openComplaint(turn: DeskTurn): Promise<TicketRow | undefined> {
  const asker = await askerOf(turn);
  const cases = await ownCases(turn.tx.db, asker, 20);
  return cases.find((one) => one.service === 'complaint' && !isOver(one.service, one.state) && isReporter(asker, one));
}

/** Who asks: the conversation, and the resident it is bound to. */
export async function askerOf({ tx, conversation, clock }: DeskTurn): Promise<Asker> {
  return { conversation, resident: await residentOf(tx.db, conversation, clock.now()) };
}
