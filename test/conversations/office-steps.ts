import type { CaseState } from '#records/cases/case-states.ts';
import { changeCase, noteInCase } from '#records/cases/change-case.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import type { Clock } from '#records/clock.ts';
import { answerQuestion } from '#records/questions/questions.ts';
import { issueCode } from '#records/residents/household-codes.ts';
import { endMembership, membersOf, type Relation } from '#records/residents/residents.ts';
import type { Storage } from '#storage/storage.ts';
import { handoffSteps } from './handoff/office-steps.ts';
import { defectStep, moveInStep } from './move-in/office-steps.ts';

/** What the office does meanwhile: by whom, in which estate. */
export interface Office {
  storage: Storage;
  clock: Clock;
  estate: string;
  clerk: { id: string; name: string };
  /** The conversation of whoever speaks now. */
  chat: string;
  /** The code issued last; `{code}` in what a resident says. */
  code?: string;
}

type Step = (office: Office, words: string[]) => Promise<void>;

const LETTERS: Readonly<Record<string, string>> = { repair: 'R', complaint: 'C', emergency: 'E', privacy: 'P' };

/**
 * Steps of the office in a conversation file; `_` stands for a space in a word. `@ code 3-2-501 owner 李先生 13800138000` issues
 * a code, `@ case repair 水龙头漏水 3-2-501 李先生 13800138000` files a case in this conversation, `@ leave 3-2-501 李先生` ends a
 * belonging, `@ state R20261123-0001 dispatched 原因` moves a case on and tells its reporter, `@ tell R20261123-0001 话`
 * tells them something about it, `@ answer Q20261123-0001 话` answers a question.
 */
export const OFFICE_STEPS: Readonly<Record<string, Step>> = {
  ...handoffSteps,
  'move-in': moveInStep,
  defect: defectStep,
  async code(office, [unitCode = '', relation = 'owner', name = '', phone]) {
    const { storage, clock, estate: estateId, clerk } = office;
    const person = { name: name.replaceAll('_', ' '), ...(phone && { phone }) };
    const wish = { estateId, unitCode, relation: relation as Relation, ...person, actor: `staff:${clerk.id}`, why: '' };
    office.code = (await storage.transact((tx) => issueCode(tx, wish, clock))).code;
  },
  async case({ storage, clock, estate: estateId, chat }, [service = '', summary = '', unitCode, name, phone]) {
    const filed = { estateId, conversationId: chat, service, letter: LETTERS[service] ?? 'X', date: '20261123' };
    const contact = { ...(name && { contactName: name.replaceAll('_', ' ') }), ...(phone && { contactPhone: phone }) };
    const about = { summary: summary.replaceAll('_', ' '), level: 'ordinary', answers: {}, actor: 'desk' } as const;
    const home = unitCode ? { unitCode } : {};
    await storage.transact((tx) => fileTicket(tx, { ...filed, ...about, ...home, ...contact }, clock));
  },
  async leave({ storage, clock, estate: estateId, clerk }, [unitCode = '', name = '']) {
    const members = await membersOf(storage.db, estateId, unitCode);
    const member = members.find((one) => one.name === name.replaceAll('_', ' '));
    if (!member) throw new Error(`Nobody of that name belongs to ${unitCode}.`);
    const end = { id: member.id, estateId, actor: `staff:${clerk.id}`, why: '' };
    await storage.transact((tx) => endMembership(tx, end, clock.now()));
  },
  async state(office, [number = '', state = '', ...why]) {
    const ticketId = await caseOf(office, number);
    const change = { ticketId, state: state as CaseState, actor: 'staff', why: why.join(' '), tellResident: true };
    const done = await office.storage.transact((tx) => changeCase(tx, change, office.clock.now()));
    if (!done.changed) throw new Error(`${number} cannot become ${state}: ${done.reason}.`);
  },
  async tell(office, [number = '', ...words]) {
    const ticketId = await caseOf(office, number);
    const note = { ticketId, actor: 'staff', words: words.join(' '), tellResident: { by: office.clerk.name } };
    await office.storage.transact((tx) => noteInCase(tx, note, office.clock.now()));
  },
  async answer(office, [number = '', ...words]) {
    const { storage, clock, estate: estateId, clerk } = office;
    const answer = { estateId, ticketId: await caseOf(office, number), words: words.join(' '), staffId: clerk.id };
    const done = await storage.transact((tx) => answerQuestion(tx, answer, clock.now()));
    if (!done) throw new Error(`${number} is no open question.`);
  },
};

async function caseOf({ storage, estate }: Office, number: string): Promise<string> {
  const found = await storage.db
    .selectFrom('ticket')
    .select('id')
    .where('estate_id', '=', estate)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!found) throw new Error(`There is no case ${number}.`);
  return found.id;
}
