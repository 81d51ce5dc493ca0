import type { Repair } from '#handbook/schemas/repair.ts';
import { says } from '#handbook/wording.ts';
import { type FaultScope, findSameFault } from '#records/cases/faults.ts';
import type { CaseState } from '#storage/schemas/case.ts';
import type { About, Question, Read, Reading } from '../asking/form.ts';
import type { Where } from '../asking/where.ts';
import type { Answers } from '../desk-state.ts';
import type { DeskTurn } from '../desk-turn.ts';
import { stateTold } from '../status/case-words.ts';
import { fits } from './category.ts';
import { firstAnswer, withoutStale } from './first-question.ts';
import { zoneOf } from './report.ts';
import { withReturn } from './visit.ts';
import { whatOf } from './what.ts';

/** The case of the same fault, as the records know it: kept beside the answers, nothing of who reported it. */
export interface Reported {
  ticketId: string;
  number: string;
  state: CaseState;
}

/** The case of the same fault that another home has reported. */
export function reportedOf(answers: Answers): Reported | undefined {
  return answers.reported?.value as Reported | undefined;
}

/** Whether to join it, or to report separately. */
export const same: Question = {
  key: 'same',
  kind: 'choice',
  needed: (answers) => reportedOf(answers) !== undefined,
  says: (about) => sayReported(about),
  choices: ({ say }) => [say('repair:same.join'), say('repair:same.apart')],
  read: readSame,
};

function sayReported({ answers, common, say, locale }: About): string | undefined {
  const reported = reportedOf(answers);
  const kind = sharedKind(common.repair, answers);
  if (!reported || !kind) return undefined;
  const { number, state } = reported;
  const name = locale === 'en' ? kind.en : kind.zh;
  return say('repair:ask.same', { name, number, state: stateTold(say, { service: 'repair', state }) });
}

function readSame({ text, understood, asked, say, common }: Reading): Read {
  if (!asked) return undefined;
  const { reply, ordinal } = understood;
  const said = text.trim();
  const answer = (value: 'join' | 'apart') => ({ value, told: say(`repair:same.${value}`) });
  if (
    said === say('repair:same.apart') ||
    ordinal === 2 ||
    reply === 'deny' ||
    says(said, common.wordings.repair.apart)
  )
    return answer('apart');
  if (
    said === say('repair:same.join') ||
    ordinal === 1 ||
    reply === 'affirm' ||
    says(said, common.wordings.repair.joins)
  )
    return answer('join');
  return undefined;
}

/** Before each question: answers that the category no longer asks for go, and the records are looked at for the same fault. */
export async function settleReport(turn: DeskTurn, answers: Answers): Promise<Answers> {
  const { common, tx, clock, conversation } = turn;
  const { reported: before, ...rest } = withReturn(withoutStale({ answers, common }));
  const scope = scopeOf(common.repair, rest);
  const wish = scope && { estateId: conversation.estate_id, conversationId: conversation.id, scope };
  const found = wish && (await findSameFault(tx.db, wish, clock.now()));
  const { same: chosen, ...others } = rest;
  // What was chosen holds for the case it was chosen for; told is only what may be told to a neighbour.
  if (!found) return others;
  const value: Reported = { ticketId: found.id, number: found.number, state: found.state };
  const stands = (before?.value as Reported | undefined)?.ticketId === found.id;
  return { ...(stands && chosen ? rest : others), reported: { value, told: '' } };
}

/** Which of the handbook's shared faults a report is. */
function sharedKind({ shared }: Repair, answers: Answers) {
  const fault = whatOf(answers);
  const zone = zoneOf(answers);
  const fitting = (one: Repair['shared'][number]) => fault !== undefined && fits(one, fault);
  return shared.find((one) => one.category === fault?.category && fitting(one) && (!one.zone || one.zone === zone));
}

/** Where a fault is that several homes may have; undefined for one that is this home's own. */
export function scopeOf(repair: Repair, answers: Answers): FaultScope | undefined {
  const place = answers.where?.value as Where | undefined;
  const extent = firstAnswer(answers, 'extent')?.extent ?? firstAnswer(answers, 'first')?.extent;
  const kind = sharedKind(repair, answers);
  if (!kind || !place || extent === 'home') return undefined;
  const { building, unit } = place;
  if (extent === 'estate') return { kind: kind.key };
  // A place without a building, such as the north gate, is the same only in the same words.
  if (!building) return { kind: kind.key, building: place.kind === 'common' ? `@${place.place}` : '@' };
  return { kind: kind.key, building, ...(unit && extent !== 'building' ? { unit } : {}) };
}
